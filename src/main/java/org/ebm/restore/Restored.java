package org.ebm.restore;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/**
 * What is known of x after an observation, (observations, shape...) each.
 *
 * @param low 5 % quantile of each element
 * @param high 95 % quantile
 * @param map most probable x that descent reached
 * @param draws of each observation, (draws, shape...)
 * @param rHat of each observation, NaN where chains did not move
 */
public record Restored(
    FloatArray mean,
    FloatArray sd,
    FloatArray low,
    FloatArray high,
    FloatArray map,
    List<FloatArray> draws,
    double[] rHat) {
  static final double LOW = 0.05;
  static final double HIGH = 0.95;

  static Restored of(Draws draws, FloatArray map) {
    int m = draws.perObservation().size();
    return new Restored(
        joined(m, draws::mean),
        joined(m, draws::sd),
        joined(m, i -> draws.quantile(i, LOW)),
        joined(m, i -> draws.quantile(i, HIGH)),
        map,
        draws.perObservation(),
        IntStream.range(0, m).mapToDouble(draws::rHat).toArray());
  }

  private static FloatArray joined(int m, IntFunction<FloatArray> each) {
    return FloatArray.concat(IntStream.range(0, m).mapToObj(each).toList());
  }

  /** One draw of each observation. */
  FloatArray draw(int number) {
    return FloatArray.concat(
        draws.stream().map(all -> all.slice(number, number + 1)).toList());
  }

  /** Three draws of different chains. */
  List<FloatArray> three() {
    int count = draws.get(0).rows();
    return IntStream.range(0, 3).mapToObj(i -> draw((2 * i + 1) * count / 6)).toList();
  }

  /** Share of the elements that count whose truth lies in its interval, of one observation. */
  double coverage(int observation, FloatArray truth, float[] counts) {
    int width = mean.rowElements();
    int inside = 0;
    int all = 0;
    for (int i = 0; i < width; i++) {
      int at = observation * width + i;
      if (counts[i] == 1) {
        all++;
        float x = truth.values()[at];
        inside += low.values()[at] <= x && x <= high.values()[at] ? 1 : 0;
      }
    }
    return (double) inside / all;
  }

  /** Mean width of these elements' intervals, of one observation. */
  double width(int observation, float[] counts) {
    int width = mean.rowElements();
    double sum = 0;
    int all = 0;
    for (int i = 0; i < width; i++) {
      int at = observation * width + i;
      if (counts[i] == 1) {
        all++;
        sum += high.values()[at] - low.values()[at];
      }
    }
    return sum / all;
  }
}
