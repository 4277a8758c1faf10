package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Box;
import org.ebm.data.Examples;
import org.ebm.diagnose.Convergence;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.diagnose.MaximumMeanDiscrepancy;
import org.ebm.diagnose.Moments;
import org.ebm.diagnose.SlicedWasserstein;

/** Exact samples of a density q, measured against q itself: what the measures say when nothing is wrong. Bands do not depend on the data's scale, and are so wide that chance alone leaves one less than once in a million times. */
public final class SelfTest {
  /** Bins per axis. A histogram of N draws in B bins is on average 0.4 sqrt(B / N) from the truth, at most: 0.0057 here. */
  private static final int BINS = 20;

  private static final int BINNED = 2_000_000;
  private static final int FINER = 20;
  private static final int SEEDS = 20;

  /** Each is below 0.05 with probability 0.05: fewer than 12 of 20 are above it once in five million times (binomial). */
  private static final int FEWEST = 12;

  /**
   * In the data's standard deviations. Two samples of 10 000 lie apart by sqrt(2 / 10 000) = 0.014 in their means alone, of which 5.6 times as much is seen less than once in ten million times.
   */
  private static final double LARGEST_DISTANCE = 0.08;

  private static final int PAIR_POINTS = 250;
  private static final int POINTS = 10_000;
  private static final int CHAINS = 4;

  private final Examples data;
  private final Box box;
  private final RandomKey key;

  /**
   * One measure and what it must be.
   *
   * @param allowed in words: {@code < 0.01}
   */
  public record Check(String name, double value, String allowed, boolean passed) {}

  /**
   * On data in the plane whose density is known.
   *
   * @throws EbmException usage error for other data
   */
  public SelfTest(Examples data, RandomKey key) {
    this.data = data;
    this.key = key;
    this.box = data.box()
        .orElseThrow(() -> new EbmException(
            ExitCode.USAGE,
            "--self-test: needs data in the plane whose density is known, got examples of shape "
                + data.shape() + "; leave --data out, or name gaussian_mixture, rings, ..."));
  }

  public List<Check> run() {
    List<Check> checks = new ArrayList<>();
    GridDensity q = on(BINS * FINER);
    checks.add(below("kl", GridDensity.kl(q, q), Double.MIN_VALUE));
    checks.add(below("total_variation", totalVariation(q), 0.01));
    int agreeing = agreeing();
    checks.add(new Check(
        "mmd_seeds_with_p_above_0.05",
        agreeing,
        ">= " + FEWEST + " of " + SEEDS,
        agreeing >= FEWEST));
    FloatArray x = data.batch(POINTS, key.fold("x"));
    FloatArray y = data.batch(POINTS, key.fold("y"));
    checks.add(below(
        "sliced_wasserstein_in_sd",
        Math.sqrt(SlicedWasserstein.squared(x, y, key)) / sd(x),
        LARGEST_DISTANCE));
    checks.add(below("r_hat", Math.max(rHat(x, 0), rHat(x, 1)), 1.01));
    return checks;
  }

  private static Check below(String name, double value, double limit) {
    String allowed = limit == Double.MIN_VALUE ? "0" : String.format(Locale.ROOT, "< %s", limit);
    return new Check(name, value, allowed, value < limit);
  }

  private GridDensity on(int n) {
    Grid2d grid = new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), n);
    return GridDensity.ofLogDensity(grid, data.logDensity(grid.centres()).orElseThrow());
  }

  /** Between a histogram of draws and the masses of its bins, summed over the fine grid's cells; draws outside the box count in full. */
  private double totalVariation(GridDensity q) {
    double[] difference = new double[BINS * BINS];
    int n = q.grid().n();
    for (int cell = 0; cell < n * n; cell++) {
      difference[cell / n / FINER * BINS + cell % n / FINER] += q.mass(cell);
    }
    FloatArray draws = data.batch(BINNED, key.fold("binned"));
    double outside = 0;
    for (int i = 0; i < BINNED; i++) {
      int column = bin(draws.values()[2 * i], box.xMin(), box.xMax());
      int row = bin(draws.values()[2 * i + 1], box.yMin(), box.yMax());
      boolean inside = Math.min(row, column) >= 0 && Math.max(row, column) < BINS;
      if (inside) {
        difference[row * BINS + column] -= 1.0 / BINNED;
      } else {
        outside += 1.0 / BINNED;
      }
    }
    double sum = outside;
    for (double value : difference) {
      sum += Math.abs(value);
    }
    return sum / 2;
  }

  private static int bin(double value, double low, double high) {
    return (int) Math.floor((value - low) / (high - low) * BINS);
  }

  private int agreeing() {
    int agreeing = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomKey own = key.fold("mmd").fold(seed);
      FloatArray x = data.batch(PAIR_POINTS, own.fold("x"));
      FloatArray y = data.batch(PAIR_POINTS, own.fold("y"));
      agreeing += MaximumMeanDiscrepancy.of(x, y, own).pValue() > 0.05 ? 1 : 0;
    }
    return agreeing;
  }

  /** Root of the mean variance of the two coordinates. */
  private static double sd(FloatArray points) {
    double variance = 0;
    for (int coordinate = 0; coordinate < 2; coordinate++) {
      float[] values = new float[points.rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] = points.values()[2 * i + coordinate];
      }
      double sd = Moments.of(values).sd();
      variance += sd * sd / 2;
    }
    return Math.sqrt(variance);
  }

  /** Of one coordinate, the draws dealt out to chains. */
  private static double rHat(FloatArray points, int coordinate) {
    double[][] chains = new double[CHAINS][POINTS / CHAINS];
    for (int i = 0; i < POINTS; i++) {
      chains[i % CHAINS][i / CHAINS] = points.values()[2 * i + coordinate];
    }
    return Convergence.of(chains).rHat();
  }
}
