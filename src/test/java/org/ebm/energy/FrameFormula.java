package org.ebm.energy;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ebm.base.FloatArray;

/** U of a {@link Frame} in float64, pixel by pixel. */
final class FrameFormula {
  private FrameFormula() {}

  static Frame energy(
      Frame.Values values, Frame.Places places, List<Integer> input, Filter... filters) {
    return new Frame(input, List.of(filters), 5, 0.75, values, places);
  }

  /** Unlike for neighbouring bins, and as strong as sweeps still mix: chains of another law are told from these. */
  static FloatArray potentials(Frame frame) {
    int[] shape = frame.parameters().get(0).shape().sizes().stream()
        .mapToInt(size -> size)
        .toArray();
    float[] numbers = new float[shape[0] * shape[1]];
    float divisor = frame.places() == Frame.Places.EACH ? 8 : 2;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (i * 7 % 11 - 5) / divisor;
    }
    return new FloatArray(shape, numbers);
  }

  static ToDoubleFunction<double[]> of(Frame frame, FloatArray potentials) {
    int height = frame.input().get(1);
    int width = frame.input().get(2);
    int plane = height * width;
    boolean each = frame.places() == Frame.Places.EACH;
    // once: the formula is asked thousands of times
    List<Filter.Kernel> kernels = frame.kernels();
    List<Middles> middles = kernels.stream()
        .map(kernel ->
            new Middles(frame.middle(kernel, 0), frame.middle(kernel, 1) - frame.middle(kernel, 0)))
        .toList();
    return x -> {
      double sum = 0;
      for (int k = 0; k < kernels.size(); k++) {
        Filter.Kernel kernel = kernels.get(k);
        for (int at = 0; at < x.length; at++) {
          int place = at % plane;
          double response = 0;
          double[][] weights = kernel.weights();
          for (int dy = 0; dy < weights.length; dy++) {
            for (int dx = 0; dx < weights[0].length; dx++) {
              int row = Math.floorMod(place / width + dy - weights.length / 2, height);
              int column = Math.floorMod(place % width + dx - weights[0].length / 2, width);
              response += weights[dy][dx] * pixel(frame, x[at - place + row * width + column]);
            }
          }
          int row = each ? k * plane + place : k;
          sum += lambda(frame, middles.get(k), response, potentials, row);
        }
      }
      return sum;
    };
  }

  /** Of a filter's bins. */
  private record Middles(double first, double apart) {}

  private static double pixel(Frame frame, double x) {
    return switch (frame.values()) {
      case REAL, SPIN -> x;
      case BIT -> 2 * x - 1;
      case GREY -> 2 * x / 7 - 1;
    };
  }

  private static double lambda(
      Frame frame, Middles middles, double response, FloatArray potentials, int row) {
    int bins = frame.bins();
    double place = (response - middles.first()) / middles.apart();
    float[] numbers = potentials.values();
    if (frame.values() == Frame.Values.REAL) {
      int low = (int) Math.max(0, Math.min(bins - 2, Math.floor(place)));
      return numbers[row * bins + low] * (low + 1 - place)
          + numbers[row * bins + low + 1] * (place - low);
    }
    // the middle of bin 0 is half a bin from its edge; a thousandth of a bin, so that none lies on
    // an edge
    int bin = (int) Math.max(0, Math.min(bins - 1, Math.floor(place + 0.5 + 1e-3)));
    return numbers[row * bins + bin];
  }
}
