package org.ebm.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Evidence.LongChains;
import org.ebm.diagnose.Evidence.Scale;
import org.ebm.diagnose.Evidence.ShortChains;

/**
 * The numbers of a verdict by name. Energies are compared in units of sd U(data), so that no temperature matters. The bands are equivalence bands and
 * not tests: a model that is right but for the sampler's own bias can have a gap of -0.2 at five standard errors. They were set on two-dimensional
 * models where the density is known (convergent: gap 0.06, ratio 1.00; non-convergent: gap 0.95, ratio 0.27).
 */
final class Measures {
  static final String NON_FINITE = "non_finite";
  static final String GAP = "gap";
  static final String DRIFT = "drift";
  static final String DIFFERENCE = "short_long_difference";
  static final String DISTANCE = "kolmogorov_smirnov";
  static final String RATIO = "displacement_ratio";
  static final String SHARE = "displacement_share";
  static final String TWO_STARTS = "r_hat_two_starts";
  static final String CHAINS = "chains";
  static final String STEPS = "chain_steps";

  private final Map<String, Measure> byName = new TreeMap<>();
  private final List<Measure> inOrder = new ArrayList<>();

  private Measures() {}

  static Measures of(Evidence evidence, RandomKey key) {
    Measures result = new Measures();
    result.add(nonFinite(evidence));
    result.add(gap(evidence, key.fold(GAP)));
    result.add(drift(evidence, key.fold(DRIFT)));
    evidence.shortRun().ifPresent(run -> result.addAgreement(evidence, run));
    result.add(share(evidence.longRun(), evidence.scale()));
    evidence
        .rHatTwoStarts()
        .ifPresent(rHat -> result.add(Measure.byValue(
            TWO_STARTS,
            rHat,
            Band.atMost(1.05),
            "R-hat of the energy over chains from data and from another start; above 1.05 where a chain ends still"
                + " depends on where it began. It is no part of the verdict.")));
    result.addAmount(evidence);
    return result;
  }

  List<Measure> all() {
    return List.copyOf(inOrder);
  }

  Optional<Measure> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** A measure that every verdict has. */
  Measure get(String name) {
    return find(name).orElseThrow();
  }

  private void add(Measure measure) {
    byName.put(measure.name(), measure);
    inOrder.add(measure);
  }

  private static Measure nonFinite(Evidence evidence) {
    LongChains run = evidence.longRun();
    int count = nonFinite(evidence.dataEnergies()) + nonFiniteChains(run);
    count += Double.isFinite(run.displacement()) ? 0 : 1;
    if (evidence.shortRun().isPresent()) {
      ShortChains shortRun = evidence.shortRun().get();
      count += nonFinite(shortRun.energies());
      count += Double.isFinite(shortRun.displacement()) ? 0 : 1;
    }
    return Measure.byValue(
        NON_FINITE,
        count,
        Band.atMost(0),
        "Chains, samples and data whose energy is NaN or infinite, and displacements that are; any means that the"
            + " sampler has no steady state here.");
  }

  private static Measure gap(Evidence evidence, RandomKey key) {
    float[] data = evidence.dataEnergies();
    float[] chains = evidence.longRun().lateEnergies();
    double value = difference(data, chains, data);
    Interval interval = Bootstrap.interval(
        rows -> {
          Moments drawn = Moments.of(rows(data, rows[0]));
          return (drawn.mean() - Moments.of(rows(chains, rows[1])).mean()) / drawn.sd();
        },
        key,
        data.length,
        chains.length);
    Band allowed = Band.within(0.5);
    return new Measure(
        GAP,
        value,
        Optional.of(interval),
        allowed,
        allowed.contains(interval),
        "Mean energy of data minus that of long-run chains, in sd of the data's; above 0.5 the steady"
            + " state is over-saturated, below -0.5 the chains are hotter than the data.");
  }

  private static Measure drift(Evidence evidence, RandomKey key) {
    float[] data = evidence.dataEnergies();
    float[] half = evidence.longRun().halfWayEnergies();
    float[] end = evidence.longRun().lateEnergies();
    double value = difference(half, end, data);
    // the two energies of a chain stay together
    Interval interval = Bootstrap.interval(
        rows -> difference(rows(half, rows[1]), rows(end, rows[1]), rows(data, rows[0])),
        key,
        data.length,
        end.length);
    Band allowed = Band.within(0.1);
    return new Measure(
        DRIFT,
        value,
        Optional.of(interval),
        allowed,
        allowed.contains(value),
        "How much the gap grew over the second half of the long run; outside the band the chains have not reached"
            + " a steady state.");
  }

  private void addAgreement(Evidence evidence, ShortChains run) {
    float[] end = evidence.longRun().energies();
    add(Measure.byValue(
        DIFFERENCE,
        difference(run.energies(), end, evidence.dataEnergies()),
        Band.within(0.5),
        "Mean energy of short-run samples as in training minus that of long-run chains, in sd of the data's;"
            + " outside the band training never saw the model's steady state."));
    add(Measure.byValue(
        DISTANCE,
        KolmogorovSmirnov.distance(run.energies(), end),
        Band.atMost(0.25),
        "Largest difference between the distributions of short-run and long-run energies; above 0.25 they are"
            + " different populations."));
    add(Measure.byValue(
        RATIO,
        evidence.longRun().displacement() / run.displacement(),
        new Band(0.8, 1.25),
        "Displacement a step of long-run chains over that of short-run ones; far below 1 the short runs travel and"
            + " the long runs sit in pits."));
  }

  static Measure share(LongChains run, Scale scale) {
    double bound = UlaLaw.displacementBound(scale.stepSize(), scale.dimension());
    return Measure.byValue(
        SHARE,
        run.displacement() / bound,
        Band.atLeast(1e-3),
        "Displacement of long-run chains over eps sqrt(d), the most it can be on Gaussian data; below 0.001 the"
            + " energy is flat and chains only diffuse.");
  }

  /** Rule 1: without enough chains and steps a verdict of convergence is worth nothing. */
  private void addAmount(Evidence evidence) {
    LongChains run = evidence.longRun();
    add(
        Measure.byValue(
            CHAINS,
            run.energies().length,
            Band.atLeast(200),
            "Long-run chains; with fewer the gap and the drift are too uncertain to call a model convergent."));
    Scale scale = evidence.scale();
    int trainingSteps = evidence.shortRun().map(ShortChains::steps).orElse(0);
    add(
        Measure.byValue(
            STEPS,
            run.steps(),
            Band.atLeast(LongRunLength.needed(trainingSteps, scale.dataSd(), scale.stepSize())),
            "Steps of each long-run chain; after fewer a non-convergent model still looks convergent."));
  }

  /** (mean a - mean b) / sd unit. */
  private static double difference(float[] a, float[] b, float[] unit) {
    return (Moments.of(a).mean() - Moments.of(b).mean()) / Moments.of(unit).sd();
  }

  private static float[] rows(float[] values, int[] rows) {
    float[] drawn = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      drawn[i] = values[rows[i]];
    }
    return drawn;
  }

  static int nonFinite(float[] values) {
    int count = 0;
    for (float value : values) {
      count += Float.isFinite(value) ? 0 : 1;
    }
    return count;
  }

  /** Chains not finite half way or at the end. */
  static int nonFiniteChains(LongChains run) {
    int count = 0;
    for (int chain = 0; chain < run.energies().length; chain++) {
      boolean finite =
          Float.isFinite(run.halfWayEnergies()[chain]) && Float.isFinite(run.energies()[chain]);
      count += finite ? 0 : 1;
    }
    return count;
  }
}
