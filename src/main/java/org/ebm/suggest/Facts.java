package org.ebm.suggest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.base.Support;
import org.ebm.data.DataSummary;
import org.ebm.data.Examples;
import org.ebm.diagnose.LocalScale;
import org.ebm.diagnose.Moments;

/**
 * What was found in a set of examples.
 *
 * @param count how many there are; none for endless draws
 * @param sample some of them, all where they are few, (n, ...); with the noise of the set, if it has one
 * @param image whether they are pictures rather than points
 * @param classes how many labels there are, 0 for none
 * @param copies share of the sample that repeats an earlier example exactly
 * @param constant numbers of an example that are the same in all
 * @param sd of all numbers, each about its own mean
 * @param scale of points, each coordinate in its own sd
 */
public record Facts(
    OptionalInt count,
    FloatArray sample,
    boolean image,
    int classes,
    double copies,
    int constant,
    double sd,
    Optional<LocalScale> scale) {
  private static final RandomKey KEY = RandomKey.ofSeed(0).fold("suggest");
  private static final int SAMPLE = 5000;
  /** Numbers that are looked at, at most. */
  private static final int MOST_NUMBERS = 20_000_000;
  /** Fewer have no density that could be told from another, and none to spare for the diagnosis. */
  private static final int FEWEST = 20;
  /** Points of more coordinates have no neighbours to measure widths by. */
  static final int MOST_COORDINATES = 100;
  /** Numbers in a picture: 3x128x128. */
  private static final int MOST_PIXELS = 49_152;
  /** Different whole numbers up to which one coordinate looks like a label. */
  private static final int FEW_VALUES = 100;

  /**
   * Looks at them.
   *
   * @param name in messages
   * @throws EbmException with exit 65 for data that cannot be learned as they are
   */
  public static Facts of(Examples data, String name) {
    int most = Math.max(2, Math.min(SAMPLE, MOST_NUMBERS / data.shape().elements()));
    // not the first: files are often sorted, by class for instance
    FloatArray sample = data.drawDifferent(
            (int) Math.min(most, data.size().orElse(most)), KEY.fold("sample"))
        .examples();
    OptionalInt count = data.size().isPresent()
        ? OptionalInt.of(Math.toIntExact(data.size().getAsLong()))
        : OptionalInt.empty();
    if (count.isPresent() && count.getAsInt() < FEWEST) {
      throw unusable(
          name,
          "holds " + count.getAsInt() + (count.getAsInt() == 1 ? " example" : " examples")
              + "; a density needs hundreds at least, thousands for pictures");
    }
    boolean image = data.space().layout() == Layout.IMAGE;
    requireReal(data, sample, name, image);
    Spread spread = Spread.of(sample);
    if (spread.constant == sample.rowElements()) {
      throw unusable(name, "holds one example only, again and again; it has no density");
    }
    int labels = labels(data);
    Optional<LocalScale> scale = image
        ? Optional.empty()
        : Optional.of(LocalScale.of(spread.standard(sample), KEY.fold("scale")));
    return new Facts(
        count, sample, image, labels, copies(sample), spread.constant, spread.sd, scale);
  }

  private static void requireReal(Examples data, FloatArray sample, String name, boolean image) {
    if (data.space().support() != Support.REAL) {
      throw unusable(
          name,
          "are spins or bits, which have neither widths nor steps; see ebm config ls for ising, rbm and boltzmann_machine");
    }
    if (!image && data.shape().rank() != 1) {
      throw unusable(
          name,
          "are examples of " + data.shape() + "; settings are suggested for points and pictures");
    }
    if (image && sample.rowElements() > MOST_PIXELS) {
      throw unusable(
          name,
          "are pictures of " + data.shape() + ", " + sample.rowElements()
              + " numbers each, of which a processor moves a chain in seconds a step; at most "
              + MOST_PIXELS
              + " are suggested for: make them smaller (a folder's are, by --size), or begin with a preset on a GPU (ebm config ls)");
    }
    if (!image && sample.rowElements() > MOST_COORDINATES) {
      throw unusable(
          name,
          "are points of " + sample.rowElements()
              + " coordinates; settings are suggested for up to " + MOST_COORDINATES
              + ": reduce them, by principal components for instance, or give pictures as (n, channels, height, width)");
    }
    Set<Float> values = new TreeSet<>();
    boolean whole = true;
    for (float value : sample.values()) {
      whole &= value == Math.rint(value);
      if (values.size() <= FEW_VALUES) {
        values.add(value);
      }
    }
    if (!image && whole && sample.rowElements() == 1 && values.size() <= FEW_VALUES) {
      throw unusable(
          name,
          "are " + values.size()
              + " different whole numbers, as labels are; name the array of examples (--array), or the columns");
    }
    if (!image && values.size() == 2) {
      throw unusable(
          name, "hold two values only; for bits see ebm config explain boltzmann_machine and rbm");
    }
  }

  private static EbmException unusable(String name, String what) {
    return new EbmException(ExitCode.DAMAGED, name + ": " + what);
  }

  private static int labels(Examples data) {
    return data.draw(2000, KEY.fold("labels"))
        .labels()
        .map(labels -> (int) Arrays.stream(labels).distinct().count())
        .orElse(0);
  }

  private static double copies(FloatArray sample) {
    Map<Integer, List<Integer>> seen = new HashMap<>();
    int copies = 0;
    int width = sample.rowElements();
    for (int row = 0; row < sample.rows(); row++) {
      int from = row * width;
      int hash = Arrays.hashCode(Arrays.copyOfRange(sample.values(), from, from + width));
      List<Integer> like = seen.computeIfAbsent(hash, h -> new ArrayList<>());
      boolean copy = like.stream()
          .anyMatch(other -> Arrays.equals(
              sample.values(),
              from,
              from + width,
              sample.values(),
              other * width,
              (other + 1) * width));
      copies += copy ? 1 : 0;
      like.add(row);
    }
    return copies / (double) sample.rows();
  }

  /** Lines for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String what = image
        ? "pictures of " + sizes()
        : sample.rowElements() == 1
            ? "numbers"
            : "points of " + Counted.of(sample.rowElements(), "coordinate");
    lines.add((count.isPresent() ? count.getAsInt() + " " : "endless ")
        + what
        + (classes > 1 ? ", " + classes + " classes" : ""));
    if (!image && sample.rowElements() <= 8) {
      DataSummary.coordinates(sample)
          .forEach(x -> lines.add(String.format(
              Locale.ROOT,
              "x%d from %.4g to %.4g, sd %.4g",
              lines.size() - 1,
              x.min(),
              x.max(),
              x.sd())));
    }
    scale.ifPresent(found -> lines.add(String.format(
        Locale.ROOT,
        "along their most constrained direction they are %.3g of an sd wide (half of them %.3g)",
        found.narrowest(),
        found.median())));
    if (image) {
      lines.add(String.format(
          Locale.ROOT, "pixels vary by %.3g about their means (sd; black to white is 2)", sd));
    }
    if (constant > 0) {
      lines.add(
          Counted.some(constant, sample.rowElements(), "number") + " the same in all examples");
    }
    if (copies > 0) {
      lines.add(String.format(Locale.ROOT, "%.1f %% are exact copies of others", 100 * copies));
    }
    return lines;
  }

  /** Whether these are pictures of three channels that say the same. */
  public boolean isGrey() {
    int[] shape = sample.shape();
    if (!image || shape[1] != 3) {
      return false;
    }
    int pixels = shape[2] * shape[3];
    float[] values = sample.values();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != values[i - i % (3 * pixels) + i % pixels]) {
        return false;
      }
    }
    return true;
  }

  String sizes() {
    int[] shape = sample.shape();
    return shape[1] + "x" + shape[2] + "x" + shape[3];
  }

  /** Means, sds and what does not vary. */
  private record Spread(double[] mean, double[] each, double sd, int constant) {
    static Spread of(FloatArray sample) {
      int width = sample.rowElements();
      double[] mean = new double[width];
      double[] sd = new double[width];
      double squares = 0;
      int constant = 0;
      for (int column = 0; column < width; column++) {
        double[] values = new double[sample.rows()];
        for (int row = 0; row < values.length; row++) {
          values[row] = sample.values()[row * width + column];
        }
        Moments moments = Moments.of(values);
        mean[column] = moments.mean();
        sd[column] = moments.sd();
        squares += moments.sd() * moments.sd();
        constant += moments.sd() > 0 ? 0 : 1;
      }
      return new Spread(mean, sd, Math.sqrt(squares / width), constant);
    }

    FloatArray standard(FloatArray sample) {
      int width = sample.rowElements();
      FloatArray standard = new FloatArray(sample.shape(), sample.values().clone());
      for (int i = 0; i < standard.values().length; i++) {
        int column = i % width;
        standard.values()[i] = (float)
            ((standard.values()[i] - mean[column]) / Math.max(each[column], Float.MIN_NORMAL));
      }
      return standard;
    }
  }
}
