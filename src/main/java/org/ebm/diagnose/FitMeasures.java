package org.ebm.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.FitEvidence.Chains;
import org.ebm.diagnose.FitEvidence.Sample;

/**
 * Held-out data against chains, by energies and by places. A shift of a statistic by g of the chains' sd means a divergence of about g^2 / 2 nats if it is the one in
 * which the two differ, so the bands are one margin in different clothes: .03 nats, below the .05 which may go unseen.
 */
final class FitMeasures {
  static final String SETTLING = "settling";
  static final String ACCEPTANCE = "adjusted_acceptance";
  static final String GAP = "data_gap";
  static final String ABOVE = "share_above_99";
  static final String BELOW = "share_below_1";
  static final String DISTANCE = "data_kolmogorov_smirnov";
  static final String ENERGIES = "kl_of_energies";
  static final String REGIONS = "kl_of_regions";
  static final String NEAREST = "kl_of_distances";

  private static final double NORMAL_975 = 1.959964;
  /** Of the two-sample statistic of Kolmogorov and Smirnov, times sqrt(1/n + 1/m). */
  private static final double KOLMOGOROV_95 = 1.358;

  static final double MARGIN = 0.03;
  /** Right models are at .003 to .03 with a thousand chains, and a mode of this weight is what may be missed. */
  static final double TAIL_MARGIN = 0.04;

  static final int CELLS = 16;
  private static final int BINS = 10;

  private final List<Measure> all = new ArrayList<>();
  private final Sample data;
  private final Sample chains;
  private final int perStart;

  private FitMeasures(Sample data, Sample chains, int perStart) {
    this.data = data;
    this.chains = chains;
    this.perStart = perStart;
  }

  /** @param pooled whether chains from both starts are of one law */
  static FitMeasures of(FitEvidence evidence, boolean pooled, RandomKey key) {
    Sample ends = evidence.fromData().ends();
    Optional<Sample> others = evidence.second().map(Chains::ends).filter(second -> pooled);
    FitMeasures measures =
        new FitMeasures(evidence.data(), others.map(ends::and).orElse(ends), ends.size());
    measures.addConditions(evidence.fromData());
    measures.addEnergies();
    measures.addPlaces(evidence.reference(), key);
    return measures;
  }

  List<Measure> all() {
    return List.copyOf(all);
  }

  Measure get(String name) {
    return all.stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  int dataSize() {
    return data.size();
  }

  int chainsPerStart() {
    return perStart;
  }

  int chainsSize() {
    return chains.size();
  }

  /** What has to hold for the rest to say anything: the chains have the law of exp(-U), not of an old step size. */
  private void addConditions(Chains run) {
    float[] ends = run.ends().energies();
    float[] change = new float[ends.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = ends[i] - run.settling()[i];
    }
    double sd = Moments.of(ends).sd();
    Moments moved = Moments.of(change);
    add(
        SETTLING,
        moved.mean() / sd,
        NORMAL_975 * moved.sd() / sd / Math.sqrt(ends.length),
        Band.within(0.25),
        "How far the mean energy of chains from data still moved in the second half of their Metropolis-adjusted steps, in sd of theirs;"
            + " outside the band they have not reached the law of exp(-U).");
    all.add(
        Measure.byValue(
            ACCEPTANCE,
            run.acceptance(),
            Band.atLeast(0.1),
            "Share of Metropolis-adjusted steps that were accepted; below 0.1 chains hardly move and the density cannot be told."));
  }

  private void addEnergies() {
    float[] held = data.energies();
    float[] ends = chains.energies();
    Moments ofData = Moments.of(held);
    Moments ofChains = Moments.of(ends);
    double gap = (ofData.mean() - ofChains.mean()) / ofChains.sd();
    double ratio = ofData.sd() / ofChains.sd();
    add(
        GAP,
        gap,
        NORMAL_975 * Math.sqrt(ratio * ratio / held.length + (1 + gap * gap / 2) / ends.length),
        Band.within(0.25),
        "Mean energy of data minus that of adjusted chains, in sd of the chains'; above, data lie where the model has little mass.");
    TailShare above = TailShare.above(held, ends);
    add(
        ABOVE,
        above.value(),
        above.interval(),
        Band.atMost(TAIL_MARGIN),
        "Share of data above the chains' 99 % quantile of U: about .01 if the density is right, at least w if a share w of the data was not learned.");
    TailShare below = TailShare.below(held, ends);
    add(
        BELOW,
        below.value(),
        below.interval(),
        Band.atMost(TAIL_MARGIN),
        "Share of data below the chains' 1 % quantile of U: above the band chains are too hot or elsewhere.");
    double distance = KolmogorovSmirnov.distance(held, ends);
    add(
        DISTANCE,
        distance,
        KOLMOGOROV_95 * Math.sqrt(1.0 / held.length + 1.0 / ends.length),
        Band.atMost(0.12),
        "Largest difference between the distributions of U of data and of adjusted chains.");
    add(
        ENERGIES,
        CoarseDivergence.ofValues(held, ends, BINS),
        "Divergence of data from chains in nats as far as ten bands of energy tell it, a lower bound of the whole.");
  }

  private void addPlaces(FloatArray reference, RandomKey key) {
    Cells cells = Cells.around(List.of(data.position(), chains.position()), CELLS, key);
    add(
        REGIONS,
        CoarseDivergence.of(cells.of(data.position()), cells.of(chains.position()), CELLS),
        "Divergence of data from chains in nats as far as their shares in " + CELLS
            + " regions of data space tell it, a lower bound of the whole.");
    if (reference.rows() == 0) {
      return;
    }
    add(
        NEAREST,
        CoarseDivergence.ofValues(
            NearestDistance.of(data.position(), reference),
            NearestDistance.of(chains.position(), reference),
            BINS),
        "The same as far as the distance to the nearest of " + reference.rows()
            + " other data tells it: chains where no data are, or data closer together than chains.");
  }

  private void add(String name, CoarseDivergence kl, String meaning) {
    add(name, kl.value(), kl.interval(), Band.atMost(MARGIN), meaning);
  }

  private void add(String name, double value, double half, Band allowed, String meaning) {
    add(name, value, new Interval(value - half, value + half), allowed, meaning);
  }

  private void add(String name, double value, Interval interval, Band allowed, String meaning) {
    all.add(Measure.byInterval(name, value, interval, allowed, meaning));
  }
}
