package org.ebm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ebm.diagnose.Moments;
import org.ebm.run.EvaluationRecord;

/**
 * A number that says how a run ended.
 *
 * @param note how it was taken; may be empty
 */
record KeyFigure(String name, String value, String note) {
  private static final int SHARE = 10;
  /** With fewer values in the last tenth, the last value is as good as their mean. */
  private static final int FEW = 10;

  private static final Set<String> NO_MEASURES = Set.of("schema_version", "seed");

  /** All that the run's tables hold. */
  static List<KeyFigure> of(RunFiles run) {
    List<KeyFigure> figures = new ArrayList<>();
    boolean chains = run.kind().isChains();
    String steps = chains ? "trace.csv" : "metrics.csv";
    run.table(steps)
        .filter(csv -> csv.rows() > 0)
        .ifPresent(csv -> figures.add(new KeyFigure(
            chains ? "Chain steps" : "Updates",
            ShortNumber.count(csv.column("step")[csv.rows() - 1]),
            "")));
    List<Quantity> quantities = chains ? Quantity.trace("") : Quantity.TRAINING;
    quantities.forEach(quantity -> quantity
        .in(run, quantity.title())
        .filter(quantity::isWorthAFigure)
        .ifPresent(series -> figures.add(of(quantity, series))));
    return figures;
  }

  /** What {@code ebm eval} measured last; none if it was not asked. */
  static List<KeyFigure> ofEvaluation(Path run) {
    return EvaluationRecord.numbers(run).entrySet().stream()
        .filter(number -> !NO_MEASURES.contains(number.getKey()))
        .map(number ->
            new KeyFigure(number.getKey().replace('_', ' '), ShortNumber.of(number.getValue()), ""))
        .toList();
  }

  /** The figures side by side. */
  static Html list(List<KeyFigure> figures) {
    return Html.tag("dl")
        .with("class", "figures")
        .add(figures.stream()
            .map(figure -> Html.tag("div")
                .add(
                    Html.text("dt", figure.name()),
                    Html.text("dd", figure.value()).with("class", "value"),
                    Html.text("dd", figure.note()).with("class", "small")))
            .toList());
  }

  private static KeyFigure of(Quantity quantity, Series series) {
    int n = series.y().length;
    double last = series.y()[n - 1];
    if (n / SHARE < FEW || quantity.form() == Quantity.Form.SETTING) {
      return new KeyFigure(
          quantity.title(),
          ShortNumber.of(last),
          "at " + ShortNumber.count(series.x()[n - 1]));
    }
    Moments tenth = Moments.of(Arrays.copyOfRange(series.y(), n - n / SHARE, n));
    return new KeyFigure(
        quantity.title(),
        ShortNumber.of(tenth.mean()),
        "±\u00a0" + ShortNumber.rough(tenth.sd()) + ", last 10\u00a0%");
  }
}
