package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class BasinTreeTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Minima and saddles of Gaussians of weights k / 36 on a ring, by Newton's method on the exact density. */
  private static final double[] RING_MINIMA = {
    1.6271, 0.9340, 0.5285, 0.2409, 0.0177, -0.1646, -0.3188, -0.4523
  };

  private static final double[] RING_SADDLES = {
    3.8527, 3.2962, 2.9478, 2.6916, 2.4885, 2.3201, 2.1761, 3.2469
  };

  static BasinTree weightedRing() {
    double[][] barriers = new double[8][8];
    for (double[] row : barriers) {
      Arrays.fill(row, INF);
    }
    for (int k = 0; k < 8; k++) {
      barriers[k][(k + 1) % 8] = RING_SADDLES[k];
      barriers[(k + 1) % 8][k] = RING_SADDLES[k];
    }
    return BasinTree.of(RING_MINIMA, barriers);
  }

  private static Set<Integer> below(BasinTree tree, int merge) {
    return Set.copyOf(tree.leavesBelow(tree.leaves() + merge));
  }

  /** Neighbours join from the heaviest on; the lightest, 1, joins at its other side (3.2469), before 2 does (3.2962). */
  @Test
  void weightedRing_mergesInTheOrderOfItsSaddles() {
    BasinTree tree = weightedRing();
    assertThat(tree.merges().stream().map(BasinTree.Merge::height))
        .containsExactly(2.1761, 2.3201, 2.4885, 2.6916, 2.9478, 3.2469, 3.2962);
    assertThat(below(tree, 0)).isEqualTo(Set.of(6, 7));
    assertThat(below(tree, 4)).isEqualTo(Set.of(2, 3, 4, 5, 6, 7));
    assertThat(below(tree, 5)).isEqualTo(Set.of(0, 2, 3, 4, 5, 6, 7));
    assertThat(tree.roots()).containsExactly(14);
    assertThat(tree.leavesBelow(14)).startsWith(7, 6).endsWith(1);
  }

  @Test
  void muellerBrown_joinsTheTwoLowerWellsOfTheValleyFirst() {
    double[] minima = {-146.69952, -108.16672, -80.76782};
    double[][] barriers = {{INF, INF, -40.66484}, {INF, INF, -72.24894}, {INF, INF, INF}};
    BasinTree tree = BasinTree.of(minima, barriers);
    assertThat(tree.merges())
        .containsExactly(
            new BasinTree.Merge(-72.24894, 1, 2), new BasinTree.Merge(-40.66484, 0, 3));
    // leaves 0, 1, 2 stand at 0, 1, 2 (the deepest first); 1-2 join at 1.5, all at 0.75
    assertThat(tree.positions()).containsExactly(0, 1, 2, 1.5, 0.75);
    assertThat(tree.newick())
        .isEqualTo("(basin_1:" + (-40.66484 + 146.69952) + ",(basin_2:" + (-72.24894 + 108.16672)
            + ",basin_3:" + (-72.24894 + 80.76782) + ")-72.24894:" + (-40.66484 + 72.24894)
            + ")-40.66484;\n");
  }

  @Test
  void basinsWithoutABarrierStayApart() {
    double[][] barriers = {{0, 2, INF}, {2, 0, INF}, {INF, INF, 0}};
    BasinTree tree = BasinTree.of(new double[] {1, 0, -1}, barriers);
    assertThat(tree.roots()).containsExactly(2, 3);
    assertThat(tree.passes()[0]).containsExactly(1, 2, INF);
    assertThat(tree.newick()).isEqualTo("basin_3;\n(basin_2:2.0,basin_1:1.0)2.0;\n");
    assertThat(tree.positions()).containsExactly(2, 1, 0, 1.5);
  }

  @Test
  void barrierBelowABasinIsRaisedToIt() {
    BasinTree tree = BasinTree.of(new double[] {0, 3}, new double[][] {{0, 1}, {1, 3}});
    assertThat(tree.merges()).containsExactly(new BasinTree.Merge(3, 0, 1));
  }

  @Test
  void barrierThatIsNotANumberIsABug() {
    double[][] barriers = {{0, Double.NaN}, {Double.NaN, 0}};
    assertThatThrownBy(() -> BasinTree.of(new double[] {0, 1}, barriers))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** At -0.4 one basin is under water, at 2.2 all eight are and 7-8 are one, at 4 all are one. */
  @Test
  void basinsBelowAnEnergy() {
    BasinTree tree = weightedRing();
    assertThat(List.of(-0.4, 2.2, 3.25, 4.0).stream().map(tree::basinsBelow))
        .containsExactly(1, 7, 2, 1);
  }

  /** Passes of random barriers: those of the best path by Floyd and Warshall's algorithm with max for sum, and an ultrametric. */
  @Test
  void passesAreMinMaxPathBarriers() {
    UniformRandomProvider random = RandomKey.ofSeed(4).generator();
    int n = 12;
    double[] energies = random.doubles(n).toArray();
    double[][] barriers = new double[n][n];
    double[][] best = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double barrier = random.nextDouble() < 0.3 ? 1 + random.nextDouble() : INF;
        barriers[i][j] = barriers[j][i] = best[i][j] = best[j][i] = barrier;
      }
      best[i][i] = energies[i];
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          best[i][j] = Math.min(best[i][j], Math.max(best[i][k], best[k][j]));
        }
      }
    }
    double[][] passes = BasinTree.of(energies, barriers).passes();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(passes[i][j]).isCloseTo(best[i][j], within(i == j ? 1e-15 : 0));
        for (int k = 0; k < n; k++) {
          if (i != k) {
            assertThat(passes[i][k]).isLessThanOrEqualTo(Math.max(passes[i][j], passes[j][k]));
          }
        }
      }
    }
  }
}
