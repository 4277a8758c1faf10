package org.ebm.sampler;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.config.Key;
import org.ebm.config.KindName;

/**
 * Chains on a ladder of laws from an easy one to the energy's own, of which neighbours swap their states with the probability that leaves all laws as they are: a state
 * that cannot cross on the energy walks down the ladder, crosses, and comes back. Each chain of a run is such a ladder, independent of the others.
 * <p>Swaps are tried between the pairs (0, 1), (2, 3), ... and (1, 2), (3, 4), ... in turn, which makes states travel rather than diffuse. Source: Syed, Bouchard-Cote, Deligiannidis and
 * Doucet (2022), Journal of the Royal Statistical Society B 84(2), also for the pilot; Geyer (1991).
 */
public record ReplicaExchange(
    @Key(value = ReplicaExchange.LOWEST_RUNG, byDefault = "gaussian")
    LadderReference reference,

    @Key(
        value =
            "beta of the rungs, rising to 1, from 0 on if there is a reference; []: a pilot places them for equal swap rates of about a half",
        range = ">= 0, <= 1",
        byDefault = "[]")
    List<Double> levels,

    @Key(
        value =
            "moves of the sampler on every rung before neighbours may swap: together one chain step",
        range = ">= 1",
        byDefault = "5")
    int moves,

    @Key(
        value =
            "chain steps of each of the pilot's 6 stages, which place the levels, find a step size for each, and are then discarded",
        range = ">= 10",
        byDefault = "50")
    int pilot) {
  /** What the key {@code reference} says, here and of ladders that learn. */
  public static final String LOWEST_RUNG =
      "the lowest rung: gaussian, or uniform for spins and bits, drawn exactly; none: the energy itself at a higher temperature";

  public ReplicaExchange {
    levels = levels.stream().map(beta -> (double) beta.floatValue()).toList();
    List<Problem> problems = new ArrayList<>();
    boolean exact = reference.beginsAtZero();
    if (!levels.isEmpty()) {
      boolean rises = true;
      for (int i = 1; i < levels.size(); i++) {
        rises &= levels.get(i) > levels.get(i - 1);
      }
      double first = levels.get(0);
      double last = levels.get(levels.size() - 1);
      if (levels.size() < 2 || !rises || last != 1 || (exact ? first != 0 : first == 0)) {
        problems.add(new Problem(
            "replica_exchange.levels",
            "must rise from " + (exact ? "0, the reference," : "above 0") + " to 1, got "
                + levels));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** What a sampler must be to move chains on rungs; empty if it is. */
  public static List<Problem> unfit(Sampler sampler) {
    if (!(sampler instanceof Drawing || sampler instanceof Mala || sampler instanceof Hmc)) {
      return List.of(new Problem(
          "sampler",
          "of replica_exchange must be mala or hmc, or for spins and bits gibbs, flips or gibbs_with_gradients, which leave each rung's law as it is, got "
              + KindName.of(sampler.getClass())));
    }
    double temperature = sampler instanceof Drawing drawing
        ? drawing.temperature()
        : path(sampler).temperature();
    return temperature == 1
        ? List.of()
        : List.of(new Problem(
            "sampler.temperature",
            "must be 1 on a ladder, whose rungs are what is hot, got " + temperature));
  }

  /** The sampler as leapfrog steps: their number is all that a rung takes from it, beside a first eps. */
  static Hmc path(Sampler sampler) {
    return sampler instanceof Hmc hmc ? hmc : ((Mala) sampler).oneLeapfrogStep();
  }
}
