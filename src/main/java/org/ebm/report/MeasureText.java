package org.ebm.report;

import java.util.Optional;
import org.ebm.run.DiagnosisRecord.Measure;

/** A measure of a diagnosis as people say it. */
final class MeasureText {
  private MeasureText() {}

  static String title(Measure measure) {
    return measure.name().replace('_', ' ');
  }

  /** A dash where it could not be measured. */
  static String value(Measure measure) {
    return ShortNumber.of(measure.value().orElse(Double.NaN));
  }

  /** {@code -0.02 to 0.14}, {@code at least 3} where it is open above; empty without an interval. */
  static String interval(Measure measure) {
    return range(measure.low(), measure.high());
  }

  /** {@code -0.5 to 0.5}, {@code at most 0.1}, {@code at least 1}; empty without bounds. */
  static String allowed(Measure measure) {
    return range(measure.allowedLow(), measure.allowedHigh());
  }

  private static String range(Optional<Double> low, Optional<Double> high) {
    if (low.isPresent() && high.isPresent()) {
      return ShortNumber.of(low.get()) + " to " + ShortNumber.of(high.get());
    }
    return low.map(bound -> "at least " + ShortNumber.of(bound))
        .or(() -> high.map(bound -> "at most " + ShortNumber.of(bound)))
        .orElse("");
  }
}
