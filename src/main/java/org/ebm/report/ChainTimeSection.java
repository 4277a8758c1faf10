package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ebm.base.Counted;
import org.ebm.run.DiagnosisRecord;
import org.ebm.run.DiagnosisRecord.ChainTime;

/** How far chains are from data over chain time, and the time of training among it. */
final class ChainTimeSection {
  private ChainTimeSection() {}

  /** Empty where that was not measured. */
  static List<Html> of(DiagnosisRecord diagnosis) {
    return diagnosis.chainTime().map(ChainTimeSection::section).stream().toList();
  }

  private static Html section(ChainTime time) {
    List<Html> content = new ArrayList<>();
    content.add(Html.text("p", time.means()));
    time.saves().ifPresent(saves -> content.add(Html.text("p", saves)));
    content.add(Html.tag("div")
        .with("class", "charts")
        .add(List.of(
            chart(
                time,
                "Distance from the data",
                "sliced Wasserstein / sd of data",
                ChainTime.Curve::distance),
            chart(time, "Energy gap", "gap / sd of U(data)", ChainTime.Curve::gap))));
    content.add(Html.text(
            "p",
            "Chain steps from 1 on a logarithmic axis; the upright line is at the "
                + Counted.of(time.trained(), "step")
                + " of an update. Two samples of the data are "
                + ShortNumber.of(time.floor()) + " sd apart.")
        .with("class", "note"));
    return Page.section("When did it train?", content);
  }

  private static Html chart(
      ChainTime time, String title, String unit, Function<ChainTime.Curve, List<Double>> values) {
    List<Mark> marks = new ArrayList<>();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < time.curves().size(); i++) {
      ChainTime.Curve curve = time.curves().get(i);
      // the start itself is at step 0, which a logarithmic axis has not
      double[] steps = curve.steps().stream().skip(1).mapToDouble(step -> step).toArray();
      double[] seen =
          values.apply(curve).stream().skip(1).mapToDouble(value -> value).toArray();
      for (double value : seen) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      marks.add(new Mark.Curve(
          new Series("from " + curve.from(), steps, seen), Ink.line(i), Mark.Curve.Detail.ALL));
    }
    Series line = new Series(
        "steps of an update", new double[] {time.trained(), time.trained()}, new double[] {low, high
        });
    marks.add(new Mark.Curve(line, Ink.line(marks.size()), Mark.Curve.Detail.OUTLINE));
    return ChartFigure.of(
        new Chart(title, new Chart.Side("chain steps", true), new Chart.Side(unit, false), marks));
  }
}
