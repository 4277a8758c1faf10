package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Sets of points in space: a .npy (n, points, 3), a .npz with such an array and, if it has one named labels, a class for each, or a folder of .ply, .xyz and .off files, one set each, one sub-folder one class.
 * Of a set with more points than wanted some are drawn by a fixed key, of an .off file with polygons points of its surface. Centred and scaled set by set.
 */
@Kind("point_sets")
public record PointSets(
    @Key(
        ".npy or .npz file, or folder with .ply, .xyz and .off files, or with one sub-folder per class")
    Path file,

    @Key(value = "points of each set; of sets with more, so many are drawn", range = ">= 1")
    int points,

    @Key(value = "which array of a .npz; auto: its only one of three axes", byDefault = "auto")
    Optional<String> array,

    @Key(
        value = "mean: each set less the mean of its points; none: where it is",
        byDefault = "mean")
    Centre centre,

    @Key(
        value = "sphere: each set's farthest point at distance 1; none: as large as it is",
        byDefault = "sphere")
    Scale scale,

    @Key(value = "sd added to each coordinate at each draw", range = ">= 0", byDefault = "0")
    double noise,

    @Key(value = HoldOut.HELP, range = ">= 0", byDefault = "none")
    Optional<Double> holdOut,

    @Key(
        value = "the examples that hold_out leaves out, in place of the others",
        byDefault = "false")
    boolean heldOutOnly)
    implements Dataset {
  /** Where the origin of a set is put. */
  public enum Centre {
    MEAN,
    NONE
  }

  /** What is made one long. */
  public enum Scale {
    SPHERE,
    NONE
  }

  public PointSets {
    HoldOut.require(holdOut);
  }

  @Override
  public Shape shape() {
    return Shape.of(points, 3);
  }

  @Override
  public Space space() {
    return Space.real(shape(), Layout.POINT_SET);
  }

  @Override
  public Examples open() {
    return read().part(holdOut, heldOutOnly);
  }

  private NumberPool read() {
    PointSetReader reader = Files.isDirectory(file)
        ? PointSetReader.ofFolder(file, points)
        : PointSetReader.ofArray(file, array, points);
    float[] values = reader.sets().values();
    for (int from = 0; from < values.length; from += 3 * points) {
      move(values, from);
    }
    return new NumberPool(
        space(),
        reader.sets(),
        reader.labels(),
        new PixelNoise(noise),
        reader.fingerprint(),
        reader.remarks());
  }

  private void move(float[] values, int from) {
    for (int axis = 0; axis < 3 && centre == Centre.MEAN; axis++) {
      double sum = 0;
      for (int i = 0; i < points; i++) {
        sum += values[from + 3 * i + axis];
      }
      for (int i = 0; i < points; i++) {
        values[from + 3 * i + axis] -= (float) (sum / points);
      }
    }
    double farthest = 0;
    for (int i = 0; i < points; i++) {
      double x = values[from + 3 * i];
      double y = values[from + 3 * i + 1];
      double z = values[from + 3 * i + 2];
      farthest = Math.max(farthest, Math.sqrt(x * x + y * y + z * z));
    }
    // a set of one place has no size, and stays
    for (int i = 0; i < 3 * points && scale == Scale.SPHERE && farthest > 0; i++) {
      values[from + i] /= (float) farthest;
    }
  }

  @Override
  public Optional<Dataset> heldOut() {
    return HoldOut.isUsed(holdOut) ? Optional.of(holding(holdOut, true)) : Optional.empty();
  }

  @Override
  public Dataset divided() {
    return holdOut.isEmpty()
        ? HoldOut.usual(OptionalLong.of(read().all().rows()))
            .<Dataset>map(usual -> holding(Optional.of(usual), false))
            .orElse(this)
        : this;
  }

  private PointSets holding(Optional<Double> part, boolean only) {
    return new PointSets(file, points, array, centre, scale, noise, part, only);
  }
}
