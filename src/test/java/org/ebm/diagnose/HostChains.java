package org.ebm.diagnose;

import java.util.function.IntConsumer;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** Langevin chains on a planted density in plain Java: what the kernel does with a model, for hundreds of them in an hour. */
final class HostChains {
  private final PlantedDensity.Field density;
  private final ZigguratSampler.NormalizedGaussian normal;
  private final org.apache.commons.rng.UniformRandomProvider random;
  private final double[][] position;
  private final double[][] gradient;
  private final double[] energy;
  private double gradientNorms;
  private long accepted;
  private long proposed;

  HostChains(PlantedDensity density, FloatArray start, RandomKey key) {
    this.density = density.field();
    this.random = key.generator();
    this.normal = ZigguratSampler.NormalizedGaussian.of(random);
    int d = density.dimension();
    this.position = new double[start.rows()][d];
    this.gradient = new double[start.rows()][d];
    this.energy = new double[start.rows()];
    for (int chain = 0; chain < position.length; chain++) {
      for (int j = 0; j < d; j++) {
        position[chain][j] = start.values()[chain * d + j];
      }
      energy[chain] = this.density.energy(position[chain], gradient[chain]);
    }
  }

  /** Unadjusted steps; {@code after} hears of each. */
  void langevin(int steps, double eps, IntConsumer after) {
    for (int step = 1; step <= steps; step++) {
      for (int chain = 0; chain < position.length; chain++) {
        double[] x = position[chain];
        double[] g = gradient[chain];
        double squares = 0;
        for (int j = 0; j < x.length; j++) {
          squares += g[j] * g[j];
          x[j] += eps * normal.sample() - eps * eps / 2 * g[j];
        }
        gradientNorms += Math.sqrt(squares);
        energy[chain] = density.energy(x, g);
      }
      after.accept(step);
    }
  }

  /** Metropolis-adjusted steps. */
  void mala(int steps, double eps) {
    int d = position[0].length;
    double[] x = new double[d];
    double[] g = new double[d];
    double[] z = new double[d];
    for (int step = 0; step < steps; step++) {
      for (int chain = 0; chain < position.length; chain++) {
        double log = energy[chain];
        for (int j = 0; j < d; j++) {
          z[j] = normal.sample();
          x[j] = position[chain][j] - eps * eps / 2 * gradient[chain][j] + eps * z[j];
          log += z[j] * z[j] / 2;
        }
        double proposal = density.energy(x, g);
        log -= proposal;
        for (int j = 0; j < d; j++) {
          double back = z[j] - eps / 2 * (gradient[chain][j] + g[j]);
          log -= back * back / 2;
        }
        proposed++;
        if (Math.log(random.nextDouble()) < log) {
          accepted++;
          energy[chain] = proposal;
          System.arraycopy(x, 0, position[chain], 0, d);
          System.arraycopy(g, 0, gradient[chain], 0, d);
        }
      }
    }
  }

  /** eps at which about 57 % of the proposals are accepted, found by moving the chains. */
  double adapt(double from, int steps) {
    double eps = from;
    for (int step = 0; step < steps; step++) {
      resetCounts();
      mala(1, eps);
      eps *= acceptance() > 0.574 ? 1.05 : 0.95;
    }
    resetCounts();
    return eps;
  }

  void resetCounts() {
    accepted = 0;
    proposed = 0;
    gradientNorms = 0;
  }

  double acceptance() {
    return (double) accepted / proposed;
  }

  /** Sum over chains and steps since the last reset. */
  double gradientNorms() {
    return gradientNorms;
  }

  float[] energies() {
    float[] energies = new float[energy.length];
    for (int i = 0; i < energies.length; i++) {
      energies[i] = (float) energy[i];
    }
    return energies;
  }

  FloatArray positions() {
    int d = position[0].length;
    float[] values = new float[position.length * d];
    for (int chain = 0; chain < position.length; chain++) {
      for (int j = 0; j < d; j++) {
        values[chain * d + j] = (float) position[chain][j];
      }
    }
    return new FloatArray(new int[] {position.length, d}, values);
  }
}
