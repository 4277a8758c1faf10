package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.network.Dense;
import org.ebm.network.Tanh;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An energy that knows what its data are measured in is the same energy in other units, and so are its chains. */
class UnitsTest {
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Network PLAIN =
      new Network(List.of(2), 0.1, List.of(new Dense(4), new Tanh(), new Dense(1)));
  /** Powers of two: nothing rounds. */
  private static final Units EXACT = new Units(List.of(0.0), List.of(4.0, 0.25));

  private static Torch torch;
  private static List<FloatArray> parameters;

  @BeforeAll
  static void open() {
    torch = Torch.open("cpu", 1);
    parameters = new ArrayList<>();
    for (var parameter : PLAIN.parameters()) {
      Shape shape = parameter.shape();
      FloatArray drawn = new GaussianStart(1).noise(shape, 1, KEY.fold(parameter.name()));
      parameters.add(new FloatArray(
          shape.sizes().stream().mapToInt(Integer::intValue).toArray(), drawn.values()));
    }
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  static List<Sampler> samplers() {
    return List.of(
        new Langevin(0.2, 1, true), new Mala(0.3, 1), new Hmc(0.2, 3, 1), new RandomWalk(0.3, 1));
  }

  private static Kernel kernel(Network energy, Sampler sampler) {
    return Kernel.open(energy, sampler, new Compute(torch, Precision.FLOAT32));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void chainsInOtherUnits_areTheSameChains(Sampler sampler) {
    FloatArray z = new GaussianStart(1).noise(Shape.of(2), 50, KEY.fold("z"));
    try (Kernel plain = kernel(PLAIN, sampler);
        Kernel measured = kernel(PLAIN.measuredIn(EXACT), sampler)) {
      ChainState first = plain.init(parameters, z);
      Transition expected = plain.run(parameters, first, 20, KEY);
      ChainState begun = measured.init(parameters, EXACT.toData(z));
      Transition moved = measured.run(parameters, begun, 20, KEY);
      assertThat(begun.energy()).isEqualTo(first.energy());
      // dU/dx = dU/dz / sd
      for (int i = 0; i < 100; i++) {
        float sd = i % 2 == 0 ? 4 : 0.25f;
        assertThat(begun.gradient().values()[i]).isEqualTo(first.gradient().values()[i] / sd);
      }
      assertThat(moved.state().position())
          .isEqualTo(EXACT.toData(expected.state().position()));
      assertThat(moved.state().energy()).isEqualTo(expected.state().energy());
      assertThat(moved.acceptance()).isEqualTo(expected.acceptance());
      assertThat(moved.gradientNorm()).isEqualTo(expected.gradientNorm());
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void farFromTheOrigin_theyAreTheSameUpToRounding(Sampler sampler) {
    Units far = new Units(List.of(50.0, -3000.0), List.of(1.5, 200.0));
    FloatArray z = new GaussianStart(1).noise(Shape.of(2), 50, KEY.fold("z"));
    try (Kernel plain = kernel(PLAIN, sampler);
        Kernel measured = kernel(PLAIN.measuredIn(far), sampler)) {
      FloatArray expected =
          plain.run(parameters, plain.init(parameters, z), 20, KEY).state().position();
      FloatArray moved = far.toStandard(measured
          .run(parameters, measured.init(parameters, far.toData(z)), 20, KEY)
          .state()
          .position());
      int apart = 0;
      for (int i = 0; i < expected.values().length; i++) {
        apart += Math.abs(moved.values()[i] - expected.values()[i]) < 1e-3 ? 0 : 1;
      }
      // a rounding may turn one decision to accept
      assertThat(apart).isLessThanOrEqualTo(sampler.rejects() ? 4 : 0);
    }
  }

  @Test
  void mapsAndOthers_mayStayInDataUnits() {
    FloatArray x = new GaussianStart(1).noise(Shape.of(2), 20, KEY.fold("x"));
    try (Kernel measured = Kernel.openInDataUnits(
        PLAIN.measuredIn(EXACT), new RandomWalk(1e-3, 1), new Compute(torch, Precision.FLOAT32))) {
      FloatArray moved =
          measured.run(parameters, measured.init(parameters, x), 1, KEY).state().position();
      for (int i = 0; i < x.values().length; i++) {
        assertThat(moved.values()[i]).isCloseTo(x.values()[i], within(4.5e-3f));
      }
    }
  }

  static List<Init> noises() {
    return List.of(
        new UniformStart(1),
        new GaussianStart(1),
        new Persistent(Persistent.Fill.UNIFORM, 100, 1),
        new Replay(100, 0.5, Replay.WriteBack.SAME_ROWS, 1));
  }

  @ParameterizedTest
  @MethodSource("noises")
  void noise_isNoiseInStandardNumbers(Init init) {
    FloatArray plain =
        init.open(Space.of(Shape.of(2)), Optional.empty(), KEY).draw(40, KEY).position();
    FloatArray measured = init.open(
            Space.of(Shape.of(2)), Optional.of(EXACT), Optional.empty(), KEY)
        .draw(40, KEY)
        .position();
    assertThat(measured).isEqualTo(EXACT.toData(plain));
  }

  @Test
  void unitsThatDoNotFit_areRefused() {
    assertThatThrownBy(() -> PLAIN.measuredIn(new Units(List.of(0.0, 0.0, 0.0), List.of(1.0))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("standardized.mean")
        .hasMessageContaining("or 2 as the input, got 3");
    assertThatThrownBy(() -> PLAIN.measuredIn(new Units(List.of(0.0), List.of(1.0, 0.0))))
        .hasMessageContaining("must be numbers > 0");
  }
}
