package org.ebm.study;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import org.ebm.diagnose.GridDensity;

/**
 * One density of a toy table and its numbers; NaN where there is no number.
 *
 * @param updates of the run behind it; 0 for the truth
 * @param density per unit area, one value per cell
 * @param kl KL(q | p) from the truth q, nats
 * @param withinModeSd per coordinate around the nearest mode, data units
 * @param weights smallest and greatest mass nearest to a mode
 */
record ToyColumn(
    String title,
    long updates,
    double[] density,
    double kl,
    double totalVariation,
    double entropy,
    double withinModeSd,
    double[] weights) {
  /** @param modes centres of the modes; empty where there are none */
  static ToyColumn of(
      String title, long updates, GridDensity p, GridDensity truth, double[][] modes) {
    boolean hasModes = modes.length > 0;
    DoubleSummaryStatistics weights = Arrays.stream(
            hasModes ? p.modeWeights(modes) : new double[] {Double.NaN})
        .summaryStatistics();
    return new ToyColumn(
        title,
        updates,
        p.density(),
        GridDensity.kl(truth, p),
        GridDensity.totalVariation(truth, p),
        p.entropy(),
        hasModes ? p.withinModeSd(modes) : Double.NaN,
        new double[] {weights.getMin(), weights.getMax()});
  }

  String line() {
    return String.join(
        ",",
        title,
        String.valueOf(updates),
        String.valueOf(kl),
        String.valueOf(totalVariation),
        String.valueOf(entropy),
        String.valueOf(withinModeSd),
        String.valueOf(weights[0]),
        String.valueOf(weights[1]));
  }

  /** A line of each: where it comes from, distances, shape, modes. */
  String caption() {
    String source = updates == 0 ? "" : String.format(Locale.ROOT, "%,d updates\n", updates);
    String distances = updates == 0
        ? ""
        : String.format(Locale.ROOT, "KL(q|p) %.3g   TV %.3f\n", kl, totalVariation);
    String shape = String.format(Locale.ROOT, "entropy %.3f", entropy);
    return source
        + distances
        + shape
        + (Double.isNaN(withinModeSd)
            ? ""
            : String.format(
                Locale.ROOT,
                "   sd %.3f\nmode weights %.3f to %.3f",
                withinModeSd,
                weights[0],
                weights[1]));
  }
}
