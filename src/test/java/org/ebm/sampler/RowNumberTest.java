package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowNumberTest {
  /** A float32 has no 2^24 + 1. */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 119, (1 << 24) - 1, 1 << 24, (1 << 24) + 1, 50_000_001, Integer.MAX_VALUE - 1})
  void comesBackExactly(int row) {
    assertThat(RowNumber.read(RowNumber.written(row), Integer.MAX_VALUE))
        .isEqualTo(OptionalLong.of(row));
  }

  @Test
  void ofOldCheckpoints_isOneNumber() {
    assertThat(RowNumber.written(7)).isEqualTo(FloatArray.of(7));
    assertThat(RowNumber.read(FloatArray.of(7), 8)).hasValue(7);
  }

  @Test
  void whatIsNoRow_isNone() {
    for (FloatArray none : new FloatArray[] {
      FloatArray.of(8),
      FloatArray.of(-1),
      FloatArray.of(Float.NaN),
      FloatArray.of(1.5f),
      FloatArray.of(),
      FloatArray.of(0, 0, 0)
    }) {
      assertThat(RowNumber.read(none, 8)).isEmpty();
    }
  }
}
