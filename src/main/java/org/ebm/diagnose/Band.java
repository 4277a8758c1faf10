package org.ebm.diagnose;

/**
 * The values a measure may have, ends included; an end is infinite where nothing bounds it. NaN is in no band.
 */
public record Band(double low, double high) {
  public Band {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an empty band: " + low + " to " + high);
    }
  }

  static Band atMost(double high) {
    return new Band(Double.NEGATIVE_INFINITY, high);
  }

  static Band atLeast(double low) {
    return new Band(low, Double.POSITIVE_INFINITY);
  }

  /** From -size to size. */
  static Band within(double size) {
    return new Band(-size, size);
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  public boolean contains(Interval interval) {
    return contains(interval.low()) && contains(interval.high());
  }

  /** As in messages: {@code -0.5 to 0.5}, {@code at most 0.25}, {@code at least 200}. */
  @Override
  public String toString() {
    if (low == Double.NEGATIVE_INFINITY) {
      return "at most " + Digits.of(high);
    }
    return high == Double.POSITIVE_INFINITY
        ? "at least " + Digits.of(low)
        : Digits.of(low) + " to " + Digits.of(high);
  }
}
