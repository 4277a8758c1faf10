package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Gaussian;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Reference;
import org.ebm.run.Progress;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnnealedImportanceTest {
  private static final RandomKey KEY = RandomKey.ofSeed(61);
  private static final List<Double> SD =
      List.of(0.7, 0.75, 0.8, 0.9, 1.0, 1.1, 1.15, 1.2, 1.3, 1.4);

  private static Torch torch;

  @BeforeAll
  static void start() {
    torch = Torch.open("cpu", 2);
  }

  @AfterAll
  static void stop() {
    torch.close();
  }

  /** N(0, diag SD^2): its draws are exact samples of the model. */
  private static Reference target() {
    return new Reference(
        Shape.of(SD.size()),
        new double[SD.size()],
        SD.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static AnnealingConfig config(int levels, int chains) {
    return new AnnealingConfig(levels, chains, 3, 100, Optional.empty());
  }

  private static AnnealedImportance open(
      Potential energy, Reference reference, AnnealingConfig config) {
    Compute compute = new Compute(torch, Precision.FLOAT32, 1000);
    return AnnealedImportance.open(energy, reference, config, compute, Progress.none());
  }

  /** A6.1. The standard errors are 0.009, so a bound is 0.02 on the wrong side once in 70. */
  @Test
  void boundsEncloseTheNormalLawsPartition_inTenDimensions() {
    double truth = target().logPartition();
    Reference reference = Reference.isotropic(Shape.of(10), 1);
    int enclosed = 0;
    try (AnnealedImportance annealing = open(new Gaussian(SD), reference, config(60, 2000))) {
      double[] stepSizes = annealing.adapt(KEY.fold("pilot"));
      for (int seed = 0; seed < 20; seed++) {
        RandomKey key = KEY.fold(seed);
        FloatArray exact = target().draw(2000, key.fold("exact"));
        LogPartition z = new LogPartition(
            reference.logPartition(),
            annealing.up(stepSizes, key.fold("up")),
            annealing.down(exact, stepSizes, key.fold("down")),
            true);
        assertThat(z.up().standardError()).isLessThan(0.01);
        assertThat(z.low()).isCloseTo(truth, offset(0.05));
        assertThat(z.high()).isCloseTo(truth, offset(0.05));
        enclosed += z.low() <= truth + 0.02 && z.high() >= truth - 0.02 ? 1 : 0;
      }
    }
    assertThat(enclosed).isGreaterThanOrEqualTo(19);
  }

  /** A6.1: the density of eight Gaussians integrates to 1. The standard errors are 0.007: 0.02 is three of them. */
  @Test
  void eightGaussiansHaveLogPartitionZero() {
    GaussianMixture ring = GaussianMixture.ring(8, 1, 0.15);
    FloatArray data = ring.data().open().batch(10_000, KEY.fold("data"));
    Reference reference = Reference.of(Shape.of(2), data);
    try (AnnealedImportance annealing = open(ring, reference, config(200, 2000))) {
      double[] stepSizes = annealing.adapt(KEY.fold("pilot"));
      LogPartition z = new LogPartition(
          reference.logPartition(),
          annealing.up(stepSizes, KEY.fold("up")),
          annealing.down(data.slice(0, 2000), stepSizes, KEY.fold("down")),
          true);
      assertThat(z.low()).isCloseTo(0, offset(0.02));
      assertThat(z.high()).isCloseTo(0, offset(0.02));
      assertThat(z.isLoose()).isFalse();
    }
  }
}
