package org.ebm.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.base.ShellWords;
import org.ebm.report.Diagnosis.Measure;

/** The verdict on a model in words, and every number behind it. */
final class VerdictSection {
  private VerdictSection() {}

  static Html of(Diagnosis diagnosis) {
    return Html.tag("section")
        .with("class", "verdict " + diagnosis.verdict().tone())
        .add(words(diagnosis))
        .add(diagnosis.energies().map(energies -> EnergyPicture.of(diagnosis, energies)).stream()
            .toList())
        .add(
            Html.tag("dl")
                .add(entry("Density", diagnosis.densityBecause().orElse("")))
                .add(
                    entry("Scope", diagnosis.scope().map(Diagnosis.Scope::words).orElse("")))
                .add(entry("Found", diagnosis.found()))
                .add(entry("Means", diagnosis.means()))
                .add(entry("Try", diagnosis.tryNext()))
                .add(entry("Blind to", String.join("; ", diagnosis.blindTo().orElse(List.of()))))
                .add(entry("Data", diagnosis.data().orElse(""))),
            Html.tag("table")
                .add(diagnosis.measures().stream().flatMap(VerdictSection::rows).toList()));
  }

  private static Html words(Diagnosis diagnosis) {
    Html words =
        Html.text("h2", "The learned energy is ").add(diagnosis.verdict().html("span"));
    diagnosis
        .density()
        .ifPresent(
            density -> words.text(" and against the data its density ").add(density.html("span")));
    return words;
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
    if (!measure.allowed().isEmpty()) {
      band.add(Html.text("div", "allowed " + measure.allowed()).with("class", "small"));
    }
    Html value = Html.text("td", ShortNumber.of(measure.value()));
    if (!measure.interval().isEmpty()) {
      value.add(Html.text("div", "95 %: " + measure.interval()).with("class", "small"));
    }
    return Stream.of(
        Html.tag("tr")
            .add(Html.text("th", measure.title()).with("scope", "row").add(outcome(measure)))
            .add(value, band),
        Html.tag("tr")
            .add(Html.text("td", measure.meaning()).with("colspan", 3).with("class", "small")));
  }

  private static Html outcome(Measure measure) {
    return measure
        .passed()
        .map(passed -> passed
            ? Html.text("span", "✓ passed").with("class", "small good")
            : Html.text("span", "✗ failed").with("class", "small bad"))
        .orElseGet(() -> Html.text("span", "– no rule").with("class", "small none"));
  }
}
