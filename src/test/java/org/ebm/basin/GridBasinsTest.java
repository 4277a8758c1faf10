package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.data.MixtureDraws;
import org.ebm.diagnose.Grid2d;
import org.junit.jupiter.api.Test;

class GridBasinsTest {
  /** U of a mixture of Gaussians: minus its log density. */
  private static double[] energies(MixtureDraws mixture, Grid2d grid) {
    FloatArray centres = grid.centres();
    double[] logDensity = mixture.open().logDensity(centres).orElseThrow();
    return Arrays.stream(logDensity).map(value -> -value).toArray();
  }

  /** Eight minima of 0.123074 and, between neighbours, saddles of 2.684301; cells of 0.01 see them within 0.2 % of the height 2.561226. */
  @Test
  void evenRing_hasEightBasinsAndItsSaddles() {
    Grid2d grid = Grid2d.square(1.6, 320);
    MixtureDraws ring = new MixtureDraws(8, 1, 0.15, List.of(), List.of());
    GridBasins found = GridBasins.of(grid, energies(ring, grid), 0);
    assertThat(found.minima()).hasSize(8);
    assertThat(found.tree().energies())
        .allSatisfy(e -> assertThat(e).isCloseTo(0.1231, within(2e-3)));
    assertThat(found.tree().merges())
        .hasSize(7)
        .allSatisfy(
            merge -> assertThat(merge.height()).isCloseTo(2.684301, within(0.002 * 2.561226)));
    assertThat(Arrays.stream(found.basins()).distinct().count()).isEqualTo(8);
  }

  /** Numbered by depth, so the heaviest Gaussian is basin 0 and the lightest basin 7. */
  @Test
  void weightedRing_mergesAsItsSaddlesSay() {
    Grid2d grid = Grid2d.square(1.6, 320);
    List<Double> weights = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
    MixtureDraws ring = new MixtureDraws(8, 1, 0.15, List.of(), weights);
    BasinTree tree = GridBasins.of(grid, energies(ring, grid), 0).tree();
    double[] expected = {2.1761, 2.3201, 2.4885, 2.6916, 2.9478, 3.2469, 3.2962};
    for (int k = 0; k < expected.length; k++) {
      assertThat(tree.merges().get(k).height()).isCloseTo(expected[k], within(0.01));
    }
    assertThat(tree.merges().get(5).second()).as("the lightest joins sixth").isEqualTo(7);
    assertThat(tree.merges().get(6).second()).isEqualTo(6);
  }

  /**
   * On a row of cells 0 2 1 3 0.5 9 9 ...: pits 0, 1, 0.5 with passes 2 and 3. The middle pit is 1 deep; the last one 2.5.
   */
  @Test
  void shallowPitsBelongToTheBasinBeyondTheirPass() {
    Grid2d grid = Grid2d.square(1, 5);
    double[] energies = new double[25];
    Arrays.fill(energies, Double.POSITIVE_INFINITY);
    System.arraycopy(new double[] {0, 2, 1, 3, 0.5}, 0, energies, 0, 5);
    GridBasins all = GridBasins.of(grid, energies, 0);
    assertThat(all.minima()).containsExactly(0, 4, 2);
    assertThat(all.tree().merges())
        .containsExactly(new BasinTree.Merge(2, 0, 2), new BasinTree.Merge(3, 3, 1));
    GridBasins deep = GridBasins.of(grid, energies, 1.5);
    assertThat(deep.minima()).containsExactly(0, 4);
    assertThat(deep.tree().merges()).containsExactly(new BasinTree.Merge(3, 0, 1));
    assertThat(Arrays.copyOf(deep.basins(), 6)).startsWith(0, 0, 0).endsWith(1, -1);
  }
}
