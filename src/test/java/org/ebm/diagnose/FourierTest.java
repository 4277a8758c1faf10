package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.RandomKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, 65, 100})
  void autocovariance_equalsTheDirectSum(int n) {
    var random = RandomKey.ofSeed(n).generator();
    double[] x = random.doubles(n).toArray();
    double mean = java.util.Arrays.stream(x).sum() / n;
    double[] direct = new double[n];
    for (int t = 0; t < n; t++) {
      for (int i = 0; i + t < n; i++) {
        direct[t] += (x[i + t] - mean) * (x[i] - mean) / n;
      }
    }
    assertThat(Fourier.autocovariance(x)).containsExactly(direct, within(1e-14));
  }
}
