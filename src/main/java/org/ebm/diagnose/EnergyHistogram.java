package org.ebm.diagnose;

import java.util.Arrays;
import java.util.Optional;

/**
 * Shares of data and of chains in bins of one width, of U.
 *
 * @param low of the first bin
 * @param high of the last bin
 * @param data share of the data in each bin; what lies beyond is in the outermost
 * @param chains the same of the chains
 * @param chainsLow the chains' 1 % quantile
 * @param chainsHigh the chains' 99 % quantile
 */
public record EnergyHistogram(
    double low, double high, double[] data, double[] chains, double chainsLow, double chainsHigh) {
  private static final int BINS = 40;
  private static final double TAIL = 0.01;
  /** Data far out would press all the rest into one bin. */
  private static final double MARGIN = 1.5;

  /** Empty if a number is not finite or all energies are one. */
  public static Optional<EnergyHistogram> of(float[] data, float[] chains) {
    return Measures.nonFinite(data) + Measures.nonFinite(chains) > 0
        ? Optional.empty()
        : ofFinite(data, chains);
  }

  private static Optional<EnergyHistogram> ofFinite(float[] data, float[] chains) {
    double from = TailShare.quantile(chains, TAIL);
    double to = TailShare.quantile(chains, 1 - TAIL);
    double width = to - from;
    double low = Math.max(Math.min(least(data), least(chains)), from - MARGIN * width);
    double high = Math.min(Math.max(most(data), most(chains)), to + MARGIN * width);
    return high > low
        ? Optional.of(new EnergyHistogram(
            low, high, shares(data, low, high), shares(chains, low, high), from, to))
        : Optional.empty();
  }

  private static double[] shares(float[] values, double low, double high) {
    double[] shares = new double[BINS];
    for (float value : values) {
      int bin = (int) Math.floor((value - low) / (high - low) * BINS);
      shares[Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / values.length;
    }
    return shares;
  }

  private static double least(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[0];
  }

  private static double most(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - 1];
  }
}
