package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Flips;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.sampler.UniformStart;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A machine whose visible units are real: a mixture of 2^hidden normal laws, each known. */
class GaussianRbmTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(52);
  private static final int VISIBLE = 2;
  private static final int HIDDEN = 3;
  private static final double SD = 0.5;
  private static final Rbm MACHINE =
      new Rbm(List.of(VISIBLE), HIDDEN, 0.1, Rbm.Values.GAUSSIAN, SD);
  private static final float[] W = {1.5f, -0.5f, 0.75f, -1, 1.25f, 0.5f};
  private static final float[] B = {0.25f, -0.5f};
  private static final float[] C = {-0.75f, 0.5f, -0.25f};
  private static final List<FloatArray> PARAMETERS =
      List.of(new FloatArray(new int[] {VISIBLE, HIDDEN}, W), FloatArray.of(B), FloatArray.of(C));

  /** -log sum over h of exp(-E). */
  private static double free(double... x) {
    double sum = 0;
    for (int state = 0; state < 1 << HIDDEN; state++) {
      double minus = 0;
      for (int i = 0; i < VISIBLE; i++) {
        minus -= Math.pow(x[i] / SD - B[i], 2) / 2;
      }
      for (int j = 0; j < HIDDEN; j++) {
        if ((state >> j & 1) == 1) {
          minus += C[j];
          for (int i = 0; i < VISIBLE; i++) {
            minus += x[i] / SD * W[i * HIDDEN + j];
          }
        }
      }
      sum += Math.exp(minus);
    }
    return -Math.log(sum);
  }

  private static Compute compute() {
    return new Compute(TORCH, Precision.FLOAT32, 1000);
  }

  @Test
  void energyAndGradientAreThoseOfTheSumOverHiddenStates() {
    FloatArray x = new UniformStart(1).noise(MACHINE.space(), 50, KEY);
    try (Kernel kernel = Kernel.open(MACHINE, new Mala(0.1, 1), compute())) {
      var state = kernel.init(PARAMETERS, x);
      for (int n = 0; n < 50; n++) {
        double[] at = {x.values()[2 * n], x.values()[2 * n + 1]};
        assertThat((double) state.energy().values()[n]).isCloseTo(free(at), within(1e-4));
        double h = 1e-5;
        double slope = (free(at[0], at[1] + h) - free(at[0], at[1] - h)) / (2 * h);
        assertThat((double) state.gradient().values()[2 * n + 1]).isCloseTo(slope, within(1e-3));
      }
    }
  }

  /** By a sum over a fine grid, which for smooth functions is exact to many digits. */
  @Test
  void logPartitionIsTheIntegral_andSweepsHaveItsLaw() {
    double step = 0.05;
    double total = 0;
    double[] exact = new double[5];
    for (double a = -6; a < 6; a += step) {
      for (double b = -6; b < 6; b += step) {
        double weight = Math.exp(-free(a, b)) * step * step;
        total += weight;
        double[] looks = looks(a, b);
        for (int k = 0; k < 5; k++) {
          exact[k] += weight * looks[k];
        }
      }
    }
    assertThat(MACHINE.exactLaw(PARAMETERS).orElseThrow().logPartition())
        .isCloseTo(Math.log(total), within(1e-6));
    int chains = 4000;
    FloatArray start = new UniformStart(1).noise(MACHINE.space(), chains, KEY);
    try (Kernel kernel =
        Kernel.open(MACHINE, new Gibbs(50, Gibbs.Order.SYSTEMATIC, 1), compute())) {
      FloatArray end = kernel
          .run(PARAMETERS, kernel.init(PARAMETERS, start), 1, KEY.fold("run"))
          .state()
          .position();
      for (int k = 0; k < 5; k++) {
        double mean = 0;
        double squares = 0;
        for (int n = 0; n < chains; n++) {
          double look = looks(end.values()[2 * n], end.values()[2 * n + 1])[k];
          mean += look / chains;
          squares += look * look / chains;
        }
        double error = Math.sqrt((squares - mean * mean) / chains);
        assertThat(Math.abs(mean - exact[k] / total) / error).as("%d", k).isLessThan(4);
      }
    }
  }

  private static double[] looks(double a, double b) {
    return new double[] {a, b, a * a, a * b, b * b};
  }

  @Test
  void bitsHaveNoSd_andRealUnitsNoFlips() {
    assertThatThrownBy(() -> new Rbm(List.of(3), 2, 0.1, Rbm.Values.BIT, 0.5))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sd: is that of gaussian units, got 0.5 for bits; leave it out");
    assertThatThrownBy(() -> Kernel.open(MACHINE, new Flips(1, 1), compute()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("flips changes elements of two values one by one");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
