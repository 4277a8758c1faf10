package org.ebm.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.LogSum;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * A mixture of Gaussians in any dimension, with centres and covariances drawn once: centre spread z, covariance width^2 (I / 5 + G G' / d) with G (d, d) and z standard normal. All weights are equal. Its density is known, so
 * log Z of an energy that learned it can be had by importance sampling in a dimension in which no grid can be summed.
 */
@Kind("correlated_gaussians")
public record CorrelatedGaussians(
    @Key(value = "d, numbers of an example", range = ">= 1, <= 1000", byDefault = "16")
    int dimensions,

    @Key(value = "number of Gaussians", range = ">= 1, <= 1000", byDefault = "10")
    int components,

    @Key(value = "sd of the centres along each axis, data units", range = ">= 0", byDefault = "1.0")
    double spread,

    @Key(
        value = "sd of a Gaussian along an axis is about 1.1 of it, data units",
        range = "> 0",
        byDefault = "0.5")
    double width,

    @Key(value = "which centres and covariances", byDefault = "0")
    long seed)
    implements Dataset {
  private static final double RIDGE = 0.2;

  @Override
  public Shape shape() {
    return Shape.of(dimensions);
  }

  /** Fresh draws: another key gives others. */
  @Override
  public Optional<Dataset> heldOut() {
    return Optional.of(this);
  }

  @Override
  public Examples open() {
    List<Law> laws = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      Dice dice = Dice.of(RandomKey.ofSeed(seed).fold("component").fold(k));
      double[] mean = new double[dimensions];
      Arrays.setAll(mean, i -> spread * dice.gaussian());
      double[][] g = new double[dimensions][dimensions];
      for (double[] row : g) {
        Arrays.setAll(row, j -> dice.gaussian());
      }
      RealMatrix shape = new Array2DRowRealMatrix(g, false);
      RealMatrix covariance = shape
          .multiplyTransposed(shape)
          .scalarMultiply(1.0 / dimensions)
          .add(MatrixUtils.createRealIdentityMatrix(dimensions).scalarMultiply(RIDGE))
          .scalarMultiply(width * width);
      laws.add(Law.of(mean, covariance));
    }
    return new Draws(shape(), laws, Fingerprint.ofText(identity()));
  }

  /** What old runs know these data by. */
  String identity() {
    return "CorrelatedGaussians[dimensions=" + dimensions + ", components=" + components
        + ", spread=" + spread + ", width=" + width + ", seed=" + seed + "]";
  }

  /** One Gaussian. factor: L of the covariance L L'. */
  private record Law(double[] mean, double[][] factor, double[][] whitening, double logScale) {
    static Law of(double[] mean, RealMatrix covariance) {
      RealMatrix lower = new CholeskyDecomposition(covariance).getL();
      double logScale = -mean.length / 2.0 * Math.log(2 * Math.PI);
      for (int i = 0; i < mean.length; i++) {
        logScale -= Math.log(lower.getEntry(i, i));
      }
      return new Law(mean, lower.getData(), MatrixUtils.inverse(lower).getData(), logScale);
    }

    double log(float[] points, int from) {
      double squares = 0;
      for (int i = 0; i < mean.length; i++) {
        double white = 0;
        for (int j = 0; j <= i; j++) {
          white += whitening[i][j] * (points[from + j] - mean[j]);
        }
        squares += white * white;
      }
      return logScale - squares / 2;
    }
  }

  private record Draws(Shape shape, List<Law> laws, String fingerprint) implements EndlessExamples {
    @Override
    public Batch draw(int n, RandomKey key) {
      FloatArray points = FloatArray.zeros(shape, n);
      Dice dice = Dice.of(key);
      int d = shape.elements();
      double[] z = new double[d];
      for (int row = 0; row < n; row++) {
        Law law = laws.get(dice.index(laws.size()));
        Arrays.setAll(z, i -> dice.gaussian());
        for (int i = 0; i < d; i++) {
          double x = law.mean[i];
          for (int j = 0; j <= i; j++) {
            x += law.factor[i][j] * z[j];
          }
          points.values()[row * d + i] = (float) x;
        }
      }
      return new Batch(points, Optional.empty());
    }

    @Override
    public Optional<double[]> logDensity(FloatArray points) {
      double[] log = new double[points.rows()];
      double[] terms = new double[laws.size()];
      for (int i = 0; i < log.length; i++) {
        int from = i * points.rowElements();
        Arrays.setAll(terms, k -> laws.get(k).log(points.values(), from));
        log[i] = LogSum.of(terms) - Math.log(laws.size());
      }
      return Optional.of(log);
    }
  }
}
