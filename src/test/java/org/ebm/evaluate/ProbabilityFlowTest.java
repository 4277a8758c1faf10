package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.data.MixtureDraws;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.NoiseLevels;
import org.ebm.energy.Precision;
import org.ebm.energy.ScoreNetwork;
import org.ebm.network.Dense;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The ring of eight Gaussians, whose energies are known at every noise level: the flow's density is that of the smallest. */
class ProbabilityFlowTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(2);
  private static final Compute COMPUTE = new Compute(TORCH, Precision.FLOAT32, 200);
  private static final double SMALLEST = 0.05;
  private static final NoiseLevels LEVELS = new NoiseLevels(10, SMALLEST, 10);
  private static final GaussianMixture RING =
      new GaussianMixture(8, 1, 0.15, List.of(), List.of(), Optional.of(LEVELS));
  private static final Examples DATA = MixtureDraws.ring(8, 1, 0.15).open();

  private static ProbabilityFlow flow(int probes) {
    FlowConfig how =
        new FlowConfig(100, probes == 0 ? Optional.empty() : Optional.of(probes), 1000, 100);
    return new ProbabilityFlow(RING, LEVELS.sigmas(), how, COMPUTE);
  }

  /** log density of the ring with noise. */
  private static double[] exact(FloatArray x) {
    double variance = 0.15 * 0.15 + SMALLEST * SMALLEST;
    return IntStream.range(0, x.rows())
        .mapToDouble(i -> {
          double sum = 0;
          for (int k = 0; k < 8; k++) {
            double dx = x.values()[2 * i] - Math.cos(Math.PI * k / 4);
            double dy = x.values()[2 * i + 1] - Math.sin(Math.PI * k / 4);
            sum += Math.exp(-(dx * dx + dy * dy) / (2 * variance));
          }
          return Math.log(sum / 8 / (2 * Math.PI * variance));
        })
        .toArray();
  }

  /** Exact but for the steps and for the law at the largest level, which is not quite normal. */
  @Test
  void theDensityIsThatOfTheSmallestLevel() {
    FloatArray x = DATA.batch(500, KEY);
    try (ProbabilityFlow flow = flow(0)) {
      double[] found = flow.logDensity(x, DATA.batch(5000, KEY), 100, KEY);
      double[] expected = exact(x);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(0.05));
      }
      assertThat(Arrays.stream(found).average().orElseThrow())
          .isCloseTo(Arrays.stream(expected).average().orElseThrow(), within(0.02));
    }
  }

  /** A density, with nothing to normalize. */
  @Test
  void theSumOverAGridIsOne() {
    Grid2d grid = new Grid2d(-1.8, 1.8, -1.8, 1.8, 60);
    try (ProbabilityFlow flow = flow(0)) {
      double[] log = flow.logDensity(grid.centres(), DATA.batch(5000, KEY), 60, KEY);
      assertThat(Math.exp(GridDensity.ofLogDensity(grid, log).logPartition()))
          .isCloseTo(1, within(0.01));
    }
  }

  /** Without bias: within four of its own standard errors. */
  @Test
  void anEstimatedDivergenceHasTheSameMean() {
    FloatArray x = DATA.batch(500, KEY);
    try (ProbabilityFlow exactly = flow(0);
        ProbabilityFlow estimated = flow(1)) {
      double[] one = exactly.logDensity(x, x, 50, KEY);
      double[] other = estimated.logDensity(x, x, 50, KEY);
      double[] apart =
          IntStream.range(0, one.length).mapToDouble(i -> other[i] - one[i]).toArray();
      double mean = Arrays.stream(apart).average().orElseThrow();
      double sd =
          Math.sqrt(Arrays.stream(apart).map(a -> (a - mean) * (a - mean)).sum() / apart.length);
      assertThat(sd).isGreaterThan(1e-3);
      assertThat(mean).isCloseTo(0, within(4 * sd / Math.sqrt(apart.length)));
    }
  }

  /** s = A x with A = [[-1, 0.5], [-0.5, -1]]: |A - A'|^2 / 4 |A|^2 = 2 / 10. In two dimensions the estimate of 4000 pairs errs by about 1.5 % of it. */
  @Test
  void theRotationOfALinearSlopeIsKnown() {
    ScoreNetwork linear =
        new ScoreNetwork(List.of(2), Optional.empty(), List.of(new Dense(2)), Optional.empty());
    List<FloatArray> weights = List.of(
        new FloatArray(new int[] {2, 2}, new float[] {-1, 0.5f, -0.5f, -1}), FloatArray.of(0, 0));
    try (Rotation rotation = new Rotation(linear, COMPUTE)) {
      double share =
          rotation.share(new EnergyInputs(weights, List.of()), DATA.batch(4000, KEY), KEY);
      assertThat(share).isCloseTo(0.2, within(0.015));
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
