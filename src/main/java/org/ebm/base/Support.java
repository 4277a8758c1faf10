package org.ebm.base;

/** Which values an element of an example can take; all are held as float32. */
public enum Support {
  /** Any number. */
  REAL("real numbers"),
  /** -1 or 1. */
  SPIN("spins, -1 or 1"),
  /** 0 or 1. */
  BIT("bits, 0 or 1"),
  /** 0, 1, ..., 7. */
  GREY("grey levels, 0 to 7");

  private static final int GREY_LEVELS = 8;

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

  /** The smallest of few values. */
  public float low() {
    return switch (this) {
      case SPIN -> -1;
      case BIT, GREY -> 0;
      case REAL -> throw new IllegalArgumentException(words + " are not few values");
    };
  }

  /** The largest of few values. */
  public float high() {
    return switch (this) {
      case SPIN, BIT -> 1;
      case GREY -> GREY_LEVELS - 1;
      case REAL -> low();
    };
  }

  /** All values, of few, rising. */
  public float[] numbers() {
    if (this != GREY) {
      return new float[] {low(), high()};
    }
    float[] numbers = new float[GREY_LEVELS];
    for (int level = 0; level < GREY_LEVELS; level++) {
      numbers[level] = level;
    }
    return numbers;
  }

  /** Whether an element may be this number. */
  boolean holds(float value) {
    return switch (this) {
      case REAL -> true;
      case SPIN, BIT -> value == low() || value == high();
      case GREY -> value >= 0 && value <= high() && value == Math.rint(value);
    };
  }
}
