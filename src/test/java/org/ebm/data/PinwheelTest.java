package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;

class PinwheelTest {
  @Test
  void untwistedWheelWithOneArm_isAGaussianAtOneZero() {
    double[] log = new Pinwheel(1, 0.3, 0.1, 0)
        .open()
        .logDensity(new FloatArray(new int[] {2, 2}, new float[] {1, 0, 1.3f, 0.1f}))
        .orElseThrow();
    // the mode: -log(2 pi 0.3 0.1); one sd along and across: 1 less
    assertThat(log[0]).isCloseTo(-Math.log(2 * Math.PI * 0.03), within(1e-12));
    assertThat(log[1]).isCloseTo(log[0] - 1, within(1e-6));
  }

  @Test
  void twist_turnsByRateTimesExpOfTheRadius() {
    // the mode, at radius 1, is turned by 0.5 exp(1) = 1.359141 radians, one sd further out by 0.5
    // exp(1.3) = 1.834648
    float[] points = {
      (float) Math.cos(1.359141),
      (float) Math.sin(1.359141),
      (float) (1.3 * Math.cos(1.834648)),
      (float) (1.3 * Math.sin(1.834648))
    };
    double[] log = new Pinwheel(1, 0.3, 0.1, 0.5)
        .open()
        .logDensity(new FloatArray(new int[] {2, 2}, points))
        .orElseThrow();
    assertThat(log[0]).isCloseTo(-Math.log(2 * Math.PI * 0.03), within(1e-6));
    assertThat(log[1]).isCloseTo(log[0] - 0.5, within(1e-5));
  }
}
