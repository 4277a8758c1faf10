package org.ebm.report;

import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ebm.run.DiagnosisRecord.Measure;

/** Where a measure lies in its allowed band: the band shaded, the 95 % interval a thick line, the value a dot. */
final class MeasureBar {
  private static final int WIDTH = 176;
  private static final int HEIGHT = 20;
  private static final double MARGIN = 0.15;

  private final Measure measure;
  private final Axis axis;

  private MeasureBar(Measure measure) {
    this.measure = measure;
    double[] shown = Stream.of(
            measure.value(),
            measure.low(),
            measure.high(),
            measure.allowedLow(),
            measure.allowedHigh())
        .flatMap(Optional::stream)
        .mapToDouble(end -> end)
        .toArray();
    boolean onlyHigh = measure.allowedLow().isEmpty();
    // measures with an upper bound alone are sizes, which begin at 0
    this.axis = Axis.around(
        onlyHigh
            ? DoubleStream.concat(DoubleStream.of(shown), DoubleStream.of(0)).toArray()
            : shown,
        false,
        MARGIN);
  }

  /** True if there is a band, and a value to be in it. */
  static boolean canShow(Measure measure) {
    return measure.value().isPresent()
        && (measure.allowedLow().isPresent() || measure.allowedHigh().isPresent());
  }

  static Html of(Measure measure) {
    return new MeasureBar(measure).svg();
  }

  private Html svg() {
    double from = measure.allowedLow().map(this::at).orElse(0.0);
    double to = measure.allowedHigh().map(this::at).orElse((double) WIDTH);
    Html svg = Html.tag("svg")
        .with("class", "bar")
        .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
        .with("role", "img")
        .with(
            "aria-label",
            "value " + MeasureText.value(measure) + ", allowed " + MeasureText.allowed(measure))
        .add(
            path("rail", "M0 10H" + WIDTH),
            path("allowed", "M" + x(from) + " 3H" + x(to) + "V17H" + x(from) + "Z"));
    Stream.of(measure.allowedLow(), measure.allowedHigh())
        .flatMap(bound -> bound.stream())
        .forEach(bound -> svg.add(path("bound", "M" + x(at(bound)) + " 1V19")));
    if (measure.low().isPresent() && measure.high().isPresent()) {
      svg.add(path(
          "interval",
          "M" + x(at(measure.low().get())) + " 10H" + x(at(measure.high().get()))));
    }
    measure
        .value()
        .ifPresent(value -> svg.add(Html.tag("circle")
            .with("class", "value")
            .with("cx", x(at(value)))
            .with("cy", 10)
            .with("r", 5)));
    return svg;
  }

  private double at(double value) {
    return axis.position(value) * WIDTH;
  }

  private static String x(double pixels) {
    return SvgDrawing.coordinate(pixels);
  }

  static Html path(String style, String d) {
    return Html.tag("path").with("class", style).with("d", d);
  }
}
