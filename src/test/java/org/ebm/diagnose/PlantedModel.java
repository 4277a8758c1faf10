package org.ebm.diagnose;

import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;

/**
 * A truth, a model of it that is right or wrong in a known way, and the step of its chains.
 *
 * @param mixing whether chains can cross between the truth's modes
 */
record PlantedModel(
    Fault fault, PlantedDensity truth, PlantedDensity model, double stepSize, boolean mixing) {
  static final double SD = 0.15;

  /** What is planted. */
  enum Fault {
    RIGHT,
    RIGHT_OTHER_STEP,
    MISSING,
    WEAK,
    TIMES_3,
    TIMES_10,
    SPURIOUS_NEAR,
    SPURIOUS_FAR,
    TOO_BROAD,
    TOO_NARROW,
    SLOW_DRIFT,
    LEAK;

    boolean isRight() {
      return this == RIGHT || this == RIGHT_OTHER_STEP;
    }
  }

  /** @param dimension 2, 16 or 64 */
  static PlantedModel of(Fault fault, int dimension, RandomKey key) {
    UniformRandomProvider random = key.generator();
    boolean mixing = random.nextDouble() < 0.6;
    int modes = dimension == 2 ? 5 + random.nextInt(5) : 4;
    PlantedDensity truth = truth(modes, dimension, mixing, random);
    double eps = SD
        * (dimension == 64
            ? uniform(random, 0.25, 0.4)
            : mixing ? uniform(random, 0.4, 0.7) : uniform(random, 0.6, 0.7));
    if (fault == Fault.RIGHT_OTHER_STEP) {
      eps = SD * uniform(random, dimension == 64 ? 0.5 : 0.8, dimension == 64 ? 0.8 : 1.4);
    }
    return new PlantedModel(fault, truth, model(fault, truth, random), eps, mixing);
  }

  /** In the plane a ring; elsewhere modes on axes, as far apart as on the ring. */
  private static PlantedDensity truth(
      int modes, int dimension, boolean mixing, UniformRandomProvider random) {
    double apart = SD * (mixing ? uniform(random, 3.6, 4.6) : uniform(random, 8, 10));
    double[][] means = new double[modes][dimension];
    for (int k = 0; k < modes; k++) {
      if (dimension == 2) {
        double radius = apart / (2 * Math.sin(Math.PI / modes));
        means[k][0] = radius * Math.cos(2 * Math.PI * k / modes);
        means[k][1] = radius * Math.sin(2 * Math.PI * k / modes);
      } else {
        means[k][k] = apart / Math.sqrt(2);
      }
    }
    double[] weights = new double[modes];
    java.util.Arrays.fill(weights, 1);
    return PlantedDensity.of(weights, means, SD);
  }

  private static PlantedDensity model(
      Fault fault, PlantedDensity truth, UniformRandomProvider random) {
    int mode = random.nextInt(truth.weights().length);
    return switch (fault) {
      case RIGHT, RIGHT_OTHER_STEP -> truth;
      case MISSING -> truth.withWeight(mode, 0);
      case WEAK -> truth.withWeight(mode, 0.1);
      case TIMES_3 -> truth.withWeight(mode, 3);
      case TIMES_10 -> truth.withWeight(mode, 10);
      case SPURIOUS_NEAR ->
        truth.with(
            uniform(random, 0.1, 0.5),
            beside(truth.means()[mode], SD * uniform(random, 3, 4.2), random),
            SD);
      case SPURIOUS_FAR ->
        truth.with(
            uniform(random, 0.2, 0.5),
            beside(truth.means()[mode], SD * uniform(random, 20, 50), random),
            SD * 2);
      case TOO_BROAD -> truth.wider(uniform(random, 1.05, 1.5));
      case TOO_NARROW -> truth.wider(uniform(random, 0.6, 0.95));
      case SLOW_DRIFT ->
        truth.with(
            uniform(random, 0.9, 0.99),
            beside(truth.means()[mode], SD * uniform(random, 1.5, 3), random),
            SD * (truth.dimension() == 2 ? uniform(random, 0.15, 0.3) : uniform(random, 0.7, 0.9)));
      // a plain that chains reach from a mode's edge: at exp(-height) of the mode's peak
      case LEAK ->
        truth.withFloor(
            peak(truth) * Math.exp(-(uniform(random, 2.5, 6) + (truth.dimension() - 2) / 2.0)));
    };
  }

  private static double peak(PlantedDensity truth) {
    double[] gradient = new double[truth.dimension()];
    return Math.exp(-truth.field().energy(truth.means()[0].clone(), gradient));
  }

  private static double[] beside(double[] mean, double distance, UniformRandomProvider random) {
    var normal =
        org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian.of(random);
    double[] direction = new double[mean.length];
    double squares = 0;
    for (int j = 0; j < mean.length; j++) {
      direction[j] = normal.sample();
      squares += direction[j] * direction[j];
    }
    double[] place = mean.clone();
    for (int j = 0; j < mean.length; j++) {
      place[j] += distance * direction[j] / Math.sqrt(squares);
    }
    return place;
  }

  private static double uniform(UniformRandomProvider random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
