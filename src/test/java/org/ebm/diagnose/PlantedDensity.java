package org.ebm.diagnose;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/**
 * p(x) proportional to sum_k w_k N(x; mu_k, s_k^2 I) + floor: normalised if the floor is 0, else a density that leaks to infinity, where it is flat.
 *
 * @param weights w_k, of sum 1
 * @param means mu_k, (k, d)
 * @param sds s_k
 * @param floor height of the plain around the modes
 */
record PlantedDensity(double[] weights, double[][] means, double[] sds, double floor) {
  /** exp(-20) of the highest term is below float32. */
  private static final double NEGLIGIBLE = 20;

  int dimension() {
    return means[0].length;
  }

  static PlantedDensity of(double[] weights, double[][] means, double sd) {
    double[] sds = new double[weights.length];
    Arrays.fill(sds, sd);
    return new PlantedDensity(normalised(weights), means, sds, 0);
  }

  PlantedDensity withWeight(int mode, double factor) {
    double[] other = weights.clone();
    other[mode] *= factor;
    return new PlantedDensity(normalised(other), means, sds, floor);
  }

  /** With another mode of a weight of the whole. */
  PlantedDensity with(double weight, double[] mean, double sd) {
    int k = weights.length;
    double[] w = Arrays.copyOf(weights, k + 1);
    for (int i = 0; i < k; i++) {
      w[i] *= 1 - weight;
    }
    w[k] = weight;
    double[][] m = Arrays.copyOf(means, k + 1);
    m[k] = mean;
    double[] s = Arrays.copyOf(sds, k + 1);
    s[k] = sd;
    return new PlantedDensity(w, m, s, floor);
  }

  PlantedDensity wider(double factor) {
    return new PlantedDensity(
        weights, means, Arrays.stream(sds).map(sd -> sd * factor).toArray(), floor);
  }

  PlantedDensity withFloor(double height) {
    return new PlantedDensity(weights, means, sds, height);
  }

  /** What a chain evaluates at each step. */
  Field field() {
    return new Field(this);
  }

  /** U and its gradient, with what does not depend on x taken out of the loop. Not for two threads. */
  static final class Field {
    private final double[][] means;
    private final double[] logHeights;
    private final double[] precisions;
    private final double logFloor;
    private final double[] logs;

    private Field(PlantedDensity density) {
      int k = density.weights.length;
      this.means = density.means;
      this.logHeights = new double[k];
      this.precisions = new double[k];
      this.logFloor = density.floor > 0 ? Math.log(density.floor) : Double.NEGATIVE_INFINITY;
      this.logs = new double[k];
      for (int i = 0; i < k; i++) {
        precisions[i] = 1 / (density.sds[i] * density.sds[i]);
        logHeights[i] = Math.log(density.weights[i])
            - density.dimension() * Math.log(density.sds[i] * Math.sqrt(2 * Math.PI));
      }
    }

    /** U = -log of the sum; writes dU/dx into the gradient. */
    double energy(double[] x, double[] gradient) {
      double highest = logFloor;
      for (int i = 0; i < logs.length; i++) {
        double[] mean = means[i];
        double squares = 0;
        for (int j = 0; j < x.length; j++) {
          double offset = x[j] - mean[j];
          squares += offset * offset;
        }
        logs[i] = logHeights[i] - squares * precisions[i] / 2;
        highest = Math.max(highest, logs[i]);
      }
      double sum = Math.exp(logFloor - highest);
      Arrays.fill(gradient, 0);
      for (int i = 0; i < logs.length; i++) {
        if (logs[i] > highest - NEGLIGIBLE) {
          double[] mean = means[i];
          double term = Math.exp(logs[i] - highest);
          sum += term;
          for (int j = 0; j < x.length; j++) {
            gradient[j] += term * precisions[i] * (x[j] - mean[j]);
          }
        }
      }
      for (int j = 0; j < x.length; j++) {
        gradient[j] /= sum;
      }
      return -highest - Math.log(sum);
    }
  }

  /** n exact draws, the floor left out. */
  FloatArray draw(int n, RandomKey key) {
    UniformRandomProvider random = key.generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    int d = dimension();
    float[] values = new float[n * d];
    for (int row = 0; row < n; row++) {
      double left = random.nextDouble();
      int mode = 0;
      while (mode < weights.length - 1 && left >= weights[mode]) {
        left -= weights[mode++];
      }
      for (int j = 0; j < d; j++) {
        values[row * d + j] = (float) (means[mode][j] + sds[mode] * normal.sample());
      }
    }
    return new FloatArray(new int[] {n, d}, values);
  }

  float[] energies(FloatArray points) {
    int d = dimension();
    float[] energies = new float[points.rows()];
    double[] x = new double[d];
    double[] gradient = new double[d];
    Field field = field();
    for (int row = 0; row < energies.length; row++) {
      for (int j = 0; j < d; j++) {
        x[j] = points.values()[row * d + j];
      }
      energies[row] = (float) field.energy(x, gradient);
    }
    return energies;
  }

  /** KL(this || model), nats, from exact draws; infinite for a model that leaks. */
  double kl(PlantedDensity model, RandomKey key) {
    if (model.floor > 0) {
      return Double.POSITIVE_INFINITY;
    }
    FloatArray points = draw(20_000, key);
    float[] own = energies(points);
    float[] other = model.energies(points);
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += other[i] - own[i];
    }
    return sum / own.length;
  }

  private static double[] normalised(double[] weights) {
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }
}
