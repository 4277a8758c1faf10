package org.ebm.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.files.Sha256;

/**
 * Point sets as they are in files, so many points each.
 *
 * @param sets (n, points, 3)
 */
record PointSetReader(
    FloatArray sets, Optional<int[]> labels, String fingerprint, List<String> remarks) {
  private static final RandomKey KEY = RandomKey.ofSeed(0).fold("point_sets");
  private static final LabelledArray.Wanted WANTED = new LabelledArray.Wanted(
      "point_sets", 3, "sets of points (n, points, 3)", "a folder of .ply, .xyz and .off files");

  /** Of every file of a kind that is known, in sorted order; one sub-folder is one class. */
  static PointSetReader ofFolder(Path folder, int points) {
    PictureFiles found = PictureFiles.in(folder, PointFile.KINDS);
    List<Path> files = found.pictures();
    if (files.isEmpty()) {
      throw Damage.missing(
          folder, "has no .ply, .xyz or .off file in it or below", "correct data.point_sets.file");
    }
    FloatArray sets = FloatArray.zeros(Shape.of(points, 3), files.size());
    for (int i = 0; i < files.size(); i++) {
      Mesh mesh = PointFile.read(files.get(i));
      if (mesh.triangles().length > 0 && !(mesh.areas()[mesh.areas().length - 1] > 0)) {
        throw EbmException.damaged(files.get(i), "has polygons without any area");
      }
      if (mesh.triangles().length == 0) {
        requirePoints(files.get(i), mesh.count(), points);
      }
      float[] sample = mesh.sample(points, KEY.fold(i));
      System.arraycopy(sample, 0, sets.values(), i * sample.length, sample.length);
    }
    List<Path> parents = files.stream().map(Path::getParent).toList();
    List<Path> classes = new ArrayList<>(new TreeSet<>(parents));
    return new PointSetReader(
        sets,
        classes.size() == 1
            ? Optional.empty()
            : Optional.of(parents.stream().mapToInt(classes::indexOf).toArray()),
        Fingerprint.ofFiles(folder, files),
        found.passedOver().isEmpty()
            ? List.of()
            : List.of(folder + ": " + Counted.of(files.size(), "file")
                + " read (.ply, .xyz, .off); passed over are " + found.passedOver()));
  }

  /** Of a .npy, or of one array of a .npz, which may have labels beside it. */
  static PointSetReader ofArray(Path file, Optional<String> name, int points) {
    LabelledArray read = LabelledArray.read(file, name, WANTED);
    int[] shape = read.values().shape();
    if (shape[2] != 3) {
      throw LabelledArray.misfit(file, read.values(), WANTED);
    }
    requirePoints(file, shape[1], points);
    return new PointSetReader(
        some(read.values(), points), read.labels(), Sha256.hex(file), List.of());
  }

  private static void requirePoints(Path from, int there, int wanted) {
    if (there < wanted) {
      throw EbmException.damaged(
          from,
          "holds " + Counted.of(there, "point") + ", and each set is to have " + wanted
              + "; lower data.point_sets.points and the network's input");
    }
  }

  private static FloatArray some(FloatArray all, int points) {
    if (all.shape()[1] == points) {
      return all;
    }
    FloatArray sets = FloatArray.zeros(Shape.of(points, 3), all.rows());
    for (int i = 0; i < all.rows(); i++) {
      float[] set =
          Arrays.copyOfRange(all.values(), i * all.rowElements(), (i + 1) * all.rowElements());
      float[] sample = new Mesh(set, new int[0]).sample(points, KEY.fold(i));
      System.arraycopy(sample, 0, sets.values(), i * sample.length, sample.length);
    }
    return sets;
  }
}
