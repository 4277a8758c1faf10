package org.ebm.base;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What to do in NumPy about an array that is not examples of a shape along a first axis. */
public final class ShapeAdvice {
  private ShapeAdvice() {}

  /**
   * {@code holds (64, 16, 16, 1), wanted (n, 1, 16, 16): channels first; np.transpose(x, (0, 3, 1, 2))}.
   *
   * @param found of the array
   * @param wanted of one example
   */
  public static String of(int[] found, Shape wanted) {
    String sizes = wanted.sizes().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "holds " + tuple(found) + ", wanted (n, " + sizes + ")" + remedy(found, wanted, sizes);
  }

  private static String remedy(int[] found, Shape wanted, String sizes) {
    boolean image = wanted.isImage();
    if (image && Arrays.equals(found, channelsLast(found, wanted))) {
      return ", channels first: np.transpose(x, (0, 3, 1, 2))";
    }
    long count = Arrays.stream(found).asLongStream().reduce(1, (a, b) -> a * b);
    boolean fits = count > 0 && count % wanted.elements() == 0;
    boolean sameRows = found.length > 0 && count == (long) found[0] * wanted.elements();
    boolean vector = found.length == 1;
    boolean one =
        Arrays.equals(found, wanted.sizes().stream().mapToInt(Integer::intValue).toArray());
    return (image ? ", channels first" : "")
        + (fits && (sameRows || vector || one) ? ": x.reshape(-1, " + sizes + ")" : "");
  }

  /** The shape of as many images whose channels come last. */
  private static int[] channelsLast(int[] found, Shape wanted) {
    int[] sizes = wanted.sizes().stream().mapToInt(Integer::intValue).toArray();
    return IntStream.of(found.length == 0 ? 0 : found[0], sizes[1], sizes[2], sizes[0])
        .toArray();
  }

  private static String tuple(int[] shape) {
    return Arrays.stream(shape)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
  }
}
