package org.ebm.report;

import java.util.Arrays;

/** The values from the darkest to the brightest colour of a map. */
record ColourRange(double low, double high) {
  int colour(double value) {
    return Palette.map((value - low) / (high - low));
  }

  /** Colours of an n x n grid's cells, top row of the picture first; the grid's first row is the lowest. */
  int[] picture(double[] values, int n) {
    int[] rgb = new int[values.length];
    for (int cell = 0; cell < values.length; cell++) {
      rgb[(n - 1 - cell / n) * n + cell % n] = colour(values[cell]);
    }
    return rgb;
  }

  boolean isExceededBy(double[] values) {
    return Arrays.stream(values).anyMatch(value -> value > high);
  }
}
