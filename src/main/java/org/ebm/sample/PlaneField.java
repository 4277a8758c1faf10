package org.ebm.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Support;
import org.ebm.data.Box;
import org.ebm.diagnose.Grid2d;
import org.ebm.energy.Potential;
import org.ebm.files.Npz;
import org.ebm.run.RunDirectory;

/** {@code field.npz} of chains in the plane: U on a grid over where data and chains are, so that pictures need no engine. */
final class PlaneField {
  static final String FILE = "field.npz";
  static final String ENERGY = "energy";
  private static final String BOX = "box";
  private static final int CELLS = 120;

  private PlaneField() {}

  /**
   * Writes it, if the energy is one of the plane and stands alone.
   *
   * @param energies U of points (n, 2)
   * @param data where they lie, if there are data
   * @param starts of all chains, whichever of them move here: so shards draw the same part of the plane
   */
  static void write(
      RunDirectory run,
      Potential energy,
      Optional<Box> data,
      Supplier<FloatArray> starts,
      UnaryOperator<FloatArray> energies) {
    if (!energy.shape().equals(Shape.of(2))
        || energy.space().support() != Support.REAL
        || energy.mustBeTold()) {
      return;
    }
    Box box = data.orElseGet(() -> around(starts.get()));
    Grid2d grid = new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), CELLS);
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put(
        ENERGY,
        new FloatArray(new int[] {CELLS, CELLS}, energies.apply(grid.centres()).values()));
    arrays.put(
        BOX, FloatArray.of((float) box.xMin(), (float) box.xMax(), (float) box.yMin(), (float)
            box.yMax()));
    Npz.write(run.file(FILE), arrays);
  }

  /** The grid that the energies of a file are on. */
  static Grid2d grid(Map<String, FloatArray> field) {
    float[] box = array(field, BOX).values();
    return new Grid2d(box[0], box[1], box[2], box[3], array(field, ENERGY).rows());
  }

  static FloatArray array(Map<String, FloatArray> arrays, String name) {
    return Optional.ofNullable(arrays.get(name))
        .orElseThrow(
            () -> EbmException.damaged(FILE, "no array " + name + ", got " + arrays.keySet()));
  }

  /** With a quarter as much room on each side: chains go where the energy leads them. */
  private static Box around(FloatArray points) {
    double[] box = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int i = 0; i < points.values().length; i++) {
      int axis = 2 * (i % 2);
      box[axis] = Math.min(box[axis], points.values()[i]);
      box[axis + 1] = Math.max(box[axis + 1], points.values()[i]);
    }
    double width = Math.max(box[1] - box[0], 1e-6) / 4;
    double height = Math.max(box[3] - box[2], 1e-6) / 4;
    return new Box(box[0] - width, box[1] + width, box[2] - height, box[3] + height);
  }
}
