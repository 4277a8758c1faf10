package org.ebm.sampler;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run of several steps gives.
 *
 * @param state after the last step
 * @param gradientNorm per chain: mean over the states before each step of |dU/dx|, (n); for samplers that follow no gradients mean squared length of a step, |x' - x|^2
 * @param acceptance per chain: share of accepted steps, (n); 1 for samplers that never reject
 * @param statistics per chain: means over the steps of {@link Sampler#statistics}, each (n)
 */
public record Transition(
    ChainState state, float[] gradientNorm, float[] acceptance, List<float[]> statistics) {
  /** Of a sampler without more to tell. */
  Transition(ChainState state, float[] gradientNorm, float[] acceptance) {
    this(state, gradientNorm, acceptance, List.of());
  }

  /**
   * This run and one that went on from its end, as one.
   *
   * @param steps of this one
   * @param more of the next
   */
  public Transition then(int steps, Transition next, int more) {
    double share = steps / (double) (steps + more);
    return new Transition(
        next.state,
        mean(share, gradientNorm, next.gradientNorm),
        mean(share, acceptance, next.acceptance),
        IntStream.range(0, statistics.size())
            .mapToObj(i -> mean(share, statistics.get(i), next.statistics.get(i)))
            .toList());
  }

  private static float[] mean(double share, float[] a, float[] b) {
    float[] mean = new float[a.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (share * a[i] + (1 - share) * b[i]);
    }
    return mean;
  }
}
