package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.diagnose.Convergence;
import org.ebm.energy.Funnel;
import org.ebm.energy.Gaussian;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Rosenbrock;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Samplers that reject are exact: leapfrog steps are reversible and of second order, the decision is Metropolis', and known laws stay. */
class MetropolisTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(31);

  @Test
  void malaIsHmcWithOneLeapfrogStep() {
    FloatArray start = Moved.normal(300, 0.5, 0.5);
    Transition mala =
        Moved.run(GaussianMixture.ring(8, 1, 0.3), new Mala(0.4, 1.5), TORCH, start, 20);
    Transition hmc =
        Moved.run(GaussianMixture.ring(8, 1, 0.3), new Hmc(0.4, 1, 1.5), TORCH, start, 20);
    assertThat(mala.state()).isEqualTo(hmc.state());
    assertThat(mala.acceptance()).isEqualTo(hmc.acceptance());
    // some moves were accepted and some were not
    assertThat(mean(mala.acceptance())).isBetween(0.3, 0.95);
  }

  /** log p(x') q(x | x') / p(x) q(x' | x), with q(x' | x) = N(x - (eps^2 / 2) dU/dx, eps^2), equals H - H'. */
  @Test
  void bothFormulasOfTheAcceptanceRatioAgree() {
    List<FloatArray> results = leapfrog(GaussianMixture.ring(8, 1, 0.3), 0.3, 1, """
        back = torch.sub(x, torch.sub(y, g_y, alpha=0.5 * eps * eps))
        forth = torch.sub(y, torch.sub(x, g, alpha=0.5 * eps * eps))
        proposals = torch.sub(self.kinetic(forth), self.kinetic(back))
        textbook = torch.add(torch.sub(e, e_y), torch.div(proposals, eps * eps))
        momentum = torch.add(torch.sub(e, e_y), torch.sub(self.kinetic(v), self.kinetic(v_y)))
        return [torch.to(textbook, 6), torch.to(momentum, 6)]""");
    float[] textbook = results.get(0).values();
    float[] momentum = results.get(1).values();
    for (int i = 0; i < textbook.length; i++) {
      assertThat((double) momentum[i]).isCloseTo(textbook[i], within(1e-4));
    }
    assertThat(spread(momentum)).isGreaterThan(0.01);
  }

  @Test
  void leapfrogIsReversible() {
    List<FloatArray> results = leapfrog(GaussianMixture.ring(8, 1, 0.3), 0.1, 10, """
        (x_back, v_back, e_back, g_back) = self.leapfrog(y, torch.neg(v_y), g_y, w, c, eps, 0.5 * eps, leaps)
        return [x, y, x_back, v, v_back]""");
    assertThat(largestDifference(results.get(0), results.get(1), 1)).isGreaterThan(0.5);
    assertThat(largestDifference(results.get(0), results.get(2), 1)).isLessThan(1e-4);
    assertThat(largestDifference(results.get(3), results.get(4), -1)).isLessThan(1e-3);
  }

  /** |H' - H| after paths of length 1 falls as eps^2: from eps = 0.2 to 0.1 and 0.05 by factors of 4. */
  @Test
  void energyErrorIsOfSecondOrder() {
    double[] errors = new double[3];
    for (int i = 0; i < 3; i++) {
      int leaps = 5 << i;
      errors[i] = mean(leapfrog(new org.ebm.energy.DoubleWell(1, 2), 1.0 / leaps, leaps, """
          error = torch.sub(torch.add(e, self.kinetic(v)), torch.add(e_y, self.kinetic(v_y)))
          return [torch.to(torch.abs(error), 6)]""")
          .get(0)
          .values());
    }
    double slope = Math.log(errors[0] / errors[2]) / Math.log(4);
    assertThat(slope).as(Arrays.toString(errors)).isBetween(1.8, 2.2);
  }

  /** The momentum is random, the start uniform in [-1, 1]; the lines see x v e g and y v_y e_y g_y. */
  private static List<FloatArray> leapfrog(Potential energy, double eps, int leaps, String lines) {
    List<Method> methods = new java.util.ArrayList<>(Leapfrog.methods());
    methods.add(Method.of(
        "go(p: List[Tensor], x: Tensor, v: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = (self.energy).prepare(p)
        c = annotate(List[Tensor], [])
        (e, g) = (self.energy).energy_gradient(x, w, c)
        eps = %s
        leaps = %d
        (y, v_y, e_y, g_y) = self.leapfrog(x, v, g, w, c, eps, 0.5 * eps, leaps)
        """.formatted(eps, leaps) + lines));
    FloatArray x = Nets.uniform(energy.shape(), 100, KEY);
    FloatArray v = Moved.normal(100, 1, 1);
    TorchClass script = TorchClass.over(
        "energy", energy.module(Precision.FLOAT32, Graph.FAST).script(), "Go", methods);
    try (Program program = Program.load(Archive.write(script), TORCH)) {
      return program.call("go", List.of(), List.of(x, v), 0);
    }
  }

  /** Four chains of N(0, I_10), eps 0.9, 20 000 steps of which every tenth is kept: means 0 and mean squares 1 within 3 MCSE. */
  @Test
  void malaOnAGaussianOfTenDimensions() {
    List<Double> ones = DoubleStream.generate(() -> 1).limit(10).boxed().toList();
    assertMoments(new Gaussian(ones), new Mala(0.9, 1), 2000, 10);
  }

  /** Standard deviations 1 to 10 at once: eps is bound by the smallest, K eps is as long as the largest. */
  @Test
  void hmcOnAGaussianOfTenScales() {
    List<Double> sd = IntStream.rangeClosed(1, 10).mapToObj(i -> (double) i).toList();
    assertMoments(new Gaussian(sd), new Hmc(1.1, 10, 1), 2000, 1);
  }

  private static void assertMoments(Gaussian energy, Sampler sampler, int kept, int thin) {
    int chains = 4;
    int dimension = energy.sd().size();
    double[][][] draws = new double[dimension][chains][kept];
    double acceptance = 0;
    FloatArray start =
        Moved.normal(chains, energy.sd().stream().mapToDouble(s -> s).toArray());
    try (Kernel kernel = Kernel.open(energy, sampler, Moved.compute(TORCH, chains))) {
      ChainState state = kernel.init(List.of(), start);
      for (int t = 0; t < kept; t++) {
        Transition transition = kernel.run(List.of(), state, thin, KEY.fold(t));
        state = transition.state();
        acceptance += mean(transition.acceptance()) / kept;
        for (int i = 0; i < chains * dimension; i++) {
          draws[i % dimension][i / dimension][t] = state.position().values()[i];
        }
      }
    }
    assertThat(acceptance).isBetween(0.4, 0.95);
    for (int axis = 0; axis < dimension; axis++) {
      double sd = energy.sd().get(axis);
      assertThat(errors(draws[axis], 0)).as("mean of axis %d", axis).isLessThan(3);
      double[][] squares = Arrays.stream(draws[axis]).map(Moved::squared).toArray(double[][]::new);
      assertThat(errors(squares, sd * sd)).as("variance of axis %d", axis).isLessThan(3);
    }
  }

  /** Distance of the mean of correlated draws from what it should be, in Monte Carlo standard errors sd / sqrt(ESS). */
  private static double errors(double[][] chains, double expected) {
    double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    double independent = Convergence.of(chains).essBulk();
    return Moved.standardErrors(all, expected) * Math.sqrt(independent / all.length);
  }

  /** Exact draws of the mixture stay its draws: E |x|^2 = 1 + 2 * 0.15^2, E x_2 = 0. */
  @Test
  void mixtureStays() {
    GaussianMixture energy = GaussianMixture.ring(8, 1, 0.15);
    FloatArray start = energy.data().open().batch(4000, KEY);
    for (Sampler sampler : List.of(new Mala(0.15, 1), new Hmc(0.1, 5, 1))) {
      Transition end = Moved.run(energy, sampler, TORCH, start, 40);
      assertThat(mean(end.acceptance())).isBetween(0.5, 0.98);
      double[] x = Moved.squared(Moved.column(end.state().position(), 0));
      double[] y = Moved.squared(Moved.column(end.state().position(), 1));
      for (int i = 0; i < x.length; i++) {
        x[i] += y[i];
      }
      assertThat(Moved.standardErrors(x, 1.045)).isLessThan(3);
      assertThat(Moved.standardErrors(Moved.column(end.state().position(), 1), 0))
          .isLessThan(3);
    }
  }

  /** x_1 ~ N(1, 1/2), x_2 ~ N(x_1^2, 1/10): E x_1 = 1, E x_2 = 1.5, E (x_2 - x_1^2)^2 = 0.1. */
  @Test
  void rosenbrocksValleyStays() {
    FloatArray start = Moved.normal(4000, Math.sqrt(0.5), Math.sqrt(0.1));
    for (int i = 0; i < start.values().length; i += 2) {
      start.values()[i] += 1;
      start.values()[i + 1] += start.values()[i] * start.values()[i];
    }
    for (Sampler sampler : List.of(new Mala(0.25, 1), new Hmc(0.15, 10, 1))) {
      Transition end = Moved.run(new Rosenbrock(1, 5, 2), sampler, TORCH, start, 40);
      assertThat(mean(end.acceptance())).isBetween(0.5, 0.98);
      double[] x = Moved.column(end.state().position(), 0);
      double[] y = Moved.column(end.state().position(), 1);
      double[] wall = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        wall[i] = Math.pow(y[i] - x[i] * x[i], 2);
      }
      assertThat(Moved.standardErrors(x, 1)).isLessThan(3);
      assertThat(Moved.standardErrors(y, 1.5)).isLessThan(3);
      assertThat(Moved.standardErrors(wall, 0.1)).isLessThan(3);
    }
  }

  /** v ~ N(0, 9), x_2 ~ N(0, e^v): E v^2 = 9 and E x_2^2 e^-v = 1, from the neck to the mouth. */
  @Test
  void funnelStays() {
    FloatArray start =
        new org.ebm.sampler.GaussianStart(1).noise(Shape.of(3), 4000, KEY.fold("funnel"));
    for (int i = 0; i < start.values().length; i += 3) {
      start.values()[i] *= 3;
      float width = (float) Math.exp(start.values()[i] / 2);
      start.values()[i + 1] *= width;
      start.values()[i + 2] *= width;
    }
    Transition end = Moved.run(new Funnel(3), new Hmc(0.5, 5, 1), TORCH, start, 40);
    assertThat(mean(end.acceptance())).isBetween(0.3, 0.98);
    double[] v = Moved.column(end.state().position(), 0);
    double[] x = Moved.squared(Moved.column(end.state().position(), 1));
    for (int i = 0; i < v.length; i++) {
      x[i] *= Math.exp(-v[i]);
    }
    assertThat(Moved.standardErrors(v, 0)).isLessThan(3);
    assertThat(Moved.standardErrors(Moved.squared(v), 9)).isLessThan(3);
    assertThat(Moved.standardErrors(x, 1)).isLessThan(3);
  }

  /** At temperature T chains sample exp(-U / T): variance T s^2. */
  @Test
  void temperatureScalesTheVariance() {
    FloatArray start = Moved.normal(4000, 0.5 * Math.sqrt(4));
    for (Sampler sampler : List.of(new Mala(0.9, 4), new Hmc(0.5, 5, 4))) {
      Transition end = Moved.run(new Gaussian(List.of(0.5)), sampler, TORCH, start, 50);
      assertThat(Moved.standardErrors(
              Moved.squared(Moved.column(end.state().position(), 0)), 4 * 0.25))
          .isLessThan(3);
    }
  }

  /** Mueller and Brown's surface overflows float32 a few units away: such proposals are rejected and the chain stays where it was. */
  @Test
  void nonFiniteProposalsAreRejected() {
    FloatArray start = FloatArray.zeros(Shape.of(2), 50);
    Transition end =
        Moved.run(new org.ebm.energy.MuellerBrown(), new Mala(1000, 1), TORCH, start, 10);
    assertThat(end.state().position()).isEqualTo(start);
    assertThat(end.state().nonFinite()).isZero();
    assertThat(end.acceptance()).containsOnly(0);
  }

  private static double mean(float[] values) {
    return org.ebm.diagnose.Moments.of(values).mean();
  }

  private static double spread(float[] values) {
    return org.ebm.diagnose.Moments.of(values).sd();
  }

  private static double largestDifference(FloatArray a, FloatArray b, int sign) {
    double largest = 0;
    for (int i = 0; i < a.values().length; i++) {
      largest = Math.max(largest, Math.abs(a.values()[i] - sign * b.values()[i]));
    }
    return largest;
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
