package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;

class CheckerboardTest {
  @Test
  void densityIsOneOverTheDarkArea_andNothingElsewhere() {
    float[] points = {-3, -3, -1, -3, -1, -1, 4.1f, 0, 4, 3};
    double[] log = new Checkerboard(4, 2)
        .open()
        .logDensity(new FloatArray(new int[] {5, 2}, points))
        .orElseThrow();
    // eight dark squares of area 4
    assertThat(log[0]).isCloseTo(-Math.log(32), within(1e-12));
    assertThat(log[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(log[2]).isEqualTo(log[0]);
    assertThat(log[3]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(log[4]).as("upper edges are outside").isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
