package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.energy.DoubleWell;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Ising;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler must keep; a new one is tested by being permitted, and fails here until it has an example. */
class SamplerContractTest {
  private static final Torch TORCH = Torch.open("cpu", 2);

  private static final List<Sampler> EXAMPLES = List.of(
      new Langevin(0.5, 1, true),
      new Mala(1.2, 1),
      new Hmc(0.7, 5, 1),
      new RandomWalk(1.5, 1),
      new Gibbs(),
      new Gibbs(2, Gibbs.Order.RANDOM, 1.5),
      new Flips(2, 1),
      new GibbsWithGradients(20, 1),
      new Underdamped(0.7, 5, 0.8, 1, true),
      new Underdamped(0.7, 5, 0.8, 1, false),
      new Nuts(0.7, 5, 1));

  static Stream<Sampler> samplers() {
    return EXAMPLES.stream();
  }

  static Stream<Sampler> gradientSamplers() {
    return EXAMPLES.stream().filter(Sampler::followsGradients);
  }

  static Stream<Sampler> drawingSamplers() {
    return EXAMPLES.stream().filter(sampler -> !sampler.followsGradients());
  }

  /** What a sampler can move: real numbers, or spins that pull at each other unevenly. */
  private static Potential energy(Sampler sampler) {
    return sampler.followsGradients()
        ? new DoubleWell(1, 3)
        : new Ising(List.of(3, 4), 0.4, 0.1, 1, Ising.Boundary.FREE, Optional.empty()).open();
  }

  private static FloatArray start(Sampler sampler, int chains) {
    return sampler.followsGradients()
        ? Moved.normal(chains, 1, 1, 1)
        : new UniformStart(1).noise(energy(sampler).space(), chains, Moved.KEY.fold("start"));
  }

