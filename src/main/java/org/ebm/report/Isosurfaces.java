package org.ebm.report;

import java.util.Arrays;
import org.ebm.base.FloatArray;

/** Volumes as pictures: the surface where a value is passed, seen from a corner and shaded by how it lies in the light. */
final class Isosurfaces {
  private static final int SIDE = 84;
  /** Of a cell. */
  private static final double STEP = 0.25;
  /** Half the diagonal of the cube, and so the half width that shows all of it. */
  private static final double HALF = Math.sqrt(3);

  private static final double AMBIENT = 0.25;

  private final FloatArray volumes;
  private final double level;
  private final int[] size;

  private Isosurfaces(FloatArray volumes, double level) {
    this.volumes = volumes;
    this.level = level;
    this.size = Arrays.copyOfRange(volumes.shape(), 2, 5);
  }

  /**
   * @param volumes (n, 1, depth, height, width), height from the top
   * @param level inside is where values are larger
   * @return (n, 3, height, width), values in [-1, 1]; all magenta for a volume with a non-finite value
   */
  static FloatArray draw(FloatArray volumes, double level) {
    Isosurfaces surfaces = new Isosurfaces(volumes, level);
    FloatArray pictures = new FloatArray(
        new int[] {volumes.rows(), 3, SIDE, SIDE}, new float[volumes.rows() * 3 * SIDE * SIDE]);
    for (int row = 0; row < volumes.rows(); row++) {
      boolean finite = volumes.slice(row, row + 1).isFinite();
      boolean[] crossed = surfaces.crossed(row);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        double right = HALF * ((2.0 * (pixel % SIDE) + 1) / SIDE - 1);
        double up = HALF * (1 - (2.0 * (pixel / SIDE) + 1) / SIDE);
        int rgb = surfaces.colour(row, crossed, right, up);
        for (int channel = 0; channel < 3; channel++) {
          pictures.values()[(row * 3 + channel) * SIDE * SIDE + pixel] =
              finite ? (rgb >> (16 - 8 * channel) & 0xFF) / 127.5f - 1 : Float.NaN;
        }
      }
    }
    return pictures;
  }

  /** Of the first place inside that a ray from the eye meets; paper if there is none. */
  private int colour(int row, boolean[] crossed, double right, double up) {
    View view = View.CORNER;
    double step = 2 * STEP / Math.max(size[0], Math.max(size[1], size[2]));
    for (double near = HALF; near > -HALF; near -= step) {
      double[] at = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        at[axis] = right * view.right()[axis] + up * view.up()[axis] + near * view.near()[axis];
      }
      if (crossed[corners(cells(at))] && value(row, at) > level) {
        return shade(row, at);
      }
    }
    return Palette.PAPER.getRGB();
  }

  /** Light comes from where the eye is: a surface across the line of sight is full of colour, one along it dark. */
  private int shade(int row, double[] at) {
    double[] slope = new double[3];
    double wide = 1.5 / size[2];
    for (int axis = 0; axis < 3; axis++) {
      double[] low = at.clone();
      double[] high = at.clone();
      low[axis] -= 2 * wide;
      high[axis] += 2 * wide;
      slope[axis] = value(row, low) - value(row, high);
    }
    double length = Math.sqrt(View.along(slope, slope[0], slope[1], slope[2]));
    double facing = length == 0
        ? 1
        : Math.max(0, View.along(View.CORNER.near(), slope[0], slope[1], slope[2]) / length);
    double light = AMBIENT + (1 - AMBIENT) * facing;
    int rgb = Palette.line(4).getRGB();
    int shaded = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      shaded |= (int) Math.round((rgb >> shift & 0xFF) * light) << shift;
    }
    return shaded;
  }

  /** Between which eight cells the surface can be, by {@link #corners}: one of them is inside. Nearly all of a ray is elsewhere. */
  private boolean[] crossed(int row) {
    boolean[] crossed = new boolean[(size[0] + 1) * (size[1] + 1) * (size[2] + 1)];
    for (int i = 0; i < volumes.rowElements(); i++) {
      if (volumes.values()[row * volumes.rowElements() + i] > level) {
        int width = i % size[2];
        int height = i / size[2] % size[1];
        int depth = i / (size[1] * size[2]);
        for (int corner = 0; corner < 8; corner++) {
          crossed[
              ((depth + (corner & 1)) * (size[1] + 1) + height + (corner >> 1 & 1)) * (size[2] + 1)
                  + width
                  + (corner >> 2)] = true;
        }
      }
    }
    return crossed;
  }

  /** Number of the eight cells around a place; those outside the cube count as its border. */
  private int corners(double[] cells) {
    int at = 0;
    for (int axis = 0; axis < 3; axis++) {
      int low = (int) Math.floor(cells[axis]);
      at = at * (size[axis] + 1) + Math.min(Math.max(low + 1, 0), size[axis]);
    }
    return at;
  }

  /** A place (right, near, up) in cells along depth, height and width. */
  private double[] cells(double[] at) {
    return new double[] {
      (at[1] + 1) / 2 * size[0] - 0.5,
      (1 - at[2]) / 2 * size[1] - 0.5,
      (at[0] + 1) / 2 * size[2] - 0.5
    };
  }

  /** Between the middles of cells linear along each axis; outside the cube one below the level. */
  private double value(int row, double[] place) {
    double[] cells = cells(place);
    double sum = 0;
    for (int corner = 0; corner < 8; corner++) {
      double share = 1;
      int at = 0;
      boolean inside = true;
      for (int axis = 0; axis < 3; axis++) {
        int low = (int) Math.floor(cells[axis]);
        int cell = low + (corner >> axis & 1);
        double part = cells[axis] - low;
        share *= (corner >> axis & 1) == 1 ? part : 1 - part;
        inside &= cell >= 0 && cell < size[axis];
        at = at * size[axis] + cell;
      }
      sum += share * (inside ? volumes.values()[row * volumes.rowElements() + at] : level - 1);
    }
    return sum;
  }
}
