package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.data.GaussianMixture;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.network.Dense;
import org.ebm.network.Softplus;
import org.ebm.objective.Player;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Densities of energies made of energies. Specification A4.5: AND, OR and NOT of N((1, 0), 0.3^2 I) and N((0, 1), 0.3^2 I). */
class CompositionTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(45);
  private static final double SD = 0.3;
  private static final Energy RIGHT = at(1, 0);
  private static final Energy UP = at(0, 1);

  @TempDir
  private Path folder;

  private static Energy at(double x, double y) {
    return new org.ebm.energy.GaussianMixture(8, 1, SD, List.of(List.of(x, y)), List.of());
  }

  /** States of chains started uniformly in [-1, 1]^2, kept some times. */
  private static FloatArray draws(
      Energy energy, double eps, int chains, int first, int kept, int thin) {
    Potential opened = energy.open();
    List<FloatArray> all = new ArrayList<>();
    try (Kernel kernel =
        Kernel.open(opened, new Mala(eps, 1), new Compute(TORCH, Precision.FLOAT32, 500))) {
      ChainState state = kernel.init(List.of(), Nets.uniform(Shape.of(2), chains, KEY));
      state = kernel.run(List.of(), state, first, KEY.fold("first")).state();
      for (int k = 0; k < kept; k++) {
        state = kernel.run(List.of(), state, thin, KEY.fold(k)).state();
        all.add(state.position());
      }
    }
    return FloatArray.concat(all);
  }

  private static double[] column(FloatArray points, int axis) {
    double[] values = new double[points.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = points.values()[2 * i + axis];
    }
    return values;
  }

  private static double mean(double[] values) {
    return java.util.Arrays.stream(values).average().orElseThrow();
  }

  private static double share(FloatArray points, double x, double y, double radius) {
    int inside = 0;
    for (int i = 0; i < points.rows(); i++) {
      double away = Math.hypot(points.values()[2 * i] - x, points.values()[2 * i + 1] - y);
      inside += away < radius ? 1 : 0;
    }
    return inside / (double) points.rows();
  }

  /** The product is N((0.5, 0.5), 0.3^2 / 2): sd 0.2121. 20 000 nearly independent draws: standard errors 0.0015 and 0.001. */
  @Test
  void and() {
    FloatArray points = draws(new Sum(List.of(RIGHT, UP)), 0.25, 2000, 200, 10, 20);
    for (int axis = 0; axis < 2; axis++) {
      double[] values = column(points, axis);
      double mean = mean(values);
      double sd = Math.sqrt(java.util.Arrays.stream(values)
          .map(value -> (value - mean) * (value - mean))
          .average()
          .orElseThrow());
      assertThat(mean).isCloseTo(0.5, within(0.03));
      assertThat(sd).isCloseTo(0.212, within(0.02));
    }
  }

  /** Half of the mass at each; chains cross, 1.41 apart at sd 0.3. 2000 chains: standard error 0.011. */
  @Test
  void or() {
    FloatArray points = draws(new Mixture(List.of(RIGHT, UP), List.of()), 0.4, 2000, 2000, 1, 1);
    double right = 0;
    for (int i = 0; i < points.rows(); i++) {
      right += points.values()[2 * i] > points.values()[2 * i + 1] ? 1 : 0;
    }
    assertThat(right / points.rows()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void not() {
    Energy energy = new Sum(List.of(RIGHT, new Scaled(-0.5, UP)));
    FloatArray points = draws(energy, 0.3, 2000, 500, 1, 1);
    assertThat(share(points, 0, 1, 2 * SD)).isLessThan(0.01);
    // precision (1 - 0.5) / 0.09 and mean ((1, 0) - 0.5 (0, 1)) / 0.5
    assertThat(mean(column(points, 0))).isCloseTo(2, within(0.05));
    assertThat(mean(column(points, 1))).isCloseTo(-1, within(0.05));
  }

  /** Two models on disk, a ring and a half-plane, and both in one program: 480 000 draws on 32x32 bins, whose chance alone gives a total variation of some 0.01. */
  @Tag("slow")
  @Test
  void aLearnedRingAndAHalfPlane() {
    Energy both = new Sum(List.of(ring(), halfPlane()));
    Grid2d grid = new Grid2d(-2, 2, -2, 2, 32);
    Grid2d fine = new Grid2d(-2, 2, -2, 2, 512);
    FloatArray points = draws(both, 0.15, 4000, 4000, 120, 20);
    double[] exact = coarse(fine, GridDensity.ofEnergies(fine, energies(both, fine.centres())));
    double[] seen = new double[32 * 32];
    for (int i = 0; i < points.rows(); i++) {
      int x = (int) ((points.values()[2 * i] + 2) * 8);
      int y = (int) ((points.values()[2 * i + 1] + 2) * 8);
      if (x >= 0 && x < 32 && y >= 0 && y < 32) {
        seen[y * 32 + x] += 1.0 / points.rows();
      }
    }
    double apart = 0;
    for (int i = 0; i < seen.length; i++) {
      apart += Math.abs(seen[i] - exact[i]) / 2;
    }
    assertThat(grid.n()).isEqualTo(32);
    assertThat(apart).isLessThan(0.02);
    assertThat(share(points, -1, 0, 0.5)).as("the half-plane x > 0").isLessThan(0.02);
  }

  /** Mass of each of 32x32 bins of 16x16 cells. */
  private static double[] coarse(Grid2d fine, GridDensity density) {
    double[] bins = new double[32 * 32];
    double[] values = density.density();
    double total = java.util.Arrays.stream(values).sum();
    FloatArray centres = fine.centres();
    for (int cell = 0; cell < values.length; cell++) {
      int x = (int) ((centres.values()[2 * cell] + 2) * 8);
      int y = (int) ((centres.values()[2 * cell + 1] + 2) * 8);
      bins[y * 32 + x] += values[cell] / total;
    }
    return bins;
  }

  private static double[] energies(Energy energy, FloatArray points) {
    try (Kernel kernel =
        Kernel.open(energy.open(), new Mala(1, 1), new Compute(TORCH, Precision.FLOAT32, 5000))) {
      float[] values = kernel.init(List.of(), points).energy().values();
      double[] energies = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        energies[i] = values[i];
      }
      return energies;
    }
  }

  /** Learned by denoising score matching for 400 updates, on a normal reference that gives it tails. */
  private Model ring() {
    Tilted tree = new Tilted(
        new Network(
            List.of(2),
            1,
            List.of(new Dense(32), new Softplus(), new Dense(32), new Softplus(), new Dense(1))),
        2);
    Potential energy = tree.open();
    Player player = Player.energy(energy.parameters());
    Weights weights = player.initial(KEY);
    var objective = new org.ebm.objective.DenoisingScoreMatching(java.util.Optional.of(0.15));
    var data = GaussianMixture.ring(8, 1, 0.15).open();
    try (var estimator = objective.open(energy, data, new Compute(TORCH, Precision.FLOAT32), KEY)) {
      for (int step = 1; step <= 400; step++) {
        RandomKey own = KEY.fold(step);
        var estimate = estimator.estimate(Map.of(player.name(), weights), data.draw(200, own), own);
        Map<String, FloatArray> gradients = Nets.energy(estimate.gradients()).arrays();
        weights.arrays().forEach((name, array) -> {
          for (int i = 0; i < array.values().length; i++) {
            array.values()[i] -=
                0.05f * java.util.Objects.requireNonNull(gradients.get(name)).values()[i];
          }
        });
      }
    }
    ModelDirectory.write(folder.resolve("ring"), tree, weights);
    return new Model(folder.resolve("ring"));
  }

  /** U = softplus(-20 x). */
  private Model halfPlane() {
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

  /** 1 / 0.18 - 1.5 / 0.18 < 0 for two of sd 0.3, and 1 / 0.5 - 0.5 / 0.18 < 0 for one of sd 0.5 less half of one of 0.3. */
  @Test
  void aDensityThatCannotExistIsRefused() {
    assertThat(Usable.problems("energy", new Sum(List.of(RIGHT, new Scaled(-0.5, UP)))))
        .isEmpty();
    for (Energy improper : List.of(
        new Scaled(-1, RIGHT),
        new Sum(List.of(RIGHT, new Scaled(-1.5, UP))),
        new Mixture(List.of(RIGHT, new Scaled(-0.1, UP)), List.of()),
        new Tilted(new Scaled(-0.5, UP), 0.5))) {
      assertThat(Usable.problems("energy", improper).toString())
          .as(improper.toString())
          .contains("has no density", "along axis 0");
    }
  }

  /** A learned tree whose fixed part is another model: the folder is whole, and gives the same energy after the part is gone. */
  @Test
  void aLearnedTreeIsWholeOnDisk() {
    Network network = Nets.smooth();
    ModelDirectory.write(
        folder.resolve("part"), network, Player.energy(network.parameters()).initial(KEY));
    Energy tree = new Sum(
        List.of(new Tilted(Nets.toy(), 1.5), new Scaled(-0.3, new Model(folder.resolve("part")))));
    Weights weights = Player.energy(tree.parameters()).initial(KEY.fold("tree"));
    ModelDirectory.write(folder.resolve("tree"), tree, weights);
    FloatArray x = Nets.uniform(Shape.of(2), 60, KEY);
    FloatArray before;
    try (Kernel kernel =
        Kernel.open(tree.open(), new Mala(1, 1), new Compute(TORCH, Precision.FLOAT32))) {
      before = kernel.init(weights.list(), x).gradient();
    }
    org.ebm.files.Folders.delete(folder.resolve("part"));
    Potential again = new Model(folder.resolve("tree")).open();
    try (Kernel kernel =
        Kernel.open(again, new Mala(1, 1), new Compute(TORCH, Precision.FLOAT32))) {
      assertThat(kernel.init(List.of(), x).gradient()).isEqualTo(before);
    }
    assertThat(again.fingerprints()).containsOnlyKeys("energy.yaml", "weights.safetensors");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
