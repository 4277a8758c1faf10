package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.energy.Energy;
import org.ebm.energy.Ising;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Rbm;
import org.ebm.run.Progress;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** log Z of spins and bits: counted, and by annealing between bounds. */
class DiscreteEvaluationTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(5);

  /** Exact enumeration of the 4x4 torus, specification A5.1. */
  @ParameterizedTest
  @CsvSource({
    "0.2, -0.456135, 0.342766, 0.735717",
    "0.3, -0.844054, 0.520358, 0.799095",
    "0.4406868, -1.565624, 0.843860, 0.970120",
    "0.6, -1.908070, 0.972867, 1.253533"
  })
  void countsFourByFour(double beta, double energy, double magnetisation, double logPartition) {
    var potential = Ising.periodic(beta, 4, 4).open();
    try (EnergyField field = EnergyField.open(potential, TORCH)) {
      Enumeration law = Enumeration.of(potential.space(), field);
      assertThat(law.meanEnergy() / beta / 16).isCloseTo(energy, within(2e-6));
      assertThat(law.meanMagnetisation()).isCloseTo(magnetisation, within(2e-6));
      assertThat(law.logPartition() / 16).isCloseTo(logPartition, within(2e-6));
    }
  }

  /** The way up is unbiased: within 4 standard errors of the count; and both bounds within .02 nat of it in all. */
  @Test
  void annealedIsingIsTheCount() {
    Energy energy = Ising.periodic(0.6, 4, 4);
    try (EnergyField field = EnergyField.open(energy.open(), TORCH)) {
      double exact = Enumeration.of(energy.open().space(), field).logPartition();
      LogPartition bounds = annealed(energy.open(), 200, 2000);
      assertThat(bounds.low())
          .isCloseTo(exact, within(Math.min(0.02, 4 * bounds.up().standardError())));
      assertThat(bounds.high()).isCloseTo(exact, within(0.02));
    }
  }

  /** A sum over hidden states, which annealing knows nothing of. */
  @Test
  void annealedMachineIsTheSumOverItsHiddenUnits() {
    Rbm machine = new Rbm(List.of(9), 6, 0.1);
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    machine.parameters().forEach(parameter -> {
      FloatArray values = parameter.initial(KEY);
      for (int i = 0; i < values.values().length; i++) {
        values.values()[i] = (float) Math.sin(3 * i + arrays.size()) * 1.5f;
      }
      arrays.put(parameter.name(), values);
    });
    Weights weights = new Weights(arrays);
    double exact = machine.exactLaw(weights.list()).orElseThrow().logPartition();
    Potential potential = new ModelDirectory.Contents(machine, weights, Map.of()).open();
    LogPartition bounds = annealed(potential, 100, 2000);
    assertThat(bounds.low())
        .isCloseTo(exact, within(Math.min(0.05, 4 * bounds.up().standardError())));
    FloatArray data = FloatArray.zeros(machine.shape(), 10);
    for (int i = 0; i < data.values().length; i++) {
      data.values()[i] = i % 4 == 0 || i % 9 == 3 ? 1 : 0;
    }
    AnnealingConfig how = new AnnealingConfig(100, 2000, 2, 50, Optional.empty(), true);
    try (Progress progress =
            new Progress(new PrintWriter(Writer.nullWriter()), Progress.Mode.NONE);
        AnnealedDraws annealing = AnnealedDraws.along(
            BaseRatePath.open(
                machine, weights.list(), data, 2, new Compute(TORCH, Precision.FLOAT32, 1000)),
            how,
            progress)) {
      LogWeights up = annealing.up(KEY.fold("base"));
      LogPartition own = new LogPartition(annealing.logReference(), up, up, false);
      assertThat(own.low()).isCloseTo(exact, within(Math.min(0.05, 4 * up.standardError())));
    }
    try (EnergyField field = EnergyField.open(potential, TORCH)) {
      assertThat(Enumeration.of(machine.space(), field).logPartition())
          .isCloseTo(exact, within(1e-5));
    }
  }

  private static LogPartition annealed(Potential potential, int levels, int chains) {
    AnnealingConfig how = new AnnealingConfig(levels, chains, 2, 50, Optional.empty());
    Compute compute = new Compute(TORCH, Precision.FLOAT32, 1000);
    try (Progress progress =
            new Progress(new PrintWriter(Writer.nullWriter()), Progress.Mode.NONE);
        AnnealedDraws annealing = AnnealedDraws.open(potential, how, compute, progress)) {
      return new LogPartition(
          annealing.logReference(),
          annealing.up(KEY.fold("up")),
          annealing.down(KEY.fold("down")),
          false);
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
