package org.ebm.base;

/** Which values an element of an example can take; all are held as float32. */
public enum Support {
  /** Any number. */
  REAL("real numbers"),
  /** -1 or 1. */
  SPIN("spins, -1 or 1"),
  /** 0 or 1. */
  BIT("bits, 0 or 1"),
  /** 0, 1, ..., levels - 1. */
  GREY("grey levels, 0, 1, 2, ...");

  private final String words;

  Support(String words) {
    this.words = words;
  }

  /** As messages say it. */
  public String words() {
    return words;
  }

  /** Whether an element takes one of two values. */
  public boolean isBinary() {
    return this == SPIN || this == BIT;
  }

  /** The smaller of two values. */
  public float low() {
    return switch (this) {
      case SPIN -> -1;
      case BIT -> 0;
      case REAL, GREY -> throw new IllegalArgumentException(words + " are not two values");
    };
  }

  /** The larger of two values. */
  public float high() {
    return isBinary() ? 1 : low();
  }

  /** Whether an element may be this number. */
  boolean holds(float value) {
    return switch (this) {
      case REAL -> true;
      case SPIN, BIT -> value == low() || value == high();
      case GREY -> value >= 0 && value == Math.rint(value);
    };
  }
}
