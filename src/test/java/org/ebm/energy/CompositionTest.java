package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.objective.Player;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
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
