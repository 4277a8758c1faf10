package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.NpzContents;

/**
 * A .npy, or one array of a .npz, with a class for each row where the .npz has an array named labels.
 *
 * @param values all finite, of as many axes as were asked for
 */
record LabelledArray(FloatArray values, Optional<int[]> labels) {
  private static final String LABELS = "labels";

  /**
   * What is read, and for whom.
   *
   * @param kind of data, as in a configuration
   * @param axes of the array, examples the first
   * @param words for a message: {@code sets of points (n, points, 3)}
   * @param folder what else the file may be: {@code a folder of .ply files}
   */
  record Wanted(String kind, int axes, String words, String folder) {}

  /**
   * @param name of the array; empty: the only one of so many axes
   * @throws EbmException exit 78 if there is no such file, 65 if it holds anything else
   */
  static LabelledArray read(Path file, Optional<String> name, Wanted wanted) {
    if (!Files.isRegularFile(file)) {
      throw new EbmException(
          ExitCode.CONFIG,
          "data." + wanted.kind() + ".file: " + file + ": " + NoFile.reason(file)
              + "; give a .npy or .npz file, or " + wanted.folder());
    }
    Optional<NpzContents> contents =
        file.toString().endsWith(".npz") ? Optional.of(NpzContents.of(file)) : Optional.empty();
    FloatArray values = contents
        .map(arrays -> arrays.read(chosen(arrays, name, wanted)))
        .orElseGet(() -> Npy.read(file));
    if (values.shape().length != wanted.axes() || values.rows() == 0) {
      throw misfit(file, values, wanted);
    }
    requireFinite(file, values);
    Optional<int[]> labels = contents
        .filter(arrays -> arrays.has(LABELS))
        .map(arrays -> labels(file, arrays.read(LABELS), values.rows()));
    return new LabelledArray(values, labels);
  }

  /** What is said of an array of another shape. */
  static EbmException misfit(Path file, FloatArray values, Wanted wanted) {
    return EbmException.damaged(
        file,
        "must hold " + wanted.words() + ", got " + Arrays.toString(values.shape())
            + "; one alone has 1 as its first size");
  }

  private static String chosen(NpzContents arrays, Optional<String> name, Wanted wanted) {
    List<String> fit = arrays.shapes().entrySet().stream()
        .filter(array -> array.getValue().length == wanted.axes())
        .map(Map.Entry::getKey)
        .toList();
    return name.or(() -> fit.size() == 1 ? Optional.of(fit.get(0)) : Optional.empty())
        .filter(arrays::has)
        .orElseThrow(() -> EbmException.damaged(
            arrays.file(),
            name.map(given -> "has no array '" + given + "'")
                    .orElse("has not one array of " + wanted.axes() + " axes alone")
                + ", got " + arrays.listed() + "; set data." + wanted.kind() + ".array"));
  }

  private static int[] labels(Path file, FloatArray read, int rows) {
    int[] labels = new int[read.values().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) read.values()[i];
      if (labels[i] != read.values()[i] || labels[i] < 0) {
        throw EbmException.damaged(
            file,
            "labels must be whole numbers from 0 on, got " + read.values()[i] + " in row " + i
                + " (the first is 0)");
      }
    }
    if (read.shape().length != 1 || labels.length != rows) {
      throw EbmException.damaged(
          file,
          "labels must be one for each of " + Counted.of(rows, "example") + ", got "
              + Arrays.toString(read.shape()));
    }
    return labels;
  }

  private static void requireFinite(Path file, FloatArray read) {
    for (int i = 0; i < read.values().length; i++) {
      if (!Float.isFinite(read.values()[i])) {
        throw EbmException.damaged(
            file,
            "example " + i / read.rowElements()
                + " (the first is 0) holds NaN or infinite values, got " + read.values()[i]
                + "; remove such examples");
      }
    }
  }
}
