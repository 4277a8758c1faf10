package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleFunction;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;

/** The quadrature against a plain midpoint sum with 200 000 nodes, whose own error is below 1e-9 here. */
class NoisyCurveTest {
  private static final float[][] POINTS = {
    {0, 0}, {1, 0.25f}, {-1.2f, 1.3f}, {2.3f, -0.8f}, {0.5f, 3}
  };

  @Test
  void twoMoons_logDensityIsTheIntegralAlongBothHalfCircles() {
    double sd = 0.1;
    Examples moons = new TwoMoons(sd).open();
    for (float[] point : POINTS) {
      double outer =
          integral(t -> new double[] {Math.cos(Math.PI * t), Math.sin(Math.PI * t)}, point, sd);
      double inner = integral(
          t -> new double[] {1 - Math.cos(Math.PI * t), 0.5 - Math.sin(Math.PI * t)}, point, sd);
      assertThat(log(moons, point)).isCloseTo(Math.log((outer + inner) / 2), within(1e-8));
    }
  }

  @Test
  void swissRoll_logDensityIsTheIntegralAlongTheSpiral() {
    double sd = 0.2;
    Examples roll = new SwissRoll(0.2, sd).open();
    for (float[] point : POINTS) {
      double expected = integral(
          t -> {
            double angle = Math.PI * (1.5 + 3 * t);
            return new double[] {0.2 * angle * Math.cos(angle), 0.2 * angle * Math.sin(angle)};
          },
          point,
          sd);
      assertThat(log(roll, point)).isCloseTo(Math.log(expected), within(1e-8));
    }
  }

  private static double log(Examples examples, float[] point) {
    return examples.logDensity(new FloatArray(new int[] {1, 2}, point)).orElseThrow()[0];
  }

  private static double integral(DoubleFunction<double[]> curve, float[] point, double sd) {
    int nodes = 200_000;
    double sum = 0;
    for (int i = 0; i < nodes; i++) {
      double[] centre = curve.apply((i + 0.5) / nodes);
      double squared = Math.pow(point[0] - centre[0], 2) + Math.pow(point[1] - centre[1], 2);
      sum += Math.exp(-squared / (2 * sd * sd)) / nodes;
    }
    return sum / (2 * Math.PI * sd * sd);
  }
}
