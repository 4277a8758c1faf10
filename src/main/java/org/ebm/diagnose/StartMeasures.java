package org.ebm.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Density.Scope;
import org.ebm.diagnose.FitEvidence.Chains;

/** Whether it matters where chains began: the scope is global only if it is shown not to. */
final class StartMeasures {
  static final String MEMORY = "memory_of_data_starts";
  static final String MEMORY_SECOND = "memory_of_second_starts";
  static final String ENERGIES = "starts_kl_of_energies";
  static final String REGIONS = "starts_kl_of_regions";
  static final String ELSEWHERE = "overdispersed_elsewhere";

  private static final int CELLS = 8;
  private static final int REGION_CELLS = 16;
  private static final int BINS = 10;
  private static final double MARGIN = 0.05;
  /** Of chains from far: with 200 of them at most four. */
  private static final double ELSEWHERE_MARGIN = 0.05;
  /** Of the others lie so far from their nearest neighbour that a chain beyond that is said to be elsewhere. */
  private static final double ALONE = 0.001;
  /** Over half of the steps; over all of them its square is left of a start's weights, a tenth. */
  private static final double MEMORY_LEFT = 0.3;

  private final List<Measure> all = new ArrayList<>();
  private final boolean second;

  private StartMeasures(boolean second) {
    this.second = second;
  }

  static StartMeasures of(FitEvidence evidence, RandomKey key) {
    StartMeasures measures = new StartMeasures(evidence.second().isPresent());
    Chains fromData = evidence.fromData();
    List<FloatArray> places = new ArrayList<>(List.of(fromData.ends().position()));
    evidence.second().ifPresent(chains -> places.add(chains.ends().position()));
    Cells cells = Cells.around(places, CELLS, key.fold("memory"));
    measures.addMemory(MEMORY, fromData, cells, "from data");
    evidence.second().ifPresent(other -> {
      measures.addMemory(MEMORY_SECOND, other, cells, "from the second start");
      measures.addAgreement(fromData, other, Cells.around(places, REGION_CELLS, key));
    });
    FloatArray known = FloatArray.concat(places);
    evidence.overdispersed().ifPresent(ends -> measures.addElsewhere(ends, known));
    return measures;
  }

  Scope scope() {
    return second && all.stream().allMatch(Measure::passed) ? Scope.GLOBAL : Scope.LOCAL;
  }

  /** Of a local scope: what keeps it from being global. */
  String whyLocal() {
    if (!second) {
      return "there is no second start";
    }
    boolean onlyFar = all.stream()
        .filter(measure -> !measure.passed())
        .allMatch(measure -> measure.name().equals(ELSEWHERE));
    return onlyFar
        ? "chains that began far away ended where no other chain goes"
        : "where chains end depends on where they began";
  }

  /** Share of the chains from far away that found places of their own, if it is more than may be. */
  Optional<Double> elsewhere() {
    return all.stream()
        .filter(measure -> measure.name().equals(ELSEWHERE) && !measure.passed())
        .map(Measure::value)
        .findFirst();
  }

  /** Whether there were chains from far away, and they stayed within the numbers. */
  boolean beganFar() {
    return all.stream().anyMatch(measure -> measure.name().equals(ELSEWHERE));
  }

  List<Measure> all() {
    return List.copyOf(all);
  }

  private void addMemory(String name, Chains chains, Cells cells, String which) {
    int[] before = cells.of(chains.earlier());
    int[] after = cells.of(chains.ends().position().slice(0, chains.earlier().rows()));
    Memory memory = Memory.of(before, after, CELLS);
    all.add(
        Measure.byInterval(
            name,
            memory.value(),
            memory.interval(),
            Band.atMost(MEMORY_LEFT),
            "How strongly the region where chains " + which
                + " end depends on where they were half way (the largest correlation between the two): 1 in basins that are never left, 0 after mixing."));
  }

  private void addAgreement(Chains first, Chains other, Cells cells) {
    CoarseDivergence energies =
        CoarseDivergence.ofValues(first.ends().energies(), other.ends().energies(), BINS);
    all.add(
        Measure.byInterval(
            ENERGIES,
            energies.value(),
            energies.interval(),
            Band.atMost(MARGIN),
            "Divergence between the ends of chains from data and from the second start in nats, as far as ten bands of energy tell it."));
    CoarseDivergence regions = CoarseDivergence.of(
        cells.of(first.ends().position()), cells.of(other.ends().position()), cells.count());
    all.add(Measure.byInterval(
        REGIONS,
        regions.value(),
        regions.interval(),
        Band.atMost(MARGIN),
        "The same as far as their shares in " + cells.count() + " regions of data space tell it."));
  }

  private void addElsewhere(FloatArray ends, FloatArray known) {
    double usual = TailShare.quantile(NearestDistance.among(known), 1 - ALONE);
    int away = 0;
    for (float distance : NearestDistance.of(ends, known)) {
      away += distance <= usual ? 0 : 1;
    }
    all.add(
        Measure.byInterval(
            ELSEWHERE,
            (double) away / ends.rows(),
            ClopperPearson.interval(away, ends.rows()),
            Band.atMost(ELSEWHERE_MARGIN),
            "Share of " + ends.rows()
                + " chains begun up to 32 sd of the data away from them that ended where no other chain is: in basins, or on plains, that only they have seen."));
  }
}
