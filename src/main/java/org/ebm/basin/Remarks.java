package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Counted;

/** What a reader of a map must know before trusting it, with what to change; nothing if there is nothing. */
public final class Remarks {
  /** Below it, groupings by two seeds are no longer much the same. Source: the product's own acceptance. */
  private static final double AGREEING = 0.6;
  /** In sd of the data's energies: the band of a convergent model. */
  private static final double REALISTIC = 0.5;

  private Remarks() {}

  /**
   * Looks at a map.
   *
   * @param verdict that {@code ebm diagnose} gave the model, if it did
   */
  public static List<String> on(BasinMap map, Optional<String> verdict) {
    List<String> remarks = new ArrayList<>();
    realism(map, verdict).ifPresent(remarks::add);
    if (map.settings().ofFlips()) {
      flips(map).ifPresent(remarks::add);
      return remarks;
    }
    grouping(map).ifPresent(remarks::add);
    scan(map).ifPresent(remarks::add);
    merged(map).ifPresent(remarks::add);
    double least = Arrays.stream(map.agreement()).min().orElse(1);
    if (least < AGREEING) {
      remarks.add(String.format(
          Locale.ROOT,
          "Another seed gives other basins (adjusted Rand index %.2f): the borders are a matter of chance. Raise trials or patience, or choose another force.",
          least));
    }
    int trees = map.tree().roots().size();
    if (trees > 1) {
      remarks.add("The basins form " + trees
          + " trees: between them no chain got through. Raise barriers.force, patience or steps.");
    }
    if (map.nonFinite() > 0) {
      remarks.add(
          map.nonFinite()
              + " pulled chains ended at no finite state and count as not arrived. Lower the sampler's step_size, or the force.");
    }
    return remarks;
  }

  private static Optional<String> flips(BasinMap map) {
    int trees = map.tree().roots().size();
    if (trees > 1) {
      return Optional.of("The basins form " + trees
          + " trees: between them no way was looked for. Raise barriers.nearest.");
    }
    return map.basins().size() > map.states().size() / 2
        ? Optional.of(
            "Most starts fell to basins of their own, so there are many more than were found. Raise search.minima.states.")
        : Optional.empty();
  }

  private static Optional<String> realism(BasinMap map, Optional<String> verdict) {
    if (verdict.isPresent()) {
      return verdict
          .filter(word -> !word.equals("convergent"))
          .map(
              word -> "The model's verdict is "
                  + word
                  + ", so these are not basins of realistic states: they show the energy that was learned, not the data's. Learn a convergent one first, as configs/convergent.yaml does.");
    }
    return map.gap()
        .map(gap -> String.format(
            Locale.ROOT,
            Math.abs(gap) > REALISTIC
                ? "The states that were mapped lie %.2f sd %s data in mean energy, so these are not basins of realistic states. ebm diagnose RUN says more."
                : "The states that were mapped lie %.2f sd %s data in mean energy, after few steps. Whether long chains stay there, and the basins are of realistic states, only ebm diagnose RUN tells.",
            Math.abs(gap),
            gap < 0 ? "below" : "above"));
  }

  private static Optional<String> grouping(BasinMap map) {
    if (map.basins().size() == map.states().size()) {
      return Optional.of(
          "No state got to another: each is a basin of its own. Raise the force, patience or resolution.");
    }
    if (map.basins().size() == 1) {
      return Optional.of(
          "All states got to each other: one basin. Lower the force, or the temperature of the pulled chains; or the landscape has one basin only.");
    }
    return Optional.empty();
  }

  /** Of some of the states, more groups were left at the same force than there are basins of all: chains that were lucky once made two of them one. */
  private static Optional<String> merged(BasinMap map) {
    int basins = map.basins().size();
    return map.settings()
        .scan()
        .map(AlphaScan::plateau)
        .filter(plateau -> plateau.points() >= AlphaScan.LEAST)
        .map(AlphaScan.Plateau::groups)
        .filter(groups -> groups > basins)
        .map(
            groups -> "The scan left " + Counted.of(groups, "group")
                + " of a part of the states, and the map has " + Counted.of(basins, "basin")
                + " of all: a pass is so low that chains cross it by heat. Lower the temperature of the pulled chains (a tenth of the barrier), the force, or patience.");
  }

  private static Optional<String> scan(BasinMap map) {
    return map.settings()
        .scan()
        .filter(scan -> scan.plateau().points() < AlphaScan.LEAST)
        .map(
            scan ->
                "No number of basins stands over a range of forces: the landscape has no number of basins of its own, and this map is one of several. See the scan, and choose a force.");
  }
}
