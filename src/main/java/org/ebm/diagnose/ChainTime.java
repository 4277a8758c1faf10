package org.ebm.diagnose;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebm.base.Counted;

/**
 * How far chains are from the data over chain time, from training's start to ten times its K steps. A model learned from K-step chains out of equilibrium is nearest to the data at K, as that is what it was
 * matched at; one in equilibrium stays. The phenomenon: Decelle, Furtlehner, Seoane (2021), NeurIPS, for RBMs; Agoritsas, Catania, Decelle, Seoane (2023), ICML; the rules are ours.
 *
 * @param trained K, chain steps of a training update
 * @param fromStart chains as in training, gone on with
 * @param fromNoise chains from noise, where training's start at a generator's drafts
 * @param floor distance of two samples of the data, as many as there are chains, in the unit of the distances
 * @param gradientsPerStep of the sampler
 */
public record ChainTime(
    int trained, Curve fromStart, Optional<Curve> fromNoise, double floor, int gradientsPerStep) {
  /** In sd of U(data), and of the data: as near as chains need be, and as far as they may move. */
  public static final double NEAR = 0.5;

  /** Times K that chains are followed. */
  public static final int FOLLOWED = 10;

  private static final double FARTHER = 1.5;

  /**
   * Chains over time.
   *
   * @param steps taken, ascending, from 0
   * @param gap (mean U(data) - mean U(chains)) / sd U(data)
   * @param distance sliced Wasserstein distance from the data in their largest sd
   */
  public record Curve(int[] steps, double[] gap, double[] distance) {
    private int last() {
      return steps.length - 1;
    }

    private int at(int step) {
      int index = 0;
      while (index < last() && steps[index] < step) {
        index++;
      }
      return index;
    }

    /** The time of the least distance. */
    public int nearest() {
      int best = 0;
      for (int i = 1; i < steps.length; i++) {
        best = distance[i] < distance[best] ? i : best;
      }
      return steps[best];
    }

    /** The first time at which the mean energy is that of data within {@link #NEAR}; empty if there is none. */
    public OptionalInt reached() {
      for (int i = 0; i < steps.length; i++) {
        if (Math.abs(gap[i]) <= NEAR) {
          return OptionalInt.of(steps[i]);
        }
      }
      return OptionalInt.empty();
    }
  }

  /** What the curve from training's start looks like. */
  public enum When {
    /** Nearest about K, and farther later. */
    OUT_OF_EQUILIBRIUM,
    /** As near later as at K. */
    EQUILIBRIUM,
    /** Nearer later than at K. */
    UNFINISHED;

    /** As in JSON; scripts rely on it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public When when() {
    int k = fromStart.at(trained);
    int end = fromStart.last();
    boolean left = fromStart.steps()[end] < FOLLOWED * trained;
    double moved = Math.abs(fromStart.gap()[end]) - Math.abs(fromStart.gap()[k]);
    double then = fromStart.distance()[k];
    double later = fromStart.distance()[end];
    if (left || moved > NEAR || isFarther(later, then)) {
      return When.OUT_OF_EQUILIBRIUM;
    }
    return moved < -NEAR || isFarther(then, later) ? When.UNFINISHED : When.EQUILIBRIUM;
  }

  private boolean isFarther(double one, double other) {
    return one > FARTHER * other && one - other > Math.max(floor, NEAR);
  }

  /** What that means. */
  public String means() {
    int end = fromStart.last();
    String course = String.format(
        Locale.ROOT,
        "From training's start chains are nearest to the data after %s, where an update takes %d; mean U is %s sd off after %d and %s sd off after %d.",
        Counted.of(fromStart.nearest(), "step"),
        trained,
        off(fromStart.gap()[fromStart.at(trained)]),
        fromStart.steps()[fromStart.at(trained)],
        off(fromStart.gap()[end]),
        fromStart.steps()[end]);
    return course + " "
        + switch (when()) {
          case OUT_OF_EQUILIBRIUM ->
            "Learned out of equilibrium: " + trained
                + " steps from that start are a generator, for which ebm generate is made, and later states are not what was learned; the energy is no density.";
          case EQUILIBRIUM ->
            "They stay as near as they were: no sign that learning was out of equilibrium.";
          case UNFINISHED ->
            "They come nearer beyond the steps of training: these stop short of the steady state, so sample longer, or learn with more steps.";
        };
  }

  private static String off(double gap) {
    return Digits.of(Math.abs(gap));
  }

  /** What training's start saves against noise, in gradients of U; empty unless it starts at drafts. */
  public Optional<String> saves() {
    return fromNoise.map(noise -> {
      OptionalInt fast = fromStart.reached();
      OptionalInt slow = noise.reached();
      String within = String.format(
          Locale.ROOT,
          "Chains have the data's mean energy within %s sd after %s from the generator's drafts, after %s from noise",
          NEAR,
          gradients(fast, fromStart),
          gradients(slow, noise));
      if (fast.isEmpty()) {
        return within + ".";
      }
      // a start that is there at once saves all of it, which is no factor
      int least = Math.max(1, fast.getAsInt());
      int most = slow.orElse(noise.steps()[noise.last()]);
      return within + ": "
          + (slow.isEmpty() ? "more than " : fast.getAsInt() == 0 ? "at least " : "")
          + Digits.of((double) most / least) + " times as many.";
    });
  }

  private String gradients(OptionalInt reached, Curve curve) {
    return reached.isPresent()
        ? (long) reached.getAsInt() * gradientsPerStep + " gradients of U"
        : "none of " + (long) curve.steps()[curve.last()] * gradientsPerStep + " gradients of U";
  }
}
