package org.ebm.report;

import java.util.stream.DoubleStream;
import org.ebm.diagnose.Grid2d;

/** Lines of equal value on a grid, by marching squares: each square between four cell centres is crossed by straight pieces. Source: Lorensen and Cline (1987), in two dimensions. */
final class Contours {
  private Contours() {}

  /** Pieces x1, y1, x2, y2 where the values pass a level; none where one of the four is not finite. */
  static double[] of(Grid2d grid, double[] values, double level) {
    DoubleStream.Builder pieces = DoubleStream.builder();
    int n = grid.n();
    for (int row = 0; row + 1 < n; row++) {
      for (int column = 0; column + 1 < n; column++) {
        square(grid, values, level, row, column, pieces);
      }
    }
    return pieces.build().toArray();
  }

  /** Crossings of the sides from one corner to the next around the square, joined two by two. */
  private static void square(
      Grid2d grid,
      double[] values,
      double level,
      int row,
      int column,
      DoubleStream.Builder pieces) {
    int[] rows = {row, row, row + 1, row + 1};
    int[] columns = {column, column + 1, column + 1, column};
    for (int corner = 0; corner < 4; corner++) {
      if (!Double.isFinite(values[rows[corner] * grid.n() + columns[corner]])) {
        return;
      }
    }
    for (int side = 0; side < 4; side++) {
      int next = (side + 1) % 4;
      double from = values[rows[side] * grid.n() + columns[side]] - level;
      double to = values[rows[next] * grid.n() + columns[next]] - level;
      if (from < 0 != to < 0) {
        double share = from / (from - to);
        double x1 = grid.x(columns[side]);
        double y1 = grid.y(rows[side]);
        pieces.add(x1 + share * (grid.x(columns[next]) - x1));
        pieces.add(y1 + share * (grid.y(rows[next]) - y1));
      }
    }
  }
}
