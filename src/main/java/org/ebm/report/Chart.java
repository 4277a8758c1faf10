package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.ebm.base.Counted;

/**
 * Curves over a common axis, before they are drawn.
 *
 * @param marks later ones lie on top; values that cannot be drawn have become gaps
 */
record Chart(String title, Side x, Side y, List<Mark> marks) {
  private static final double MARGIN = 0.04;
  /** Before the first and after the last point, so that they are seen whole. */
  private static final double ENDS = 0.015;

  /** First updates can be a thousand times the rest. Where they would flatten a long curve, the axis fits its last part alone. */
  private static final double LATE = 0.9;

  /** Share of the axis, below which the last part counts as flattened. */
  private static final double FLATTENED = 0.4;

  /**
   * What is along an axis.
   *
   * @param label with its unit; where it is empty, ticks have no labels either
   * @param range empty: that of the marks
   */
  record Side(String label, boolean log, Optional<Axis> range) {
    Side(String label, boolean log) {
      this(label, log, Optional.empty());
    }

    Side(String label, Axis range) {
      this(label, range.log(), Optional.of(range));
    }
  }

  Chart {
    boolean logX = x.log();
    boolean logY = y.log();
    marks = marks.stream().map(mark -> mark.drawable(logX, logY)).toList();
  }

  Axis horizontal() {
    return x.range()
        .orElseGet(
            () -> Axis.around(marks.stream().flatMapToDouble(Mark::x).toArray(), x.log(), ENDS));
  }

  Axis vertical() {
    return y.range().orElseGet(this::fitting);
  }

  private Axis fitting() {
    Axis whole = fitting(1);
    Axis late = fitting(LATE);
    boolean flattened = whole.position(late.high()) - whole.position(late.low()) < FLATTENED;
    return isLong() && flattened ? late : whole;
  }

  private Axis fitting(double share) {
    double[] values = marks.stream().flatMapToDouble(mark -> mark.y(share)).toArray();
    return Axis.around(values, y.log(), MARGIN);
  }

  List<Mark.Curve> curves() {
    return marks.stream()
        .filter(Mark.Curve.class::isInstance)
        .map(Mark.Curve.class::cast)
        .toList();
  }

  private boolean isLong() {
    return curves().stream().anyMatch(Mark.Curve::isLong);
  }

  /** What a reader must know to trust the picture; empty if it shows all values as they are. */
  String note() {
    List<String> sentences = new ArrayList<>();
    curves().stream()
        .filter(Mark.Curve::isLong)
        .mapToDouble(Mark.Curve::window)
        .max()
        .ifPresent(window -> sentences.add(
            "Lines show means over " + ShortNumber.of(window) + " " + x.label() + "s."));
    long gaps = curves().stream().mapToLong(curve -> curve.series().gaps()).sum();
    if (gaps > 0) {
      sentences.add("Not drawn: " + Counted.of(gaps, "value") + " not finite"
          + (y.log() ? " or not positive." : "."));
    }
    Axis axis = vertical();
    long beyond = curves().stream()
        .flatMapToDouble(curve -> DoubleStream.of(curve.seen().y()))
        .filter(value -> Double.isFinite(value) && !axis.holds(value))
        .count();
    if (beyond > 0) {
      sentences.add("The axis fits the last 90 %; early values beyond it: "
          + ShortNumber.count(beyond) + ".");
    }
    return String.join(" ", sentences);
  }
}
