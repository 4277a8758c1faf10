package org.ebm.data;

import java.util.function.DoubleFunction;

/**
 * A point at a uniform parameter of a curve plus isotropic Gaussian noise: q(x) = integral over t in [0, 1] of N(x; c(t), sd^2 I).
 * <p>The integral is done by Gauss-Legendre quadrature with 8 nodes on panels no longer than 2 sd along the curve; inside the box the absolute
 * error of log q is below 1e-8 (a test compares with a far finer rule).
 */
final class NoisyCurve implements PlaneDensity {
  private static final double[] NODES = {
    0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363
  };
  private static final double[] WEIGHTS = {
    0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
  };

  private final DoubleFunction<double[]> curve;
  private final double sd;
  private final Box box;
  private final double[][] nodes;
  private final double[] weights;

  /**
   * @param curve c(t) for t in [0, 1]
   * @param pieces the curve is smooth on each of this many equal parts of [0, 1]
   * @param speed the largest |c'(t)|
   * @param extent holds the curve itself
   */
  record Course(DoubleFunction<double[]> curve, int pieces, double speed, Box extent) {}

  NoisyCurve(Course course, double sd) {
    this.curve = course.curve();
    this.sd = sd;
    this.box = course.extent().grown(4 * sd);
    int panels = course.pieces() * (int) Math.ceil(course.speed() / course.pieces() / (2 * sd));
    this.nodes = new double[panels * 2 * NODES.length][];
    this.weights = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      int panel = i / (2 * NODES.length);
      int j = i / 2 % NODES.length;
      double offset = i % 2 == 0 ? NODES[j] : -NODES[j];
      nodes[i] = curve.apply((panel + (1 + offset) / 2) / panels);
      weights[i] = WEIGHTS[j] / (2 * panels);
    }
  }

  @Override
  public double[] draw(Dice dice) {
    double[] point = curve.apply(dice.uniform());
    return new double[] {point[0] + sd * dice.gaussian(), point[1] + sd * dice.gaussian()};
  }

  @Override
  public double log(double x, double y) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] node : nodes) {
      nearest = Math.min(nearest, squaredDistance(node, x, y));
    }
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      double exponent = (nearest - squaredDistance(nodes[i], x, y)) / (2 * sd * sd);
      sum += weights[i] * Math.exp(exponent);
    }
    return Math.log(sum) - nearest / (2 * sd * sd) - Math.log(2 * Math.PI * sd * sd);
  }

  @Override
  public Box box() {
    return box;
  }

  private static double squaredDistance(double[] node, double x, double y) {
    double dx = x - node[0];
    double dy = y - node[1];
    return dx * dx + dy * dy;
  }
}
