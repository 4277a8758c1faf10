package org.ebm.data;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.run.DataRecord;
import org.ebm.run.DataRecord.Numbers;

/** What numbers a finite set of data holds: for a look whether they are those that were meant. */
public final class DataSummary {
  /** Points of more coordinates are summed up as a whole. */
  private static final int MOST_COORDINATES = 8;
  /** Numbers that a summary is of; of more, those of the first examples. */
  private static final long MOST_NUMBERS = 10_000_000;

  private DataSummary() {}

  /** Of a set; empty for the exact sampler of a density, of which more is known. */
  public static Optional<DataRecord> of(Examples data) {
    OptionalLong size = data.size();
    if (size.isEmpty()) {
      return Optional.empty();
    }
    boolean each =
        data.space().layout() == Layout.POINT && data.shape().elements() <= MOST_COORDINATES;
    FloatArray examples = some(data);
    List<Numbers> numbers =
        each ? coordinates(examples) : List.of(numbers(examples.values(), 0, 1));
    return Optional.of(new DataRecord(size.getAsLong(), data.shape().sizes(), numbers));
  }

  private static FloatArray some(Examples data) {
    long most = Math.max(1, MOST_NUMBERS / data.shape().elements());
    return data.first((int) Math.min(data.size().orElseThrow(), most));
  }

  /** Of each coordinate of a finite set. */
  static List<Numbers> coordinates(Examples data) {
    return coordinates(some(data));
  }

  /** Of each coordinate of points (n, d). */
  public static List<Numbers> coordinates(FloatArray examples) {
    int width = examples.rowElements();
    return IntStream.range(0, width)
        .mapToObj(column -> numbers(examples.values(), column, width))
        .toList();
  }

  /** Of every stride-th value; the sd is with n, so that a single value has one. */
  private static Numbers numbers(float[] values, int first, int stride) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int n = 0;
    for (int i = first; i < values.length; i += stride) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
      sum += values[i];
      n++;
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = first; i < values.length; i += stride) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new Numbers(min, max, mean, Math.sqrt(squares / n));
  }

  /** {@code data: 900 examples of 2; x0 from 47.1 to 53.2, mean 50.02, sd 1.011; x1 ...}. */
  public static String line(DataRecord data) {
    String size = data.example().stream().map(String::valueOf).collect(Collectors.joining("x"));
    boolean each = data.coordinates().size() > 1 || data.example().equals(List.of(1));
    return "data: " + Counted.of(data.examples(), "example") + " of " + size + "; "
        + IntStream.range(0, data.coordinates().size())
            .mapToObj(i ->
                (each ? "x" + i + " " : "values ") + line(data.coordinates().get(i)))
            .collect(Collectors.joining("; "));
  }

  private static String line(Numbers numbers) {
    return String.format(
        Locale.ROOT,
        "from %.4g to %.4g, mean %.4g, sd %.4g",
        numbers.min(),
        numbers.max(),
        numbers.mean(),
        numbers.sd());
  }
}
