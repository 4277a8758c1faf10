package org.ebm.energy;

/**
 * log sum over all bits s of exp(a's + sum_j softplus(b_j + sum_i s_i w_ij)), in float64: of two layers of units the one that is summed unit by unit, and the other.
 *
 * @param few a, one for each unit of the smaller layer
 * @param many b
 */
record LayerSum(float[] few, float[] many, Weight weight) {
  /** w_ij of unit i of the smaller layer and unit j of the other. */
  interface Weight {
    double of(int i, int j);
  }

  double log() {
    double[] inputs = new double[many.length];
    for (int j = 0; j < inputs.length; j++) {
      inputs[j] = many[j];
    }
    double exponent = 0;
    double highest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int states = 1 << few.length;
    for (int state = 0; state < states; state++) {
      double term = exponent + softplus(inputs);
      if (term > highest) {
        sum = sum * Math.exp(highest - term) + 1;
        highest = term;
      } else {
        sum += Math.exp(term - highest);
      }
      // Gray code: the next state differs in one unit
      int unit = Integer.numberOfTrailingZeros(state + 1);
      if (state + 1 < states) {
        int next = (state + 1) ^ ((state + 1) >> 1);
        double sign = (next >> unit & 1) == 1 ? 1 : -1;
        exponent += sign * few[unit];
        for (int j = 0; j < inputs.length; j++) {
          inputs[j] += sign * weight.of(unit, j);
        }
      }
    }
    return highest + Math.log(sum);
  }

  private static double softplus(double[] inputs) {
    double sum = 0;
    for (double input : inputs) {
      sum += Math.max(input, 0) + Math.log1p(Math.exp(-Math.abs(input)));
    }
    return sum;
  }
}
