package org.ebm.diagnose;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/**
 * Space cut into cells around k centres, which are found in all samples together without knowing which point came from which: so under one law the shares of
 * two samples in the cells differ by chance alone. Lloyd's algorithm from the seeds of Arthur and Vassilvitskii (2007), k-means++: The advantages of careful seeding, SODA.
 */
final class Cells {
  private static final int ROUNDS = 15;

  private final float[][] centres;

  private Cells(float[][] centres) {
    this.centres = centres;
  }

  /** @param samples (n, ...) each, of finite values */
  static Cells around(List<FloatArray> samples, int k, RandomKey key) {
    FloatArray all = FloatArray.concat(samples);
    Cells cells = new Cells(seeds(all, k, key.fold("cells").generator()));
    for (int round = 0; round < ROUNDS; round++) {
      cells.moveTo(all);
    }
    return cells;
  }

  int count() {
    return centres.length;
  }

  /** The cell of each point (n, ...). */
  int[] of(FloatArray points) {
    int[] cells = new int[points.rows()];
    Arrays.setAll(cells, row -> nearest(points, row));
    return cells;
  }

  private void moveTo(FloatArray points) {
    int width = points.rowElements();
    double[][] sums = new double[centres.length][width];
    int[] counts = new int[centres.length];
    int[] cells = of(points);
    for (int row = 0; row < cells.length; row++) {
      counts[cells[row]]++;
      for (int i = 0; i < width; i++) {
        sums[cells[row]][i] += points.values()[row * width + i];
      }
    }
    for (int cell = 0; cell < centres.length; cell++) {
      for (int i = 0; i < width && counts[cell] > 0; i++) {
        centres[cell][i] = (float) (sums[cell][i] / counts[cell]);
      }
    }
  }

  private int nearest(FloatArray points, int row) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int cell = 0; cell < centres.length; cell++) {
      double distance = squaredDistance(points, row, centres[cell], least);
      if (distance < least) {
        least = distance;
        nearest = cell;
      }
    }
    return nearest;
  }

  /** Each seed is a point, the next drawn in proportion to the squared distance from those there are. */
  private static float[][] seeds(FloatArray points, int k, UniformRandomProvider random) {
    int n = points.rows();
    int width = points.rowElements();
    float[][] seeds = new float[k][];
    double[] distances = new double[n];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int drawn = random.nextInt(n);
    for (int seed = 0; seed < k; seed++) {
      seeds[seed] = Arrays.copyOfRange(points.values(), drawn * width, (drawn + 1) * width);
      double total = 0;
      for (int row = 0; row < n; row++) {
        distances[row] =
            Math.min(distances[row], squaredDistance(points, row, seeds[seed], distances[row]));
        total += distances[row];
      }
      double left = random.nextDouble() * total;
      drawn = 0;
      while (drawn < n - 1 && left >= distances[drawn]) {
        left -= distances[drawn++];
      }
    }
    return seeds;
  }

  /** Or any number above {@code enough} if it is above that. */
  static double squaredDistance(FloatArray points, int row, float[] centre, double enough) {
    double sum = 0;
    int from = row * centre.length;
    for (int i = 0; i < centre.length && sum <= enough; i++) {
      double difference = points.values()[from + i] - centre[i];
      sum += difference * difference;
    }
    return sum;
  }
}
