package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;

/** Means of blocks and copies of pixels, channel by channel. */
class GridsTest {
  private static final FloatArray IMAGES = new FloatArray(new int[] {1, 2, 4, 4}, new float[] {
    1, 3, 0, 0, 5, 7, 0, 4, 1, 1, 2, 2, 1, 1, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 0, 0, 8, 8, 0, 16
  });

  @Test
  void downIsTheMeanOfEachBlock() {
    // (1 + 3 + 5 + 7) / 4 = 4, (0 + 0 + 0 + 4) / 4 = 1
    assertThat(Grids.down(IMAGES, 2).values()).containsExactly(4, 1, 1, 2, 0, 0, 8, 4);
    assertThat(Grids.down(IMAGES, 1).values()).containsExactly(2, 3);
    assertThat(Grids.down(IMAGES, 4)).isEqualTo(IMAGES);
  }

  @Test
  void upCopiesPixels_andDownUndoesIt() {
    FloatArray coarse = Grids.down(IMAGES, 2);
    FloatArray fine = Grids.up(coarse, 4);
    assertThat(fine.shape()).containsExactly(1, 2, 4, 4);
    assertThat(Arrays.copyOf(fine.values(), 8)).containsExactly(4, 4, 1, 1, 4, 4, 1, 1);
    assertThat(Grids.down(fine, 2)).isEqualTo(coarse);
  }
}
