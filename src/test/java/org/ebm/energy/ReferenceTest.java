package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final Shape PLANE = Shape.of(2);

  /** x: 1, 3 have mean 2 and sd sqrt 2; y: 10, 14 have mean 12 and sd sqrt 8. */
  private static final Reference REFERENCE =
      Reference.of(PLANE, new FloatArray(new int[] {2, 2}, new float[] {1, 10, 3, 14}));

  @Test
  void momentsAreThoseOfEachElement() {
    assertThat(REFERENCE.mean()).containsExactly(2, 12);
    assertThat(REFERENCE.sd()).containsExactly(Math.sqrt(2), Math.sqrt(8));
  }

  /** log 2 pi + log sqrt 2 + log sqrt 8 = log 2 pi + log 4. */
  @Test
  void logPartitionIsTheNormalLaws() {
    assertThat(REFERENCE.logPartition()).isCloseTo(Math.log(8 * Math.PI), offset(1e-12));
  }

  /** (4 - 2)^2 / (2 * 2) + (12 - 12)^2 / (2 * 8) = 1. */
  @Test
  void energyIsTheNormalLaws() {
    assertThat(REFERENCE.energies(new FloatArray(new int[] {1, 2}, new float[] {4, 12}))[0])
        .isCloseTo(1, offset(1e-12));
  }

  /** The mean of n draws has standard error sd / sqrt n: 0.014 and 0.028; their sd sd / sqrt 2n. Four of them are allowed. */
  @Test
  void drawsHaveTheMoments() {
    Reference again = Reference.of(PLANE, REFERENCE.draw(10_000, RandomKey.ofSeed(3)));
    for (int k = 0; k < 2; k++) {
      double error = REFERENCE.sd()[k] / 100;
      assertThat(again.mean()[k]).isCloseTo(REFERENCE.mean()[k], offset(4 * error));
      assertThat(again.sd()[k]).isCloseTo(REFERENCE.sd()[k], offset(4 * error / Math.sqrt(2)));
    }
  }

  @Test
  void anElementThatNeverVariesIsRefused() {
    assertThatThrownBy(() ->
            Reference.of(PLANE, new FloatArray(new int[] {2, 2}, new float[] {1, 5, 3, 5})))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("element 1 of 2 examples has standard deviation 0.0")
        .hasMessageContaining("ais.reference_sd");
  }
}
