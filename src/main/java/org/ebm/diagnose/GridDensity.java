package org.ebm.diagnose;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/**
 * A density on the plane, made exact by summing over a grid: every cell holds the density at its centre, and the cells' masses (density times cell
 * area) add up to 1. A NaN among the inputs makes everything NaN.
 *
 * @param logPartition log of the integral over the box of what the density was made from: log Z for energies
 * @param logDensity one value per cell, nats; -Infinity where there is no mass
 */
public record GridDensity(Grid2d grid, double logPartition, double[] logDensity) {
  /** More mass than this in the outermost cells means that the box cuts the density off. */
  public static final double BOUNDARY_WARNING = 1e-4;

  /** exp(-U) / Z, from the energy at each cell centre. */
  public static GridDensity ofEnergies(Grid2d grid, double[] energies) {
    return ofLogDensity(grid, Arrays.stream(energies).map(energy -> -energy).toArray());
  }

  /** A density known up to a factor, from its logarithm at each cell centre. */
  public static GridDensity ofLogDensity(Grid2d grid, double[] logDensity) {
    if (logDensity.length != grid.cells()) {
      throw new IllegalArgumentException(
          logDensity.length + " values for " + grid.cells() + " cells");
    }
    double highest = Arrays.stream(logDensity).max().orElseThrow();
    double sum =
        Arrays.stream(logDensity).map(value -> Math.exp(value - highest)).sum();
    double logPartition = highest + Math.log(sum) + Math.log(grid.cellArea());
    double[] normalised =
        Arrays.stream(logDensity).map(value -> value - logPartition).toArray();
    return new GridDensity(grid, logPartition, normalised);
  }

  /** Density at each cell centre, per unit area. */
  public double[] density() {
    return Arrays.stream(logDensity).map(Math::exp).toArray();
  }

  /** Probability of one cell. */
  public double mass(int cell) {
    return Math.exp(logDensity[cell]) * grid.cellArea();
  }

  /** KL(q || p) in nats; Infinity if q has mass where p has none. */
  public static double kl(GridDensity q, GridDensity p) {
    requireSameGrid(q, p);
    double sum = 0;
    for (int cell = 0; cell < q.logDensity.length; cell++) {
      double mass = q.mass(cell);
      sum += mass == 0 ? 0 : mass * (q.logDensity[cell] - p.logDensity[cell]);
    }
    return sum;
  }

  /** Total variation distance, half the sum of |q - p|, between 0 and 1. */
  public static double totalVariation(GridDensity q, GridDensity p) {
    requireSameGrid(q, p);
    double sum = 0;
    for (int cell = 0; cell < q.logDensity.length; cell++) {
      sum += Math.abs(q.mass(cell) - p.mass(cell));
    }
    return sum / 2;
  }

  /** Differential entropy in nats. */
  public double entropy() {
    double sum = 0;
    for (int cell = 0; cell < logDensity.length; cell++) {
      double mass = mass(cell);
      sum -= mass == 0 ? 0 : mass * logDensity[cell];
    }
    return sum;
  }

  /** Points from the density: each cell is drawn with its mass, and the point lies anywhere in it. NaN if the density is. */
  public FloatArray sample(int n, RandomKey key) {
    UniformRandomProvider random = key.fold("grid").generator();
    double[] upTo = new double[logDensity.length];
    double sum = 0;
    for (int cell = 0; cell < upTo.length; cell++) {
      sum += mass(cell);
      upTo[cell] = sum;
    }
    float[] points = new float[2 * n];
    for (int i = 0; i < n; i++) {
      int cell = firstAbove(upTo, sum * random.nextDouble());
      double x = grid.x(cell % grid.n()) + grid.cellWidth() * (random.nextDouble() - 0.5);
      double y = grid.y(cell / grid.n()) + grid.cellHeight() * (random.nextDouble() - 0.5);
      points[2 * i] = (float) (Double.isNaN(sum) ? sum : x);
      points[2 * i + 1] = (float) (Double.isNaN(sum) ? sum : y);
    }
    return new FloatArray(new int[] {n, 2}, points);
  }

  /** Mass nearest to each of the given (x, y) means; adds up to 1. */
  public double[] modeWeights(double[][] means) {
    return Arrays.stream(logModeWeights(means)).map(Math::exp).toArray();
  }

  /** Finite also for modes with less mass than a double can hold. */
  double[] logModeWeights(double[][] means) {
    double[] highest = new double[means.length];
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    int[] mode = new int[logDensity.length];
    for (int cell = 0; cell < mode.length; cell++) {
      mode[cell] = nearest(means, cell);
      highest[mode[cell]] = Math.max(highest[mode[cell]], logDensity[cell]);
    }
    double[] sums = new double[means.length];
    for (int cell = 0; cell < mode.length; cell++) {
      boolean empty = logDensity[cell] == Double.NEGATIVE_INFINITY;
      sums[mode[cell]] += empty ? 0 : Math.exp(logDensity[cell] - highest[mode[cell]]);
    }
    double[] weights = new double[means.length];
    Arrays.setAll(weights, k -> Math.log(sums[k] * grid.cellArea()) + highest[k]);
    return weights;
  }

  /** Standard deviation per coordinate around the nearest of the given (x, y) means: sqrt(E |x - nearest|^2 / 2). */
  public double withinModeSd(double[][] means) {
    double sum = 0;
    for (int cell = 0; cell < logDensity.length; cell++) {
      sum += mass(cell) * squaredDistance(means[nearest(means, cell)], cell);
    }
    return Math.sqrt(sum / 2);
  }

  /** Mass of the outermost ring of cells. */
  public double boundaryMass() {
    double sum = 0;
    for (int cell = 0; cell < logDensity.length; cell++) {
      sum += onBoundary(cell) ? mass(cell) : 0;
    }
    return sum;
  }

  /** True if the box is too small: mass above {@link #BOUNDARY_WARNING} in the outermost cells, or the highest density among them. */
  public boolean isCutOff() {
    int highest = 0;
    for (int cell = 1; cell < logDensity.length; cell++) {
      highest = logDensity[cell] > logDensity[highest] ? cell : highest;
    }
    return boundaryMass() > BOUNDARY_WARNING || onBoundary(highest);
  }

  /** The first position whose value is above the given one; the sums do not fall, and the last is above it. */
  private static int firstAbove(double[] sums, double value) {
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean onBoundary(int cell) {
    int row = cell / grid.n();
    int column = cell % grid.n();
    return Math.min(row, column) == 0 || Math.max(row, column) == grid.n() - 1;
  }

  private int nearest(double[][] means, int cell) {
    int nearest = 0;
    for (int k = 1; k < means.length; k++) {
      if (squaredDistance(means[k], cell) < squaredDistance(means[nearest], cell)) {
        nearest = k;
      }
    }
    return nearest;
  }

  private double squaredDistance(double[] mean, int cell) {
    double dx = grid.x(cell % grid.n()) - mean[0];
    double dy = grid.y(cell / grid.n()) - mean[1];
    return dx * dx + dy * dy;
  }

  private static void requireSameGrid(GridDensity q, GridDensity p) {
    if (!q.grid.equals(p.grid)) {
      throw new IllegalArgumentException("densities on different grids: " + q.grid + ", " + p.grid);
    }
  }
}
