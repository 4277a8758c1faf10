package org.ebm.sampler;

import java.util.OptionalLong;
import org.ebm.base.FloatArray;

/**
 * A whole number, such as that of a row, among float32 arrays. Those hold whole numbers up to 2^24 only; beyond that, 2^24 and 2^24 + 1 would be one row, so a larger number is
 * written in two parts: how many times 2^24, and the rest.
 */
final class RowNumber {
  private static final long EXACT = 1 << 24;

  private RowNumber() {}

  static FloatArray written(long row) {
    return row < EXACT
        ? FloatArray.of(row)
        : FloatArray.of((float) (row / EXACT), (float) (row % EXACT));
  }

  /** The number; empty if it is none below a limit, such as the number of rows. */
  static OptionalLong read(FloatArray written, long limit) {
    float[] parts = written.values();
    double row = switch (parts.length) {
      case 1 -> parts[0];
      case 2 -> (double) parts[0] * EXACT + parts[1];
      default -> Double.NaN;
    };
    return row >= 0 && row < limit && row == Math.rint(row)
        ? OptionalLong.of((long) row)
        : OptionalLong.empty();
  }
}
