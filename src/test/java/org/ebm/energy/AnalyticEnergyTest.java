package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.network.Condition;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every energy given by a formula must keep; a new one fails here until it has an example and its formula in Java. */
class AnalyticEnergyTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(17);
  private static final int N = 20;

  /** Of spins and bits: {@link DiscreteEnergyTest} holds these. */
  static final Set<Class<?>> DISCRETE = Set.of(
      Binary.class, BoltzmannMachine.class, Frame.class, Hopfield.class, Ising.class, Rbm.class);

  private static final Set<Class<?>> NOT_ANALYTIC = Set.of(
      // has weights: FlowTest
      Flow.class,
      Latent.class,
      Model.class,
      Network.class,
      // reads what was observed: PosteriorTest
      Posterior.class,
      // slopes and no U: ScoreNetworkTest
      ScoreNetwork.class,
      SelfContained.class,
      Torchscript.class);

  private record Example(Energy energy, ToDoubleFunction<double[]> formula) {}

  private static final Energy NARROW = new Gaussian(List.of(0.5, 1.0));
  private static final Energy WELL = new DoubleWell(2.5, 2);

  private static final List<Example> EXAMPLES = List.of(
      new Example(
          new Gaussian(List.of(0.5, 2.0, 1.0)),
          x -> x[0] * x[0] / 0.5 + x[1] * x[1] / 8 + x[2] * x[2] / 2),
      new Example(GaussianMixture.ring(8, 1, 0.15), x -> {
        double sum = 0;
        for (int k = 0; k < 8; k++) {
          double dx = x[0] - Math.cos(Math.PI * k / 4);
          double dy = x[1] - Math.sin(Math.PI * k / 4);
          sum += Math.exp(-(dx * dx + dy * dy) / 0.045) / 8 / (2 * Math.PI * 0.0225);
        }
        return -Math.log(sum);
      }),
      new Example(
          new GaussianMixture(
              8, 1, 0.5, List.of(List.of(0.0, 0.0), List.of(1.0, -1.0)), List.of(1.0, 3.0)),
          x -> -Math.log((0.25 * Math.exp(-2 * (x[0] * x[0] + x[1] * x[1]))
                  + 0.75 * Math.exp(-2 * (Math.pow(x[0] - 1, 2) + Math.pow(x[1] + 1, 2))))
              / (Math.PI / 2))),
      new Example(
          new DoubleWell(4, 3),
          x -> 4 * Math.pow(x[0] * x[0] - 1, 2) + (x[1] * x[1] + x[2] * x[2]) / 2),
      new Example(new DoubleWell(2.5, 1), x -> 2.5 * Math.pow(x[0] * x[0] - 1, 2)),
      new Example(new MuellerBrown(), x -> muellerBrown(x[0], x[1])),
      new Example(
          new Rosenbrock(1, 100, 2),
          x -> 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2)),
      new Example(
          new Rosenbrock(0.5, 3, 3),
          x -> 3 * Math.pow(x[1] - x[0] * x[0], 2)
              + Math.pow(0.5 - x[0], 2)
              + 3 * Math.pow(x[2] - x[1] * x[1], 2)
              + Math.pow(0.5 - x[1], 2)),
      new Example(
          new Funnel(3),
          x -> x[0] * x[0] / 18 + (x[1] * x[1] + x[2] * x[2]) * Math.exp(-x[0]) / 2 + x[0]),
      new Example(new Sum(List.of(NARROW, WELL, NARROW)), x -> 2 * narrow(x) + well(x)),
      new Example(new Scaled(-0.5, WELL), x -> -well(x) / 2),
      new Example(
          new Mixture(List.of(NARROW, WELL), List.of(0.25, 3.0)),
          x -> -Math.log(0.25 * Math.exp(-narrow(x)) + 3 * Math.exp(-well(x)))),
      new Example(
          new Mixture(List.of(new Sum(List.of(WELL, NARROW)), WELL), List.of()),
          x -> -Math.log(Math.exp(-narrow(x) - well(x)) + Math.exp(-well(x)))),
      new Example(
          new Tilted(new Scaled(-0.1, NARROW), 0.7),
          x -> -narrow(x) / 10 + (x[0] * x[0] + x[1] * x[1]) / 0.98),
      new Example(new Annealed(NARROW, WELL), x -> well(x)),
      new Example(
          new Given(
              new GaussianMixture(
                  1, 0, 0.3, List.of(), List.of(), Optional.of(new NoiseLevels(2, 0.4, 3))),
              Optional.empty(),
              Optional.of(0.4)),
          x -> (x[0] * x[0] + x[1] * x[1]) / 0.5 + Math.log(2 * Math.PI * 0.25)));

  private static double narrow(double[] x) {
    return 2 * x[0] * x[0] + x[1] * x[1] / 2;
  }

  private static double well(double[] x) {
    return 2.5 * Math.pow(x[0] * x[0] - 1, 2) + x[1] * x[1] / 2;
  }

  private static double muellerBrown(double x, double y) {
    return -200 * Math.exp(-(x - 1) * (x - 1) - 10 * y * y)
        - 100 * Math.exp(-x * x - 10 * (y - 0.5) * (y - 0.5))
        - 170
            * Math.exp(-6.5 * (x + 0.5) * (x + 0.5)
                + 11 * (x + 0.5) * (y - 1.5)
                - 6.5 * (y - 1.5) * (y - 1.5))
        + 15
            * Math.exp(0.7 * (x + 1) * (x + 1) + 0.6 * (x + 1) * (y - 1) + 0.7 * (y - 1) * (y - 1));
  }

  static Stream<Example> examples() {
    return EXAMPLES.stream();
  }

  @Test
  void everyAnalyticEnergyHasAnExample() {
    Set<Class<?>> analytic = Stream.of(Energy.class, SelfContained.class)
        .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
        .filter(kind -> !NOT_ANALYTIC.contains(kind) && !DISCRETE.contains(kind))
        .collect(Collectors.toSet());
    assertThat(EXAMPLES.stream()
            .map(example -> example.energy().getClass())
            .collect(Collectors.toSet()))
        .isEqualTo(analytic);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void energyIsTheFormula(Example example) {
    FloatArray x = points(example.energy());
    FloatArray energy = evaluate(example.energy().open(), x).get(0);
    assertThat(energy.shape()).containsExactly(N);
    for (int row = 0; row < N; row++) {
      double expected = example.formula().applyAsDouble(row(x, row));
      // float32 sums of terms up to a few hundred
      assertThat((double) energy.values()[row])
          .isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void gradientEqualsAutogradAndFiniteDifferences(Example example) {
    FloatArray x = points(example.energy());
    List<FloatArray> results = evaluate(example.energy().open(), x);
    FloatArray gradient = results.get(1);
    assertThat(gradient.shape()).isEqualTo(x.shape());
    assertThat(results.get(2)).as("gradient_with").isEqualTo(gradient);
    for (int row = 0; row < N; row++) {
      double[] at = row(x, row);
      double[] numeric = finiteDifferences(example.formula(), at);
      double size = Arrays.stream(numeric).map(Math::abs).max().orElseThrow();
      for (int axis = 0; axis < at.length; axis++) {
        int i = row * at.length + axis;
        assertThat((double) gradient.values()[i])
            .isCloseTo(results.get(3).values()[i], within(1e-5 * (1 + size)))
            .isCloseTo(numeric[axis], within(1e-4 * (1 + size)));
      }
    }
  }

  private static double[] finiteDifferences(ToDoubleFunction<double[]> formula, double[] x) {
    double h = 1e-5;
    double[] differences = new double[x.length];
    for (int axis = 0; axis < x.length; axis++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[axis] += h;
      down[axis] -= h;
      differences[axis] = (formula.applyAsDouble(up) - formula.applyAsDouble(down)) / (2 * h);
    }
    return differences;
  }

  /** Stationary points of Mueller and Brown's surface, by Newton's method in float64 from the published ones; energies to five digits. */
  @Test
  void muellerBrownHasItsKnownStationaryPoints() {
    FloatArray x = new FloatArray(new int[] {5, 2}, new float[] {
      -0.55822f, 1.44173f, 0.62350f, 0.02804f, -0.05001f, 0.46669f, -0.82200f, 0.62431f, 0.21249f,
      0.29299f
    });
    List<FloatArray> results = evaluate(new MuellerBrown(), x);
    double[] energies = {-146.69952, -108.16672, -80.76782, -40.66484, -72.24894};
    for (int i = 0; i < 5; i++) {
      assertThat((double) results.get(0).values()[i]).isCloseTo(energies[i], within(1e-3));
      // positions are rounded at 5e-6, curvatures reach 4000: |dU/dx| up to 0.02
      assertThat((double) results.get(1).values()[2 * i]).isCloseTo(0, within(0.05));
      assertThat((double) results.get(1).values()[2 * i + 1]).isCloseTo(0, within(0.05));
    }
  }

  /** Eight Gaussians: 0.123074 near a mode, 2.684301 midway between neighbours, 20.26586 at the origin. */
  @Test
  void eightGaussiansHaveTheirKnownStationaryPoints() {
    double saddle = 0.923880;
    FloatArray x = new FloatArray(new int[] {3, 2}, new float[] {
      0.9999987f,
      0,
      (float) (saddle * Math.cos(Math.PI / 8)),
      (float) (saddle * Math.sin(Math.PI / 8)),
      0,
      0
    });
    FloatArray energy = evaluate(GaussianMixture.ring(8, 1, 0.15), x).get(0);
    assertThat((double) energy.values()[0]).isCloseTo(0.123074, within(5e-6));
    assertThat((double) energy.values()[1]).isCloseTo(2.684301, within(1e-5));
    assertThat((double) energy.values()[2]).isCloseTo(20.26586, within(1e-4));
  }

  /** The energy is minus the log-density of the data set with the same keys. */
  @Test
  void mixtureTakesTheKeysOfItsDataSet() {
    assertThat(Arrays.stream(GaussianMixture.class.getRecordComponents())
            .filter(component -> !component.getName().equals("noiseLevels"))
            .map(component ->
                Map.entry(component.getName(), component.getAnnotation(org.ebm.config.Key.class))))
        .isEqualTo(Arrays.stream(org.ebm.data.MixtureDraws.class.getRecordComponents())
            .map(component ->
                Map.entry(component.getName(), component.getAnnotation(org.ebm.config.Key.class)))
            .toList());
  }

  /** Noise of sigma makes Gaussians of sd 0.15 ones of sqrt(0.15^2 + sigma^2): told sigma, the energy is that mixture's; told nothing, that of the smallest level. */
  @Test
  void mixtureWithNoiseLevels_isTheWiderMixture() {
    NoiseLevels levels = new NoiseLevels(2, 0.5, 3);
    assertThat(levels.sigmas()).containsExactly(2.0, 1.0, 0.5);
    GaussianMixture noisy =
        new GaussianMixture(5, 1, 0.15, List.of(), List.of(), Optional.of(levels));
    FloatArray x = points(noisy);
    for (double sigma : new double[] {2, 0.5}) {
      EnergyInputs told = sigma == 0.5
          ? noisy.inputs(List.of())
          : noisy.inputs(List.of()).with(noisy, Condition.NOISE_LEVEL, sigma);
      GaussianMixture wide = GaussianMixture.ring(5, 1, Math.hypot(0.15, sigma));
      List<FloatArray> expected = evaluate(wide, x);
      List<FloatArray> actual = evaluate(noisy, told, x);
      for (int i = 0; i < expected.size(); i++) {
        for (int k = 0; k < expected.get(i).values().length; k++) {
          assertThat(actual.get(i).values()[k])
              .isCloseTo(expected.get(i).values()[k], within(1e-5f));
        }
      }
    }
  }

  /** Uniform in [-1.5, 1.5]. */
  private static FloatArray points(Energy energy) {
    FloatArray x = Nets.uniform(energy.shape(), N, KEY);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] *= 1.5f;
    }
    return x;
  }

  private static double[] row(FloatArray x, int row) {
    float[] values = x.slice(row, row + 1).values();
    double[] exact = new double[values.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = values[i];
    }
    return exact;
  }

  /** U and dU/dx together, dU/dx alone, dU/dx by autograd of U alone. */
  private static List<FloatArray> evaluate(Potential energy, FloatArray x) {
    return evaluate(energy, energy.inputs(List.of()), x);
  }

  private static List<FloatArray> evaluate(Potential energy, EnergyInputs inputs, FloatArray x) {
    Method all = Method.of(
        "all(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
        w = (self.energy).prepare(p)
        (e, g) = (self.energy).energy_gradient(x, w, c)
        y = torch.requires_grad_(torch.detach(x), True)
        u = (self.energy).energy(y, w, c)
        gradient = torch.autograd.grad([torch.sum(u)], [y])[0]
        return [e, g, (self.energy).gradient(x, w, c), torch.detach(unchecked_cast(Tensor, gradient))]""");
    TorchClass script = TorchClass.over(
        "energy", energy.module(Precision.FLOAT32, Graph.FAST).script(), "All", List.of(all));
    try (Program program = energy.program(script, TORCH)) {
      return program.call("all", inputs.parameters(), inputs.conditions(), List.of(x), 0);
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
