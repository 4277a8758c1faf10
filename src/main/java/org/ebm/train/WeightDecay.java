package org.ebm.train;

/** Weights drawn towards zero beside their gradient. Source: Loshchilov and Hutter (2019), ICLR, Algorithm 1. */
final class WeightDecay {
  static final String HELP =
      "part of every weight, times the learning rate, that an update takes away, apart from the gradient";

  private WeightDecay() {}

  /** Takes a part of each value away, in place; does not touch the values if the part is zero. */
  static void shrink(float[] parameter, double part) {
    if (part > 0) {
      float kept = (float) (1 - part);
      for (int i = 0; i < parameter.length; i++) {
        parameter[i] *= kept;
      }
    }
  }
}
