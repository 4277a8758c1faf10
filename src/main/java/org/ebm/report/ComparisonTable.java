package org.ebm.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ebm.config.ConfigKeys;
import org.ebm.run.DiagnosisRecord;
import org.ebm.run.DiagnosisRecord.Measure;
import org.ebm.run.RunConfig;

/** Tables with a column for each run. */
final class ComparisonTable {
  private static final String NOTHING = "–";

  private final List<RunFiles> runs;
  private final List<String> labels;
  private final List<Optional<DiagnosisRecord>> diagnoses;

  ComparisonTable(List<RunFiles> runs, List<String> labels) {
    this.runs = runs;
    this.labels = labels;
    this.diagnoses = runs.stream().map(RunFiles::diagnosis).toList();
  }

  /** Verdicts, last numbers, measures and pictures. */
  Html results() {
    Html table = table();
    table.add(row(
        "Verdict",
        k -> diagnoses
            .get(k)
            .map(diagnosis -> Word.of(diagnosis.verdict()).html("td"))
            .orElseGet(() -> text(runs.get(k).kind().isChains() ? NOTHING : "not diagnosed"))));
    table.add(row("Status", k -> text(ProvenanceTable.status(runs.get(k).provenance()))));
    addFigures(table);
    addMeasures(table);
    table.add(row("Latest samples", this::picture));
    return table;
  }

  private void addFigures(Html table) {
    List<List<KeyFigure>> figures = runs.stream().map(KeyFigure::of).toList();
    Set<String> names = new LinkedHashSet<>();
    figures.forEach(run -> run.forEach(figure -> names.add(figure.name())));
    names.forEach(name -> table.add(row(
        name,
        k -> figures.get(k).stream()
            .filter(figure -> figure.name().equals(name))
            .findFirst()
            .map(figure ->
                text(figure.value()).add(Html.text("div", figure.note()).with("class", "small")))
            .orElseGet(() -> text(NOTHING)))));
  }

  private void addMeasures(Html table) {
    Set<String> names = new LinkedHashSet<>();
    diagnoses.forEach(diagnosis -> diagnosis.ifPresent(
        found -> found.measures().forEach(measure -> names.add(measure.name()))));
    names.forEach(name -> table.add(row(
        "Diagnosis: " + name.replace('_', ' '),
        k -> diagnoses
            .get(k)
            .flatMap(found -> found.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst())
            .map(ComparisonTable::measure)
            .orElseGet(() -> text(NOTHING)))));
  }

  private static Html measure(Measure measure) {
    Word word = Word.of(measure);
    String sign = measure.passed().isPresent() ? word.sign() + " " : "";
    Html cell = Html.tag("td")
        .add(Html.text("span", sign).with("class", "word " + word.tone()))
        .text(MeasureText.value(measure));
    return MeasureText.interval(measure).isEmpty()
        ? cell
        : cell.add(
            Html.text("div", "95 %: " + MeasureText.interval(measure)).with("class", "small"));
  }

  private Html picture(int k) {
    RunFiles run = runs.get(k);
    if (run.kind().isChains()) {
      return run.file("samples.png")
          .map(png -> Html.tag("td").add(EmbeddedPicture.of(png, "The same chains over time")))
          .orElseGet(() -> text(NOTHING));
    }
    return run.snapshots("short").stream()
        .findFirst()
        .map(latest -> Html.tag("td")
            .add(EmbeddedPicture.of(latest.file(), PictureSections.caption("short", latest))))
        .orElseGet(() -> text(NOTHING));
  }

  /** The configuration keys that not all runs share, with their values. */
  Html differences() {
    List<Map<String, String>> configs = runs.stream()
        .map(run -> run.config()
            .map(yaml -> ConfigKeys.of(yaml, RunConfig.file(run.folder())))
            .orElse(Map.of()))
        .toList();
    List<String> keys = ConfigKeys.differing(configs);
    if (keys.isEmpty()) {
      return Html.text("p", "The configurations are equal.");
    }
    Html table = table();
    keys.forEach(key ->
        table.add(row(Html.key("th", key), k -> text(configs.get(k).getOrDefault(key, NOTHING)))));
    return Page.scrolling(table);
  }

  private Html table() {
    Html head = Html.tag("tr").add(Html.tag("th"));
    for (int k = 0; k < runs.size(); k++) {
      head.add(Html.tag("th")
          .with("scope", "col")
          .add(ChartFigure.key(Ink.line(k)))
          .text(labels.get(k)));
    }
    return Html.tag("table").add(head);
  }

  private Html row(String name, Function<Integer, Html> cell) {
    return row(Html.text("th", name), cell);
  }

  private Html row(Html head, Function<Integer, Html> cell) {
    List<Html> cells = new ArrayList<>();
    IntStream.range(0, runs.size()).forEach(k -> cells.add(cell.apply(k)));
    return Html.tag("tr").add(head.with("scope", "row")).add(cells);
  }

  private static Html text(String text) {
    return Html.text("td", text);
  }
}
