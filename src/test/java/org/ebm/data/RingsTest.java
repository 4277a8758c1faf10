package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class RingsTest {
  private static final Examples RINGS = new Rings(4, 1, 0.15).open();

  @Test
  void fourRings_haveThePublishedEntropy() {
    // specification 1.7: 3.534 nats, rounded
    assertThat(PlaneGrid.of(RINGS, 400).entropy()).isCloseTo(3.534, within(2e-3));
  }

  @Test
  void meanSquaredRadiusOfDraws_isThatOfTheRings() {
    int n = 20_000;
    FloatArray draws = RINGS.batch(n, RandomKey.ofSeed(3));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double square = Math.pow(draws.values()[2 * i], 2) + Math.pow(draws.values()[2 * i + 1], 2);
      sum += square;
      squares += square * square;
    }
    double mean = sum / n;
    double standardError = Math.sqrt((squares / n - mean * mean) / n);
    // E r^2 = (1 + 4 + 9 + 16) / 4 + 0.15^2
    assertThat(mean).isCloseTo(7.5225, within(4 * standardError));
  }

  @Test
  void densityAtTheOrigin_isFinite() {
    double[] log =
        RINGS.logDensity(new FloatArray(new int[] {1, 2}, new float[] {0, 0})).orElseThrow();
    assertThat(log[0]).isFinite();
  }

  @Test
  void wideRing_countsNegativeRadii() {
    // one ring, R = 1, sd = 1, at r = 1: [phi(0) + phi(2)] / (2 pi) = (0.398942 + 0.053991) /
    // 6.283185 = 0.0720865
    double[] log = new Rings(1, 1, 1)
        .open()
        .logDensity(new FloatArray(new int[] {1, 2}, new float[] {0, 1}))
        .orElseThrow();
    assertThat(Math.exp(log[0])).isCloseTo(0.0720865, within(1e-6));
  }
}
