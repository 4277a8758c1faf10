package org.ebm.sampler;

import org.ebm.base.FloatArray;

/** Standard deviations of the elements of states, over all chains and all states that were added. */
final class Deviations {
  private double[] origin = {};
  private double[] sums = {};
  private double[] squares = {};
  private long count;

  void add(FloatArray position) {
    int size = position.rowElements();
    if (count == 0) {
      origin = new double[size];
      sums = new double[size];
      squares = new double[size];
      for (int i = 0; i < size; i++) {
        origin[i] = position.values()[i];
      }
    }
    for (int i = 0; i < position.values().length; i++) {
      double offset = position.values()[i] - origin[i % size];
      sums[i % size] += offset;
      squares[i % size] += offset * offset;
    }
    count += position.rows();
  }

  double[] values() {
    double[] deviations = new double[sums.length];
    for (int i = 0; i < deviations.length; i++) {
      double mean = sums[i] / count;
      deviations[i] = Math.sqrt(Math.max(0, squares[i] / count - mean * mean));
    }
    return deviations;
  }
}