  @Test
  void everySamplerHasAnExample() {
    assertThat(EXAMPLES.stream().map(Sampler::getClass).collect(Collectors.toSet()))
        .isEqualTo(Stream.of(Sampler.class.getPermittedSubclasses())
            .flatMap(kind ->
                kind.isInterface() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void isARecordWhoseComponentsAreKeys(Sampler sampler) {
    for (RecordComponent component : sampler.getClass().getRecordComponents()) {
      assertThat(component.getAnnotation(Key.class)).as(component.getName()).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void sameKeyGivesTheSameDraws_forAnyNumberOfWorkers(Sampler sampler) {
    FloatArray start = start(sampler, 130);
    Transition one = blocksOf50(sampler, 1, start);
    assertThat(one.state().position()).isNotEqualTo(start);
    for (int workers = 2; workers <= 3; workers++) {
      Transition more = blocksOf50(sampler, workers, start);
      assertThat(more.state()).isEqualTo(one.state());
      assertThat(more.acceptance()).isEqualTo(one.acceptance());
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void chainIsTheSame_whateverTheNumberOfChains(Sampler sampler) {
    FloatArray start = start(sampler, 130);
    ChainState all = blocksOf50(sampler, 1, start).state();
    for (int chains : new int[] {1, 30, 51, 100}) {
      ChainState few = blocksOf50(sampler, 1, start.slice(0, chains)).state();
      assertThat(few.position()).isEqualTo(all.position().slice(0, chains));
      assertThat(few.energy()).isEqualTo(all.energy().slice(0, chains));
    }
  }

  private static Transition blocksOf50(Sampler sampler, int workers, FloatArray start) {
    try (Torch torch = Torch.open("cpu", workers);
        Kernel kernel = Kernel.open(energy(sampler), sampler, Moved.compute(torch, 50))) {
      return kernel.run(List.of(), kernel.init(List.of(), start), 7, Moved.KEY);
    }
  }

  /** On U = |x|^2 / 2 s^2, with s and eps scaled by 4 (a power of two rounds nothing), positions scale by 4 and decisions stay. */
  @ParameterizedTest
  @MethodSource("gradientSamplers")
  void stepSizeIsInDataUnits(Sampler sampler) {
    FloatArray start = Moved.normal(200, 1, 1);
    FloatArray startTimes4 = times(start, 4);
    Transition one = Moved.run(new Gaussian(List.of(1.0, 1.0)), sampler, TORCH, start, 9);
    Transition four = Moved.run(
        new Gaussian(List.of(4.0, 4.0)),
        sampler.withStepSize(4 * sampler.stepSize()),
        TORCH,
        startTimes4,
        9);
    assertThat(four.state().position()).isEqualTo(times(one.state().position(), 4));
    assertThat(four.acceptance()).isEqualTo(one.acceptance());
  }

  private static FloatArray times(FloatArray x, float factor) {
    float[] values = x.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new FloatArray(x.shape(), values);
  }

  /** From draws of a standard normal in 2000 chains, 50 steps later: the variance is 1, or ULA's 1 / (1 - eps^2 / 4); the mean is 0. */
  @ParameterizedTest
  @MethodSource("gradientSamplers")
  void momentsOfAGaussianStay(Sampler sampler) {
    double eps = sampler.stepSize();
    double variance = sampler.rejects() ? 1 : 1 / (1 - eps * eps / 4);
    FloatArray start = Moved.normal(2000, Math.sqrt(variance), Math.sqrt(variance));
    Transition end = Moved.run(new Gaussian(List.of(1.0, 1.0)), sampler, TORCH, start, 50);
    for (int axis = 0; axis < 2; axis++) {
      double[] x = Moved.column(end.state().position(), axis);
      assertThat(Moved.standardErrors(x, 0)).isLessThan(3);
      assertThat(Moved.standardErrors(Moved.squared(x), variance)).isLessThan(3);
    }
  }

  /** Energies and gradients that come back are those of the position that comes back, accepted or not. */
  @ParameterizedTest
  @MethodSource("samplers")
  void stateIsConsistent(Sampler sampler) {
    try (Kernel kernel = Kernel.open(energy(sampler), sampler, Moved.compute(TORCH, 50))) {
      ChainState start = kernel.init(List.of(), start(sampler, 50));
      Transition end = kernel.run(List.of(), start, 3, Moved.KEY);
      assertThat(kernel.init(List.of(), end.state().position())).isEqualTo(end.state());
      for (float share : end.acceptance()) {
        assertThat(share).isBetween(0f, 1f);
      }
    }
  }

  /** kernel.pt does what the kernel does, bit for bit, for the same seed. */
  @ParameterizedTest
  @MethodSource("gradientSamplers")
  void exportedKernelIsTheKernel(Sampler sampler) {
    var network = Nets.smooth();
    List<FloatArray> parameters = Nets.parameters(network, Moved.KEY);
    Weights weights = Nets.energy(Nets.players(network, Moved.KEY));
    FloatArray start = Nets.uniform(network.shape(), Compute.DEFAULT_BLOCK, Moved.KEY);
    RandomKey key = Moved.KEY.fold("export");
    byte[] archive = KernelExport.archive(network, weights, sampler);
    try (Kernel kernel = Kernel.open(network, sampler, Moved.compute(TORCH, 50));
        Program exported = Program.load(archive, TORCH)) {
      Transition own = kernel.run(parameters, kernel.init(parameters, start), 6, key);
      ChainState first = kernel.init(parameters, start);
      FloatArray again = exported
          .call(
              "run",
              parameters,
              List.of(start, first.energy(), first.gradient(), FloatArray.of(sampler.arguments())),
              key.fold(0).seed(),
              6,
              50)
          .get(0);
      assertThat(again).isEqualTo(own.state().position());
    }
  }

  /** Scripts of users, and our own for the GPU, call it on the outermost class. */
  @Test
  void exportedKernelTellsItsNoise() {
    var network = Nets.smooth();
    byte[] archive = KernelExport.archive(
        network, Nets.energy(Nets.players(network, Moved.KEY)), new Langevin(0.1, 1, true));
    String outermost = Stream.of(new String(archive, StandardCharsets.ISO_8859_1).split("class "))
        .filter(text -> text.contains("def sample("))
        .collect(Collectors.joining());
    assertThat(outermost).contains(", x: Tensor, rows: int, generator: Generator) -> Tensor:");
  }

  @ParameterizedTest
  @MethodSource("gradientSamplers")
  void anotherStepSizeNeedsNoOtherProgram(Sampler sampler) {
    FloatArray start = Moved.normal(100, 1, 1);
    Gaussian energy = new Gaussian(List.of(1.0, 1.0));
    Sampler half = sampler.withStepSize(sampler.stepSize() / 2);
    try (Kernel kernel = Kernel.open(energy, sampler, Moved.compute(TORCH, 500))) {
      ChainState first = kernel.init(List.of(), start);
      FloatArray with = kernel
          .with(half)
          .run(List.of(), first, 4, Moved.KEY.fold("run"))
          .state()
          .position();
      assertThat(with)
          .isEqualTo(Moved.run(energy, half, TORCH, start, 4).state().position());
    }
  }

  @Test
  void anotherRuleNeedsAnotherProgram() {
    try (Kernel kernel = Kernel.open(
        new Gaussian(List.of(1.0)), new Langevin(0.1, 1, true), Moved.compute(TORCH, 50))) {
      assertThatThrownBy(() -> kernel.with(new Mala(0.1, 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void rejectionNeedsMoreThanBfloat16(Sampler sampler) {
    Compute coarse = new Compute(TORCH, Precision.BFLOAT16);
    Potential energy = sampler.followsGradients() ? Nets.smooth() : energy(sampler);
    if (!sampler.rejects()) {
      Kernel.open(energy, sampler, coarse).close();
      return;
    }
    assertThatThrownBy(() -> Kernel.open(energy, sampler, coarse))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("runtime.precision")
        .hasMessageContaining("float32");
  }

  @Test
  void costIsInGradients() {
    assertThat(EXAMPLES.stream().map(Sampler::gradientsPerStep))
        .containsExactly(1, 1, 5, 1, 1, 2, 2, 21, 5, 5, 31);
    assertThat(new Hmc(0.5, 3, 2).drift()).isCloseTo(0.25 / 2 / 2, within(1e-12));
  }

  /** The message tells both how x is and what moves it. */
  @ParameterizedTest
  @MethodSource("samplers")
  void movesNothingThatItWasNotMadeFor(Sampler sampler) {
    Potential other =
        sampler.followsGradients() ? Ising.periodic(0.3, 4, 4).open() : new Gaussian(List.of(1.0));
    assertThatThrownBy(() -> Kernel.open(other, sampler, Moved.compute(TORCH, 50)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sampler: " + KindName.of(sampler.getClass()))
        .hasMessageContaining(sampler.followsGradients() ? "spins, -1 or 1" : "real numbers")
        .hasMessageContaining(sampler.followsGradients() ? "gibbs or flips" : "langevin");
  }

  /** A number that is none of an element's is said with its place, and never rounded. */
  @ParameterizedTest
  @MethodSource("drawingSamplers")
  void movesNoStateThatIsNoneOfTheSpace(Sampler sampler) {
    FloatArray start = start(sampler, 3);
    start.values()[2 * 12 + 5] = 0.5f;
    try (Kernel kernel = Kernel.open(energy(sampler), sampler, Moved.compute(TORCH, 50))) {
      assertThatThrownBy(() -> kernel.init(List.of(), start))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("must be spins, -1 or 1, got 0.5 in state 2");
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
