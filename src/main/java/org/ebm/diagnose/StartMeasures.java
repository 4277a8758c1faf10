package org.ebm.diagnose;

import java.util.ArrayList;
import java.util.List;
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

  private static final int CELLS = 8;
  private static final int REGION_CELLS = 16;
  private static final int BINS = 10;
  private static final double MARGIN = 0.05;
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
    return measures;
  }

  Scope scope() {
    return second && all.stream().allMatch(Measure::passed) ? Scope.GLOBAL : Scope.LOCAL;
  }

  boolean hasSecond() {
    return second;
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
}
