package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.energy.Energy;
import org.ebm.energy.Model;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.energy.Sum;
import org.ebm.network.Dense;
import org.ebm.network.Softplus;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A learned energy in a sum with another model: chains of both have the density that the sum's energy says. */
@Tag("slow")
class LearnedCompositionTest {
  private static final RandomKey KEY = RandomKey.ofSeed(45);
  private static final int BINS = 32;
  private static final double WIDTH = 4.0 / BINS;
  private static final int CHAINS = 4000;
  private static final int KEPT = 120;

  @TempDir
  private Path folder;

  /** 480 000 draws on 32x32 bins of [-2, 2]^2, whose chance alone gives a total variation of some 0.01. */
  @Test
  void aLearnedRing_andAHalfPlane() {
    Path run = folder.resolve("ring");
    Answer.of("train", "--config", "8gaussians-denoising-score-matching", "--run-dir", run, "-q")
        .endsWith(0);
    Energy ring = new Model(run.resolve("model"));
    Energy both = new Sum(List.of(ring, rightHalf()));
    try (Torch torch = Torch.open("cpu", 2);
        Kernel kernel = Kernel.open(
            both.open(), new Mala(0.15, 1), new Compute(torch, Precision.FLOAT32, 500))) {
      double[] exact = bins(kernel);
      double[] seen = new double[exact.length];
      ChainState state = kernel.init(List.of(), Nets.uniform(Shape.of(2), CHAINS, KEY));
      state = kernel.run(List.of(), state, 4000, KEY.fold("first")).state();
      for (int k = 0; k < KEPT; k++) {
        state = kernel.run(List.of(), state, 20, KEY.fold(k)).state();
        count(state.position(), seen);
      }
      assertThat(Arrays.stream(seen).sum()).as("inside of the bins").isGreaterThan(0.995);
      assertThat(totalVariation(seen, exact)).isLessThan(0.02);
      double left = 0;
      for (int bin = 0; bin < seen.length; bin++) {
        left += bin % BINS < BINS / 2 - 1 ? seen[bin] : 0;
      }
      assertThat(left).as("x < -0.125").isLessThan(0.02);
    }
  }

  private static void count(FloatArray points, double[] seen) {
    for (int i = 0; i < points.rows(); i++) {
      int x = (int) Math.floor((points.values()[2 * i] + 2) / WIDTH);
      int y = (int) Math.floor((points.values()[2 * i + 1] + 2) / WIDTH);
      if (x >= 0 && x < BINS && y >= 0 && y < BINS) {
        seen[y * BINS + x] += 1.0 / CHAINS / KEPT;
      }
    }
  }

  private static double totalVariation(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] - q[i]) / 2;
    }
    return sum;
  }

  /** Mass of each bin by quadrature on cells of a sixteenth of its width. */
  private static double[] bins(Kernel kernel) {
    Grid2d fine = new Grid2d(-2, 2, -2, 2, 16 * BINS);
    FloatArray centres = fine.centres();
    float[] energies = kernel.init(List.of(), centres).energy().values();
    double[] all = new double[energies.length];
    Arrays.setAll(all, i -> energies[i]);
    double[] density = GridDensity.ofEnergies(fine, all).density();
    double total = Arrays.stream(density).sum();
    double[] bins = new double[BINS * BINS];
    for (int cell = 0; cell < density.length; cell++) {
      int x = (int) Math.floor((centres.values()[2 * cell] + 2) / WIDTH);
      int y = (int) Math.floor((centres.values()[2 * cell + 1] + 2) / WIDTH);
      bins[y * BINS + x] += density[cell] / total;
    }
    return bins;
  }

  /** U = softplus(-20 x). */
  private Model rightHalf() {
    Network network =
        new Network(List.of(2), 1, List.of(new Dense(1), new Softplus(), new Dense(1)));
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    weights.put("dense_0_weight", new FloatArray(new int[] {1, 2}, new float[] {-20, 0}));
    weights.put("dense_0_bias", FloatArray.of(0));
    weights.put("dense_2_weight", new FloatArray(new int[] {1, 1}, new float[] {1}));
    weights.put("dense_2_bias", FloatArray.of(0));
    ModelDirectory.write(folder.resolve("half"), network, new Weights(weights));
    return new Model(folder.resolve("half"));
  }
}
