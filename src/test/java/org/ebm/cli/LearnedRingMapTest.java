package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.ebm.basin.BasinMap;
import org.ebm.basin.BasinTree;
import org.ebm.basin.GridBasins;
import org.ebm.basin.MapBasins;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The map of a learned energy against the flooding of a grid, which knows nothing of chains. */
@Tag("slow")
class LearnedRingMapTest {
  /** T is a tenth of the barriers, about 2 nats; eps = 0.05 sqrt(T). */
  private static final String MAP = """
      seed: 1
      data: {gaussian_mixture: {}}
      search: {minima: {states: 100}}
      sampler: {random_walk: {step_size: 0.022, temperature: 0.2}}
      force: 2.2
      resolution: 0.14
      repeats: 0
      barriers: {nearest: 3, factor: 1.2}
      """;

  /** Pits less deep than this are noise of a learned energy. */
  private static final double PERSISTENCE = 0.3;

  @TempDir
  Path folder;

  @Test
  void aLearnedRingHasEightBasins_andThePassesOfTheGrid() {
    Path run = folder.resolve("smoke");
    Answer.of("train", "--config", "8gaussians-smoke", "--run-dir", run).endsWith(0);
    MapBasinsConfig config = ConfigTree.parse(MAP + "energy: {model: " + run + "/model}\n", "test")
        .bind(MapBasinsConfig.class);
    try (Torch torch = Torch.open("cpu", 1)) {
      BasinMap map = new MapBasins(
              config, config.energy().open(), config.openData(), torch, Progress.none())
          .map(folder.resolve("journal.bin"), () -> false)
          .orElseThrow();
      assertThat(map.basins()).hasSize(8);
      BasinMap.Plane plane = map.plane().orElseThrow();
      BasinTree grid =
          GridBasins.of(plane.grid(), plane.energies(), PERSISTENCE).tree();
      List<Double> heights = inner(map.tree());
      List<Double> expected = inner(grid);
      assertThat(heights).hasSize(7);
      assertThat(expected).hasSize(7);
      double lowest =
          grid.energies().stream().mapToDouble(energy -> energy).min().orElseThrow();
      for (int k = 0; k < heights.size(); k++) {
        assertThat(heights.get(k))
            .isCloseTo(expected.get(k), within(0.1 * (expected.get(k) - lowest)));
      }
    }
  }

  /** Of a ring's eight basins: the seven lowest merges; a learned energy may have a pit far outside. */
  private static List<Double> inner(BasinTree tree) {
    return tree.merges().stream().map(BasinTree.Merge::height).sorted().limit(7).toList();
  }
}
