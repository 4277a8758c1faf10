package org.ebm.sampler;

import java.util.List;

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
}
