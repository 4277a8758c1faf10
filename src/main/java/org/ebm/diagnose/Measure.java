package org.ebm.diagnose;

import java.util.Optional;

/**
 * One number of a verdict and what it was held against.
 *
 * @param name snake_case, stable: {@code gap}
 * @param value NaN if it could not be measured on these chains
 * @param interval 95 % interval, where one was computed
 * @param allowed the values that a convergent model has
 * @param passed that the value is in the band; for the gap, that its whole interval is
 * @param meaning one sentence: what the number is and what it says to be outside
 */
public record Measure(
    String name,
    double value,
    Optional<Interval> interval,
    Band allowed,
    boolean passed,
    String meaning) {

  /** Passed if the value is in the band. */
  static Measure byValue(String name, double value, Band allowed, String meaning) {
    return new Measure(name, value, Optional.empty(), allowed, allowed.contains(value), meaning);
  }

  /** Passed if the whole interval is in the band. */
  static Measure byInterval(
      String name, double value, Interval interval, Band allowed, String meaning) {
    return new Measure(
        name, value, Optional.of(interval), allowed, allowed.contains(interval), meaning);
  }

  /** The whole interval, or where there is none the value, is outside the band. */
  public boolean isOutside() {
    return isAbove() || isBelow();
  }

  /** The same, on the upper side. */
  public boolean isAbove() {
    return interval.map(Interval::low).orElse(value) > allowed.high();
  }

  /** The same, on the lower side. */
  public boolean isBelow() {
    return interval.map(Interval::high).orElse(value) < allowed.low();
  }

  /** The value in units of the edge that it lies nearest to or beyond. */
  double strain() {
    return strain(value, value);
  }

  /** The same of the interval's further end: at most 1 if it is wholly inside. */
  double reach() {
    Interval ends = interval.orElse(new Interval(value, value));
    return strain(ends.low(), ends.high());
  }

  private double strain(double low, double high) {
    double above = Double.isFinite(allowed.high()) ? high / allowed.high() : 0;
    return Math.max(above, Double.isFinite(allowed.low()) ? low / allowed.low() : 0);
  }

  /** As in messages: {@code gap 0.95 (95 % interval 0.82 to 1.08; allowed -0.5 to 0.5)}. */
  @Override
  public String toString() {
    String between = interval
        .map(i -> "95 % interval " + Digits.of(i.low()) + " to " + Digits.of(i.high()) + "; ")
        .orElse("");
    return name + " " + Digits.of(value) + " (" + between + "allowed " + allowed + ")";
  }
}
