package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class CorrelatedGaussiansTest {
  private static final RandomKey KEY = RandomKey.ofSeed(4);

  /** Its integral over the plane by cells of .05, and the entropy by that sum against the mean of -log q over draws: sd of log q is about 1, so 20 000 draws err by .007. */
  @Test
  void theDensityIsOne_andIsThatOfTheDraws() {
    Examples data = new CorrelatedGaussians(2, 3, 1, 0.5, 1).open();
    double cell = 0.05;
    int n = 400;
    float[] grid = new float[2 * n * n];
    for (int i = 0; i < n * n; i++) {
      grid[2 * i] = (float) ((i % n - n / 2) * cell);
      grid[2 * i + 1] = (float) ((i / n - n / 2) * cell);
    }
    double total = 0;
    double entropy = 0;
    for (double log :
        data.logDensity(new FloatArray(new int[] {n * n, 2}, grid)).orElseThrow()) {
      double mass = Math.exp(log) * cell * cell;
      total += mass;
      entropy -= mass * log;
    }
    assertThat(total).isCloseTo(1, within(1e-3));
    double mean = 0;
    for (double log : data.logDensity(data.batch(20_000, KEY)).orElseThrow()) {
      mean -= log / 20_000;
    }
    assertThat(mean).isCloseTo(entropy, within(0.035));
  }

  /** One Gaussian of covariance width^2 (I / 5 + G G' / d): the mean variance is width^2 (.2 + chi^2 / d^2), chi^2 of d^2 freedoms; for d = 16 that is .3 within .05. */
  @Test
  void itsWidthIsThatWhichIsSaid() {
    FloatArray draws = new CorrelatedGaussians(16, 1, 0, 0.5, 2).open().batch(5000, KEY);
    double squares = 0;
    for (float x : draws.values()) {
      squares += (double) x * x;
    }
    assertThat(squares / draws.values().length).isCloseTo(0.3, within(0.05));
  }
}
