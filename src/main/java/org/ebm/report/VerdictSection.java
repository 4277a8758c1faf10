package org.ebm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ebm.base.ShellWords;
import org.ebm.diagnose.Density;
import org.ebm.run.DiagnosisRecord;
import org.ebm.run.DiagnosisRecord.Measure;

/** The verdict on a model in words, and every number behind it. */
final class VerdictSection {
  private VerdictSection() {}

  static Html of(DiagnosisRecord diagnosis) {
    return Html.tag("section")
        .with("class", "verdict " + Word.of(diagnosis.verdict()).tone())
        .add(words(diagnosis))
        .add(diagnosis.energies().map(energies -> EnergyPicture.of(diagnosis, energies)).stream()
            .toList())
        .add(Html.tag("dl")
            .add(entry("Means", diagnosis.means()))
            .add(entry("Try", diagnosis.tryNext()))
            .add(changes(diagnosis)))
        .add(more(diagnosis));
  }

  private static List<Html> changes(DiagnosisRecord diagnosis) {
    List<Html> entries = new ArrayList<>();
    for (DiagnosisRecord.Change change : diagnosis.change().orElse(List.of())) {
      entries.add(Html.text("dt", "Change"));
      entries.add(Html.tag("dd")
          .add(
              Html.text("code", ShellWords.words("--set", change.key() + "=" + change.value())),
              Html.text("span", " was " + change.was() + ": " + change.because())));
    }
    return entries;
  }

  /** What the words rest on, folded away. */
  private static Html more(DiagnosisRecord diagnosis) {
    return Html.tag("details")
        .add(
            Html.text("summary", "What was found, and what this cannot see"),
            Html.tag("dl")
                .add(entry("Found", diagnosis.found()))
                .add(entry("Density", diagnosis.densityBecause().orElse("")))
                .add(entry("Scope", diagnosis.scope().map(VerdictSection::words).orElse("")))
                .add(entry("Blind to", String.join("; ", diagnosis.blindTo().orElse(List.of()))))
                .add(entry("Data", diagnosis.data().orElse(""))));
  }

  /** Every number behind the verdict: those that a rule asks for, and the others folded away. */
  static Html measures(DiagnosisRecord diagnosis) {
    List<Measure> judged = diagnosis.measures().stream()
        .filter(measure -> measure.passed().isPresent())
        .toList();
    List<Measure> others = diagnosis.measures().stream()
        .filter(measure -> measure.passed().isEmpty())
        .toList();
    List<Html> content = new ArrayList<>();
    content.add(table(judged));
    if (!others.isEmpty()) {
      content.add(Html.tag("details")
          .add(Html.text("summary", "Measures that no rule asks for: " + others.size()))
          .add(table(others)));
    }
    return Page.section("Measures", content);
  }

  private static Html table(List<Measure> measures) {
    return Html.tag("table")
        .with("class", "measures")
        .add(measures.stream().flatMap(VerdictSection::rows).toList());
  }

  private static Html words(DiagnosisRecord diagnosis) {
    Html words = Html.text("h2", "The learned energy is ")
        .add(Word.of(diagnosis.verdict()).html("span"));
    diagnosis
        .density()
        .ifPresent(density ->
            words.text(", its density against the data ").add(Word.of(density).html("span")));
    diagnosis
        .scope()
        .ifPresent(scope -> words.text("; scope: " + scope.name().toLowerCase(Locale.ROOT)));
    return words;
  }

  private static String words(Density.Scope scope) {
    return switch (scope) {
      case GLOBAL -> "global: chains from unlike starts mixed, so the weights of modes were tested";
      case LOCAL ->
        "local: it depends on the start where chains end, so the weights of modes were not tested";
    };
  }

  /** What stands there as long as nobody has looked. */
  static Html notYet(Path run) {
    return Html.tag("section")
        .with("class", "verdict none")
        .add(
            Html.text("h2", "The learned energy is ")
                .add(Html.text("span", "– not diagnosed yet").with("class", "word none")),
            Html.text("p", "Short-run samples cannot tell whether it is right. To look: ")
                .with("class", "soft")
                .add(Html.text("code", ShellWords.typed(List.of("diagnose", run.toString())))));
  }

  private static List<Html> entry(String term, String text) {
    return text.isBlank() ? List.of() : List.of(Html.text("dt", term), Html.text("dd", text));
  }

  private static Stream<Html> rows(Measure measure) {
    Html band = Html.tag("td");
    if (MeasureBar.canShow(measure)) {
      band.add(MeasureBar.of(measure));
    }
    if (!MeasureText.allowed(measure).isEmpty()) {
      band.add(Html.text("div", "allowed " + MeasureText.allowed(measure)).with("class", "small"));
    }
    Html value = Html.text("td", MeasureText.value(measure));
    if (!MeasureText.interval(measure).isEmpty()) {
      value.add(Html.text("div", "95 %: " + MeasureText.interval(measure)).with("class", "small"));
    }
    return Stream.of(
        Html.tag("tr")
            .add(Html.text("th", MeasureText.title(measure))
                .with("scope", "row")
                .add(outcome(measure)))
            .add(value, band),
        Html.tag("tr")
            .add(Html.text("td", measure.meaning()).with("colspan", 3).with("class", "small")));
  }

  private static Html outcome(Measure measure) {
    Word word = Word.of(measure);
    return Html.text("span", word.sign() + " " + word.text()).with("class", "small " + word.tone());
  }
}
