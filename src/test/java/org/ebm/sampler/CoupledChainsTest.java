package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Moments;
import org.ebm.energy.DoubleWell;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of chains: each moves as it would alone, and once together they stay so. */
class CoupledChainsTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(8);
  private static final Compute COMPUTE = new Compute(TORCH, Precision.FLOAT32, 1000);

  static List<Sampler> samplers() {
    return List.of(new Mala(0.9, 1), new RandomWalk(0.9, 1), new Mala(0.6, 2));
  }

  private static FloatArray normal(int n, double sd, String purpose, Potential energy) {
    return new GaussianStart(sd).noise(energy.shape(), n, KEY.fold(purpose));
  }

  /**
   * The law of exp(-U / T) started from, of mean (1, -1) and sd sqrt(T) (.8, 1.3): each chain of the pairs must keep it, whatever the other does. Of 4000 chains a mean errs by sd / 63, a variance by
   * var sqrt(2 / 4000); four standard errors.
   */
  @ParameterizedTest
  @MethodSource("samplers")
  void eachChainOfAPairKeepsTheLawThatItKeepsAlone(Sampler sampler) {
    Potential energy = new Gaussian(List.of(0.8, 1.3), List.of(1.0, -1.0));
    double[] sd = {0.8, 1.3};
    double[] mean = {1, -1};
    double temperature = sampler instanceof Mala mala ? mala.temperature() : 1;
    int n = 4000;
    FloatArray x = normal(n, Math.sqrt(temperature), "ahead", energy);
    FloatArray y = normal(n, Math.sqrt(temperature), "behind", energy);
    for (int i = 0; i < 2 * n; i++) {
      x.values()[i] = (float) (mean[i % 2] + sd[i % 2] * x.values()[i]);
      y.values()[i] = (float) (mean[i % 2] + sd[i % 2] * y.values()[i]);
    }
    try (CoupledChains pairs = CoupledChains.open(energy, sampler, COMPUTE)) {
      CoupledChains.Paths paths = pairs.run(EnergyInputs.NONE, x, y, 6, KEY.fold("pairs"));
      assertThat(Moments.of(paths.apart()).mean()).isBetween(0.5, 5.9);
      for (boolean ahead : new boolean[] {true, false}) {
        for (int axis = 0; axis < 2; axis++) {
          int coordinate = axis;
          double[] values = IntStream.range(0, n)
              .mapToDouble(i -> paths.at(i, 6, ahead)[coordinate])
              .toArray();
          double width = sd[axis] * Math.sqrt(temperature);
          Moments moments = Moments.of(values);
          assertThat(moments.mean()).isCloseTo(mean[axis], within(4 * width / Math.sqrt(n)));
          assertThat(moments.sd()).isCloseTo(width, within(4 * width / Math.sqrt(2.0 * n)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void pairsThatHaveMetStayTogether_bitForBit(Sampler sampler) {
    Potential energy = new DoubleWell(1, 2);
    int n = 300;
    FloatArray x = normal(n, 1, "x", energy);
    FloatArray y = normal(n, 1, "y", energy);
    try (CoupledChains pairs = CoupledChains.open(energy, sampler, COMPUTE)) {
      CoupledChains.Paths paths = pairs.run(EnergyInputs.NONE, x, y, 60, KEY.fold("run"));
      int met = 0;
      for (int i = 0; i < n; i++) {
        int apart = (int) paths.apart()[i];
        for (int step = 1; step <= 60; step++) {
          boolean same = Arrays.equals(paths.at(i, step, true), paths.at(i, step, false));
          assertThat(same).isEqualTo(step > apart);
        }
        met += apart < 60 ? 1 : 0;
      }
      assertThat(met).isGreaterThan(n / 2);
    }
  }

  /** Two normal laws of sd eps whose means are D eps apart are at one point with probability 2 Phi(-D / 2): for D = 1, .6171. A walk on a flat energy takes every proposal. */
  @Test
  void proposalsAreAsOftenOnePointAsTwoNormalLawsAllow() {
    Potential energy = new Gaussian(List.of(1e6, 1e6, 1e6));
    int n = 20_000;
    FloatArray x = FloatArray.zeros(energy.shape(), n);
    FloatArray y = FloatArray.zeros(energy.shape(), n);
    for (int i = 0; i < n; i++) {
      y.values()[3 * i + i % 3] = 0.5f;
    }
    try (CoupledChains pairs = CoupledChains.open(energy, new RandomWalk(0.5, 1), COMPUTE)) {
      CoupledChains.Paths paths = pairs.run(EnergyInputs.NONE, x, y, 1, KEY.fold("one"));
      double met = 1 - Moments.of(paths.apart()).mean();
      assertThat(met).isCloseTo(0.6171, within(4 * Math.sqrt(0.25 / n)));
    }
  }

  /**
   * Random walks on U = 3 (x^2 - 1)^2 from N(1, .3^2): their law after t steps by powers of the transition matrix between 600 cells of [-3, 3], its total variation from exp(-U) by a sum. The bound must not
   * lie below it by more than three of its standard errors, and must say something: below 1/2 at the last t. Zero of n pairs says no more than below 3 / n.
   */
  @Test
  void theBoundHoldsAgainstTheGrid() {
    double eps = 0.7;
    Potential energy = new DoubleWell(3, 1);
    int n = 1000;
    int lag = 60;
    FloatArray first = started(n, "first");
    FloatArray behind = started(n, "behind");
    RandomWalk walk = new RandomWalk(eps, 1);
    MeetingTimes times;
    try (Kernel kernel = Kernel.open(energy, walk, COMPUTE);
        CoupledChains pairs = CoupledChains.open(energy, walk, COMPUTE)) {
      times = MeetingTimes.of(
          kernel,
          pairs,
          EnergyInputs.NONE,
          new MeetingTimes.Starting(first, behind, lag),
          5000,
          KEY.fold("meet"));
    }
    assertThat(times.unmet()).isZero();
    List<Integer> steps = List.of(1, 2, 5, 10, 20, 30, 45, 60, 80, 100);
    List<Double> exact = distances(eps, steps);
    for (int i = 0; i < steps.size(); i++) {
      Moments bound = times.bound(steps.get(i));
      assertThat(bound.mean() + 3 * bound.sd() / Math.sqrt(n) + 3.0 / n)
          .as("after %s steps", steps.get(i))
          .isGreaterThan(exact.get(i));
    }
    assertThat(exact.get(0)).isGreaterThan(0.4);
    assertThat(times.bound(100).mean()).isLessThan(0.5);
    assertThat(times.bound(times.stepsTo(0.1).orElseThrow()).mean()).isLessThanOrEqualTo(0.1);
  }

  private static FloatArray started(int n, String purpose) {
    FloatArray x = normal(n, 0.3, purpose, new DoubleWell(3, 1));
    for (int i = 0; i < n; i++) {
      x.values()[i] += 1;
    }
    return x;
  }

  private static List<Double> distances(double eps, List<Integer> steps) {
    int cells = 600;
    double width = 6.0 / cells;
    double[] u = new double[cells];
    double[] law = new double[cells];
    double[] p = new double[cells];
    for (int i = 0; i < cells; i++) {
      double x = -3 + (i + 0.5) * width;
      u[i] = 3 * Math.pow(x * x - 1, 2);
      p[i] = Math.exp(-u[i]);
      law[i] = Math.exp(-Math.pow((x - 1) / 0.3, 2) / 2);
    }
    normalize(law);
    normalize(p);
    List<Double> distances = new ArrayList<>();
    for (int t = 1; t <= steps.get(steps.size() - 1); t++) {
      double[] next = new double[cells];
      for (int i = 0; i < cells; i++) {
        double stays = 1;
        for (int j = 0; j < cells; j++) {
          double moved = width
              / eps
              / Math.sqrt(2 * Math.PI)
              * Math.exp(-Math.pow((j - i) * width / eps, 2) / 2)
              * Math.min(1, Math.exp(u[i] - u[j]));
          if (j != i) {
            next[j] += law[i] * moved;
            stays -= moved;
          }
        }
        next[i] += law[i] * stays;
      }
      law = next;
      if (steps.contains(t)) {
        double sum = 0;
        for (int i = 0; i < cells; i++) {
          sum += Math.abs(law[i] - p[i]) / 2;
        }
        distances.add(sum);
      }
    }
    return distances;
  }

  private static void normalize(double[] mass) {
    double sum = Arrays.stream(mass).sum();
    Arrays.setAll(mass, i -> mass[i] / sum);
  }

  @Test
  void langevinIsRefused() {
    assertThatThrownBy(
            () -> CoupledChains.open(new DoubleWell(1, 1), new Langevin(0.1, 1, true), COMPUTE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mala or random_walk")
        .hasMessageContaining("got langevin");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
