package org.ebm.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/**
 * How unlike two sets of textures are in what filters find in them that no network learned: the differences along x and along y, and three Laplacians of Gaussians. Of each filter, the histograms of its responses at all
 * places and channels, 15 bins between the least and the largest of the examples', the outer ones open; their distance is the sum of the absolute differences (0 to 2), and the measure its mean over the filters.
 * Source: Zhu, Wu and Mumford (1998), IJCV 27, as in FRAME.
 */
final class FilterHistograms {
  private static final int BINS = 15;
  private static final int REACH = 5;
  private static final List<double[][]> FILTERS =
      List.of(difference(0, 1), difference(1, 0), laplacian(0.7), laplacian(1.2), laplacian(2));

  private final double[][][] samples;
  private final double[][][] examples;

  private FilterHistograms(double[][][] samples, double[][][] examples) {
    this.samples = samples;
    this.examples = examples;
  }

  /** @param samples and examples (n, channels, height, width), at least 11 pixels high and wide, finite */
  static FilterHistograms of(FloatArray samples, FloatArray examples) {
    double[][][] ours = new double[FILTERS.size()][][];
    double[][][] theirs = new double[FILTERS.size()][][];
    for (int f = 0; f < FILTERS.size(); f++) {
      double[][] filter = FILTERS.get(f);
      float[][] found = responses(examples, filter);
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (float[] row : found) {
        for (float value : row) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      theirs[f] = histograms(found, low, high);
      ours[f] = histograms(responses(samples, filter), low, high);
    }
    return new FilterHistograms(ours, theirs);
  }

  /** Mean over the filters of the distance of the two histograms. */
  double distance() {
    return without(-1, -1);
  }

  /** Its standard error, by jackknife over samples and over examples, the variances added. */
  double error() {
    int n = samples[0].length;
    int m = examples[0].length;
    return Math.sqrt(
        jackknife(IntStream.range(0, n).mapToDouble(i -> without(i, -1)).toArray())
            + jackknife(IntStream.range(0, m).mapToDouble(i -> without(-1, i)).toArray()));
  }

  private static double jackknife(double[] leftOut) {
    double mean = Arrays.stream(leftOut).average().orElseThrow();
    double squares =
        Arrays.stream(leftOut).map(value -> (value - mean) * (value - mean)).sum();
    return squares * (leftOut.length - 1) / leftOut.length;
  }

  private double without(int sample, int example) {
    double sum = 0;
    for (int f = 0; f < FILTERS.size(); f++) {
      double[] a = mean(samples[f], sample);
      double[] b = mean(examples[f], example);
      for (int bin = 0; bin < BINS; bin++) {
        sum += Math.abs(a[bin] - b[bin]);
      }
    }
    return sum / FILTERS.size();
  }

  private static double[] mean(double[][] histograms, int without) {
    double[] mean = new double[BINS];
    int count = histograms.length - (without < 0 ? 0 : 1);
    for (int i = 0; i < histograms.length; i++) {
      for (int bin = 0; bin < BINS && i != without; bin++) {
        mean[bin] += histograms[i][bin] / count;
      }
    }
    return mean;
  }

  private static double[][] histograms(float[][] responses, double low, double high) {
    double[][] histograms = new double[responses.length][BINS];
    for (int i = 0; i < responses.length; i++) {
      for (float value : responses[i]) {
        int bin = (int) Math.floor((value - low) / (high - low) * BINS);
        histograms[i][Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / responses[i].length;
      }
    }
    return histograms;
  }

  /** Of each picture, at all places that are a filter's reach inside and in all channels. */
  private static float[][] responses(FloatArray pictures, double[][] filter) {
    int height = pictures.shape()[2];
    int width = pictures.shape()[3];
    int planes = pictures.shape()[1];
    int inside = (height - 2 * REACH) * (width - 2 * REACH);
    float[][] all = new float[pictures.rows()][planes * inside];
    IntStream.range(0, pictures.rows()).parallel().forEach(row -> {
      int next = 0;
      for (int plane = 0; plane < planes; plane++) {
        int from = (row * planes + plane) * height * width;
        for (int y = REACH; y < height - REACH; y++) {
          for (int x = REACH; x < width - REACH; x++) {
            all[row][next++] = at(pictures.values(), from + y * width + x, width, filter);
          }
        }
      }
    });
    return all;
  }

  private static float at(float[] values, int centre, int width, double[][] filter) {
    double sum = 0;
    int reach = filter.length / 2;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        sum += filter[dy + reach][dx + reach] * values[centre + dy * width + dx];
      }
    }
    return (float) sum;
  }

  private static double[][] difference(int dy, int dx) {
    double[][] filter = new double[3][3];
    filter[1][1] = -1;
    filter[1 + dy][1 + dx] = 1;
    return filter;
  }

  /** Of zero sum, so that grey means nothing. */
  private static double[][] laplacian(double sd) {
    int reach = Math.min(REACH, (int) Math.ceil(2.5 * sd));
    double[][] filter = new double[2 * reach + 1][2 * reach + 1];
    double sum = 0;
    for (int y = -reach; y <= reach; y++) {
      for (int x = -reach; x <= reach; x++) {
        double r = (x * x + y * y) / (2 * sd * sd);
        filter[y + reach][x + reach] = (1 - r) * Math.exp(-r) / (sd * sd);
        sum += filter[y + reach][x + reach];
      }
    }
    for (double[] row : filter) {
      for (int x = 0; x < row.length; x++) {
        row[x] -= sum / (filter.length * filter.length);
      }
    }
    return filter;
  }
}
