package org.ebm.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;

/**
 * When pairs of coupled chains met, one a lag ahead of the other, both started by one law. They bound how far that law's chains are from where they go: the total variation between the law after t steps and exp(-U) is at most the mean of
 * max(0, ceil((tau - L - t) / L)), for every lag L; larger ones bound more closely.
 * <p>Source: Biswas, Jacob and Vanetti (2019), NeurIPS, Theorem 2.5.
 *
 * @param lag L, steps
 * @param tau of each pair, steps of the chain ahead; {@link #NEVER} for one that was given up
 */
public record MeetingTimes(int lag, int[] tau) {
  public static final int NEVER = Integer.MAX_VALUE;
  private static final int AT_ONCE = 20;

  /**
   * Runs pairs until they meet.
   *
   * @param kernel the sampler's own loop, in which the chain ahead goes ahead
   * @param mostSteps of the chain ahead, after which pairs are given up
   */
  public static MeetingTimes of(
      Kernel kernel,
      CoupledChains pairs,
      EnergyInputs inputs,
      Starting start,
      int mostSteps,
      RandomKey key) {
    int n = start.first().rows();
    int[] tau = new int[n];
    Arrays.fill(tau, NEVER);
    FloatArray ahead = kernel
        .run(inputs, kernel.init(inputs, start.first()), start.lag(), key.fold("lag"))
        .state()
        .position();
    FloatArray behind = start.behind();
    List<Integer> pair = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      pair.add(i);
    }
    for (int done = start.lag(); !pair.isEmpty() && done < mostSteps; done += AT_ONCE) {
      int steps = Math.min(AT_ONCE, mostSteps - done);
      CoupledChains.Paths paths = pairs.run(inputs, ahead, behind, steps, key.fold(done));
      List<Integer> left = new ArrayList<>();
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < pair.size(); i++) {
        int apart = (int) paths.apart()[i];
        if (apart < steps) {
          tau[pair.get(i)] = done + apart + 1;
        } else {
          left.add(pair.get(i));
          rows.add(i);
        }
      }
      ahead = paths.ends(rows, true);
      behind = paths.ends(rows, false);
      pair = left;
    }
    return new MeetingTimes(start.lag(), tau);
  }

  /** Starts of both chains of each pair, (n, ...), and how far the first goes ahead. */
  public record Starting(FloatArray first, FloatArray behind, int lag) {}

  /** Share of the pairs that did not meet. */
  public double unmet() {
    return (double) Arrays.stream(tau).filter(time -> time == NEVER).count() / tau.length;
  }

  /** The bound after t steps, with what its mean is of; infinite as long as a pair has not met. */
  public Moments bound(int t) {
    float[] terms = new float[tau.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = tau[i] == NEVER
          ? Float.POSITIVE_INFINITY
          : Math.max(0, (int) Math.ceil((double) (tau[i] - lag - t) / lag));
    }
    return Moments.of(terms);
  }

  /** The least t after which the bound is at most a number; empty if a pair never met. */
  public OptionalInt stepsTo(double bound) {
    if (unmet() > 0) {
      return OptionalInt.empty();
    }
    int t = 0;
    while (bound(t).mean() > bound) {
      t++;
    }
    return OptionalInt.of(t);
  }
}
