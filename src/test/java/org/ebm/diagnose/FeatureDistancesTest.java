package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

/** Scores of samples under identity features, of normal laws, where they are formulas. Specification 6.5. */
class FeatureDistancesTest {
  /** Rows N(mean 1, sd^2 I). */
  private static FloatArray normal(int n, int d, double mean, double sd, long seed) {
    var draws = ZigguratSampler.NormalizedGaussian.of(RandomKey.ofSeed(seed).generator());
    float[] x = new float[n * d];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (mean + sd * draws.sample());
    }
    return new FloatArray(new int[] {n, d}, x);
  }

  /** N(0, I) and N(m 1, s^2 I) in d = 8: d m^2 + d (1 - s)^2 = 8 + 8 x 0.25 = 10; of 80 000 rows the standard error is 2 sqrt(8 (1 + 1/4) / 80000) = 0.022. */
  @Test
  void frechetDistanceOfTwoNormalLaws_isTheFormula() {
    double found = FrechetDistance.of(normal(80_000, 8, 0, 1, 1), normal(80_000, 8, 1, 0.5, 2));
    assertThat(found).isCloseTo(10, within(0.1));
  }

  /** Exactly: a diagonal and a full covariance that commute with nothing. C1 = diag(1, 4), C2 = [[2, 1], [1, 2]]: eigenvalues of C1 C2 are 5 +- sqrt(13), so the trace of its root is 3.9324. */
  @Test
  void covariancesThatDoNotCommute() {
    FloatArray a = spread(new double[][] {{1, 0}, {0, 2}});
    FloatArray b = spread(new double[][] {{Math.sqrt(2), 0}, {1 / Math.sqrt(2), Math.sqrt(1.5)}});
    double root = Math.sqrt(5 + Math.sqrt(13)) + Math.sqrt(5 - Math.sqrt(13));
    assertThat(FrechetDistance.of(a, b)).isCloseTo(5 + 4 - 2 * root, within(1e-5));
    assertThat(FrechetDistance.of(b, b)).isCloseTo(0, within(1e-5));
  }

  /** Four points with mean 0 and covariance L L' (n - 1): +-sqrt(3/2) along each axis, put through L. */
  private static FloatArray spread(double[][] l) {
    double[][] corners = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    float[] x = new float[8];
    for (int i = 0; i < 8; i++) {
      double[] c = corners[i / 2];
      x[i] = (float) (Math.sqrt(1.5) * (l[i % 2][0] * c[0] + l[i % 2][1] * c[1]));
    }
    return new FloatArray(new int[] {4, 2}, x);
  }

  /**
   * E (x'y / d + 1)^3 for x of N(a, s^2 I), y of N(b, t^2 I). Given x, x'y is normal with mean x'b and variance t^2 |x|^2; of u = x'b mean m = a'b and variance v = s^2 |b|^2, and E |x|^2 = |a|^2 + d s^2, E u |x|^2 = m E
   * |x|^2 + 2 s^2 m.
   */
  private static double expected(int d, double a, double s, double b, double t) {
    double m = d * a * b;
    double v = s * s * d * b * b;
    double square = d * a * a + d * s * s;
    double second = m * m + v + t * t * square;
    double third = m * m * m + 3 * m * v + 3 * t * t * (m * square + 2 * s * s * m);
    return 1 + 3 * m / d + 3 * second / d / d + third / d / d / d;
  }

  @Test
  void kernelDistanceOfTwoNormalLaws_isTheFormula() {
    int d = 4;
    double truth =
        expected(d, 0, 1, 0, 1) + expected(d, 2, 0.5, 2, 0.5) - 2 * expected(d, 0, 1, 2, 0.5);
    KernelDistance found =
        KernelDistance.of(normal(20_000, d, 0, 1, 3), normal(20_000, d, 2, 0.5, 4));
    assertThat(found.squared()).isCloseTo(truth, within(0.01 * truth));
    assertThat(found.squared()).isCloseTo(truth, within(4 * found.error()));
  }

  /** Of equal laws it is 0, give or take its standard error, which 40 repetitions must bear out: the sum of their squared ratios has mean 40 and, by t of 9 degrees, sd below 14. */
  @Test
  void kernelDistanceOfEqualLaws_isNothingWithinItsError() {
    double squares = 0;
    for (int i = 0; i < 40; i++) {
      KernelDistance found =
          KernelDistance.of(normal(300, 3, 0, 1, 100 + i), normal(300, 3, 0, 1, 200 + i));
      squares += Math.pow(found.squared() / found.error(), 2);
    }
    assertThat(squares).isBetween(15.0, 100.0);
  }

  /** Data at 0 and around 10, samples around 10 alone: all precise, half recalled. */
  @Test
  void precisionAndRecall() {
    FloatArray near = normal(200, 2, 0, 1, 5);
    FloatArray far = normal(200, 2, 100, 1, 6);
    FloatArray data = FloatArray.concat(List.of(near, far));
    FloatArray samples = normal(400, 2, 100, 1, 7);
    assertThat(NeighbourBalls.of(data).holds(samples)).isGreaterThan(0.9);
    assertThat(NeighbourBalls.of(samples).holds(data)).isBetween(0.45, 0.5);
  }

  /** 0, 1, 3, 7, 20: the third nearest of 0 is 7 away, that of 20 is 19 (from 1). */
  @Test
  void ballsReachToTheThirdNeighbour() {
    FloatArray line = new FloatArray(new int[] {5, 1}, new float[] {0, 1, 3, 7, 20});
    assertThat(NeighbourBalls.of(line).squaredRadii()).containsExactly(49, 36, 16, 49, 19 * 19);
    assertThat(
            NearestDistance.exact(new FloatArray(new int[] {2, 1}, new float[] {5.5f, -2}), line))
        .containsExactly(1.5, 2);
  }
}
