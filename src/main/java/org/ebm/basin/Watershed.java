package org.ebm.basin;

import java.util.Arrays;
import java.util.List;
import org.ebm.diagnose.Grid2d;

/** Which basin of a map each cell of a grid belongs to: the one whose representative lies below it. */
final class Watershed {
  private Watershed() {}

  /** Basin of each cell; -1 where there is no finite energy, or no way to a representative. */
  static int[] basins(BasinMap.Plane plane, List<State> representatives) {
    GridBasins pits = GridBasins.of(plane.grid(), plane.energies(), 0);
    int[] owner = new int[pits.tree().nodes()];
    Arrays.fill(owner, -1);
    for (int basin = representatives.size() - 1; basin >= 0; basin--) {
      int pit = pits.basins()[cell(plane.grid(), representatives.get(basin).position())];
      if (pit >= 0) {
        owner[pit] = basin;
      }
    }
    // a pit without a representative is part of the basin beyond its lowest pass
    for (int node = pits.tree().leaves(); node < pits.tree().nodes(); node++) {
      BasinTree.Merge merge = pits.tree().merge(node);
      int known = owner[merge.first()] >= 0 ? owner[merge.first()] : owner[merge.second()];
      owner[node] = known;
      for (int side : new int[] {merge.first(), merge.second()}) {
        if (owner[side] < 0) {
          pits.tree().leavesBelow(side).forEach(leaf -> owner[leaf] = known);
        }
      }
    }
    return Arrays.stream(pits.basins()).map(pit -> pit < 0 ? -1 : owner[pit]).toArray();
  }

  /** The cell that a point lies in, or the nearest to it. */
  private static int cell(Grid2d grid, float[] point) {
    int column = (int) Math.floor((point[0] - grid.xMin()) / grid.cellWidth());
    int row = (int) Math.floor((point[1] - grid.yMin()) / grid.cellHeight());
    int last = grid.n() - 1;
    return Math.max(0, Math.min(last, row)) * grid.n() + Math.max(0, Math.min(last, column));
  }
}
