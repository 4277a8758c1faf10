package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Filters of a {@link Frame} energy, by what they find in a picture. One kind may stand for several filters: both axes, or many directions.
 * <p>Source: Zhu, Wu and Mumford (1998), Filters, random fields and maximum entropy, IJCV 27(2).
 */
public sealed interface Filter {
  /**
   * One filter.
   *
   * @param name for people and tables
   * @param weights (height, width), both odd; the response at a pixel is the sum of weights times the pixels around it
   */
  record Kernel(String name, double[][] weights) {
    /** The largest response to pixels from -1 to 1. */
    double largest() {
      double sum = 0;
      for (double[] row : weights) {
        for (double weight : row) {
          sum += Math.abs(weight);
        }
      }
      return sum;
    }

    double sum() {
      double sum = 0;
      for (double[] row : weights) {
        for (double weight : row) {
          sum += weight;
        }
      }
      return sum;
    }

    /** Whether grey of any level means nothing to it. */
    boolean sumsToZero() {
      return Math.abs(sum()) < 1e-6 * largest();
    }
  }

  /** In a fixed order. */
  List<Kernel> kernels();

  /** A pixel itself. */
  @Kind("delta")
  record Delta() implements Filter {
    @Override
    public List<Kernel> kernels() {
      return List.of(new Kernel("delta", new double[][] {{1}}));
    }
  }

  /** Differences of neighbours. */
  @Kind("gradient")
  record Gradient(
      @Key(value = "the axis: x, y, or both, two filters", byDefault = "both")
      Along along) implements Filter {
    /** Which axis. */
    public enum Along {
      X,
      Y,
      BOTH
    }

    @Override
    public List<Kernel> kernels() {
      Kernel x = new Kernel("gradient x", new double[][] {{0, -1, 1}});
      Kernel y = new Kernel("gradient y", new double[][] {{0}, {-1}, {1}});
      return switch (along) {
        case X -> List.of(x);
        case Y -> List.of(y);
        case BOTH -> List.of(x, y);
      };
    }
  }

  /** The mean of four neighbours less the pixel. */
  @Kind("laplacian")
  record Laplacian() implements Filter {
    @Override
    public List<Kernel> kernels() {
      return List.of(new Kernel(
          "laplacian", new double[][] {{0, 0.25, 0}, {0.25, -1, 0.25}, {0, 0.25, 0}}));
    }
  }

  /** A weighted mean of a square, whose weights sum to 1. */
  @Kind("gaussian")
  record Gaussian(
      @Key(value = "height and width, pixels, odd", range = ">= 3", byDefault = "3")
      int size) implements Filter {
    public Gaussian {
      requireOdd(size);
    }

    @Override
    public List<Kernel> kernels() {
      double sd = size / 5.0;
      double[][] weights = sampled(size, (x, y) -> Math.exp(-(x * x + y * y) / (2 * sd * sd)));
      return List.of(new Kernel("gaussian " + size, scaled(weights)));
    }
  }

  /** The Laplacian of a Gaussian: spots and edges of a size, whatever their direction. */
  @Kind("log")
  record Log(
      @Key(value = "height and width, pixels, odd", range = ">= 3", byDefault = "3")
      int size) implements Filter {
    public Log {
      requireOdd(size);
    }

    @Override
    public List<Kernel> kernels() {
      double sd = size / 5.0;
      double[][] weights = sampled(size, (x, y) -> {
        double r = (x * x + y * y) / (2 * sd * sd);
        return (1 - r) * Math.exp(-r);
      });
      return List.of(new Kernel("log " + size, scaled(balanced(weights))));
    }
  }

  /** Waves of some length under a Gaussian, in directions that are equally far apart, each as a cosine and a sine: bars and edges. */
  @Kind("gabor")
  record Gabor(
      @Key(value = "height and width, pixels, odd", range = ">= 3", byDefault = "7")
      int size,

      @Key(
          value = "directions of the wave, from 0 to below 180 degrees",
          range = ">= 1",
          byDefault = "6")
      int orientations)
      implements Filter {
    public Gabor {
      requireOdd(size);
    }

    @Override
    public List<Kernel> kernels() {
      List<Kernel> kernels = new ArrayList<>();
      for (int k = 0; k < orientations; k++) {
        double angle = Math.PI * k / orientations;
        for (boolean cosine : new boolean[] {true, false}) {
          double[][] weights = sampled(size, (x, y) -> wave(x, y, angle, cosine));
          String name = String.format(
              Locale.ROOT, "gabor %d %s %.0f", size, cosine ? "cos" : "sin", Math.toDegrees(angle));
          kernels.add(new Kernel(name, scaled(balanced(weights))));
        }
      }
      return kernels;
    }

    /** One wave across 2/3 of the filter, twice as wide along its crests as across. */
    private double wave(double x, double y, double angle, boolean cosine) {
      double across = x * Math.cos(angle) + y * Math.sin(angle);
      double along = y * Math.cos(angle) - x * Math.sin(angle);
      double sd = size / 4.0;
      double phase = 2 * Math.PI * across / (size / 1.5);
      return Math.exp(-(4 * across * across + along * along) / (4 * sd * sd))
          * (cosine ? Math.cos(phase) : Math.sin(phase));
    }
  }

  private static void requireOdd(int size) {
    if (size % 2 == 0) {
      throw new ConfigException("size", "must be odd, got " + size);
    }
  }

  private static double[][] sampled(int size, DoubleBinaryOperator at) {
    double[][] weights = new double[size][size];
    int reach = size / 2;
    for (int y = -reach; y <= reach; y++) {
      for (int x = -reach; x <= reach; x++) {
        weights[y + reach][x + reach] = at.applyAsDouble(x, y);
      }
    }
    return weights;
  }

  /** Less their mean, so that grey means nothing. */
  private static double[][] balanced(double[][] weights) {
    double mean = new Kernel("", weights).sum() / (weights.length * weights[0].length);
    for (double[] row : weights) {
      for (int x = 0; x < row.length; x++) {
        row[x] -= mean;
      }
    }
    return weights;
  }

  /** So that sizes sum to 1. */
  private static double[][] scaled(double[][] weights) {
    double sum = new Kernel("", weights).largest();
    for (double[] row : weights) {
      for (int x = 0; x < row.length; x++) {
        row[x] /= sum;
      }
    }
    return weights;
  }
}
