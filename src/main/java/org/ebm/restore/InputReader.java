package org.ebm.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.data.Pictures;
import org.ebm.energy.Operator;
import org.ebm.files.Npy;
import org.ebm.files.UserPath;
import org.ebm.restore.Observations.Form;

/**
 * Reads observations, and what is behind them, from files. One that cannot be used is refused with what is wrong; the others go on.
 *
 * @param x shape of what is restored
 * @param seen by which it is observed
 */
public record InputReader(Shape x, Operator.Opened seen) {
  /**
   * Reads all there are.
   *
   * @throws EbmException if none can be used: the first one's problem
   */
  public Observations read(Path input, Optional<Path> truth) {
    boolean arrays = input.toString().endsWith(".npy");
    List<One> all = new ArrayList<>();
    List<EbmException> problems = new ArrayList<>();
    if (arrays) {
      rows(input, truth, all, problems);
    } else {
      pictures(input, truth, all, problems);
    }
    if (all.isEmpty()) {
      throw problems.get(0);
    }
    List<FloatArray> truths = all.stream().flatMap(one -> one.truth().stream()).toList();
    return new Observations(
        all.stream().map(One::name).toList(),
        FloatArray.concat(all.stream().map(One::y).toList()),
        truths.isEmpty() ? Optional.empty() : Optional.of(FloatArray.concat(truths)),
        arrays ? Form.ARRAYS : Form.PICTURES,
        problems.stream().map(EbmException::getMessage).toList(),
        List.of());
  }

  /** One observation: (1, shape of y), and (1, shape of x). */
  private record One(String name, FloatArray y, Optional<FloatArray> truth) {}

  private void pictures(
      Path input, Optional<Path> truth, List<One> all, List<EbmException> problems) {
    if (!Files.exists(input)) {
      throw new ConfigException(
          "input", input + ": no such file or folder; give a picture, a folder or a .npy file");
    }
    requirePictures(seen.observed(), "input");
    boolean isFolder = Files.isDirectory(input);
    for (Path file : Pictures.in(input)) {
      Path relative = isFolder ? input.relativize(file) : UserPath.of(fileName(file));
      try {
        FloatArray y = seenOnly(picture(file, seen.observed()));
        Optional<FloatArray> behind =
            truth.map(place -> picture(isFolder ? place.resolve(relative.toString()) : place, x));
        all.add(new One(withoutEnding(relative), y, behind));
      } catch (EbmException e) {
        problems.add(e);
      }
    }
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** {@code cats/tom} of {@code cats/tom.png}. */
  private static String withoutEnding(Path file) {
    String name = file.toString();
    return name.substring(0, name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
  }

  private static void requirePictures(Shape shape, String key) {
    if (!shape.isImage() || (shape.size(0) != 1 && shape.size(0) != 3)) {
      throw new ConfigException(key, "must be a .npy file: y of shape " + shape + " is no picture");
    }
  }

  private static FloatArray picture(Path file, Shape shape) {
    if (!Files.isRegularFile(file)) {
      throw new EbmException(ExitCode.CONFIG, file + ": no such file, so there is no truth to it");
    }
    FloatArray pixels = Pictures.read(file, shape.size(0));
    if (!Arrays.equals(pixels.shape(), sizes(shape))) {
      throw EbmException.damaged(
          file,
          "must be " + shape.size(2) + " pixels wide and " + shape.size(1) + " high, got "
              + pixels.shape()[2] + " x " + pixels.shape()[1] + "; cut or scale it");
    }
    return new FloatArray(shape.batch(1), pixels.values());
  }

  private void rows(Path input, Optional<Path> truth, List<One> all, List<EbmException> problems) {
    FloatArray y = array(input, seen.observed(), "input");
    Optional<FloatArray> behind = truth.map(file -> array(file, x, "truth"));
    behind.filter(rows -> rows.rows() != y.rows()).ifPresent(rows -> {
      throw new ConfigException(
          "truth", "must have as many rows as input, " + y.rows() + ", got " + rows.rows());
    });
    for (int row = 0; row < y.rows(); row++) {
      int at = row;
      Optional<String> problem = problem(y.slice(row, row + 1));
      if (problem.isPresent()) {
        problems.add(
            EbmException.damaged(input, "row " + row + " (counted from 0) " + problem.get()));
      } else {
        all.add(new One(
            String.valueOf(row),
            seenOnly(y.slice(row, row + 1)),
            behind.map(rows -> rows.slice(at, at + 1))));
      }
    }
  }

  private static FloatArray array(Path file, Shape one, String key) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(key, file + ": no such file; give a .npy file");
    }
    FloatArray read = Npy.read(file);
    boolean isOne = Arrays.equals(read.shape(), sizes(one));
    FloatArray rows = isOne ? new FloatArray(one.batch(1), read.values()) : read;
    if (rows.shape().length == 0 || !Arrays.equals(rows.shape(), one.batch(rows.rows()))) {
      throw new ConfigException(
          key, file + ": must be (" + one + ") or (observations, " + one + "), got " + read);
    }
    if (rows.rows() == 0) {
      throw EbmException.damaged(file, "holds no observation");
    }
    Pictures.requirePixels(file, one, rows);
    return rows;
  }

  /** Numbers that are not seen may be anything, such as the NaN that marks them. */
  private Optional<String> problem(FloatArray y) {
    for (int i = 0; i < y.values().length; i++) {
      int element = i;
      boolean isSeen = seen.seen().filter(mask -> mask.values()[element] == 0).isEmpty();
      if (isSeen && !Float.isFinite(y.values()[i])) {
        return Optional.of("has " + y.values()[i] + " at element " + i + ", which is seen");
      }
    }
    return Optional.empty();
  }

  /** With 0 where nothing is seen, whatever stands there. */
  private FloatArray seenOnly(FloatArray y) {
    float[] values = y.values().clone();
    seen.seen().ifPresent(mask -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = mask.values()[i] == 0 ? 0 : values[i];
      }
    });
    return new FloatArray(y.shape(), values);
  }

  private static int[] sizes(Shape shape) {
    return shape.sizes().stream().mapToInt(size -> size).toArray();
  }
}
