package org.ebm.data;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Uniform on the dark squares of a board centred at the origin; the square with the smallest x and y is dark. With the defaults, the usual eight
 * squares on [-4, 4]^2.
 * <p>The density jumps at the edges: q = 1 / (dark squares x side^2) on them, 0 elsewhere. Squares hold their lower edges, not their upper ones.
 */
@Kind("checkerboard")
public record Checkerboard(
    @Key(value = "squares along each side of the board", range = ">= 1", byDefault = "4")
    int squares,

    @Key(value = "side of a square, data units", range = "> 0", byDefault = "2.0")
    double side)
    implements Dataset {

  @Override
  public Shape shape() {
    return PlaneExamples.POINT;
  }

  /** Fresh draws: another key gives others. */
  @Override
  public Optional<Dataset> heldOut() {
    return Optional.of(this);
  }

  @Override
  public Examples open() {
    return PlaneExamples.of(identity(), new Density(squares, side));
  }

  /** What old runs know these data by: a key that comes later is named only where it is not its default. */
  String identity() {
    return "Checkerboard[squares=" + squares + ", side=" + side + "]";
  }

  private record Density(int squares, double side) implements PlaneDensity {
    @Override
    public double[] draw(Dice dice) {
      while (true) {
        int column = dice.index(squares);
        int row = dice.index(squares);
        if (isDark(column, row)) {
          return new double[] {
            (column + dice.uniform()) * side - half(), (row + dice.uniform()) * side - half()
          };
        }
      }
    }

    @Override
    public double log(double x, double y) {
      double column = Math.floor((x + half()) / side);
      double row = Math.floor((y + half()) / side);
      boolean onBoard = column >= 0 && column < squares && row >= 0 && row < squares;
      if (!onBoard || !isDark((int) column, (int) row)) {
        return Double.isNaN(x + y) ? Double.NaN : Double.NEGATIVE_INFINITY;
      }
      long dark = ((long) squares * squares + 1) / 2;
      return -Math.log(dark * side * side);
    }

    @Override
    public Box box() {
      return Box.square(half() + side / 4);
    }

    private double half() {
      return squares * side / 2;
    }

    private static boolean isDark(int column, int row) {
      return (column + row) % 2 == 0;
    }
  }
}
