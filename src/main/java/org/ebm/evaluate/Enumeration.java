package org.ebm.evaluate;

import org.ebm.base.FloatArray;
import org.ebm.base.Space;

/**
 * Sums over all states of a few elements of two values: U is float32, all else float64.
 *
 * @param logPartition log Z
 * @param meanEnergy E U
 * @param meanMagnetisation E |mean of x|
 */
record Enumeration(double logPartition, double meanEnergy, double meanMagnetisation) {
  /** 2^25 states. */
  static final int MOST_ELEMENTS = 25;

  private static final int AT_ONCE = 1 << 16;

  static boolean isPossible(Space space) {
    return space.support().isBinary() && space.shape().elements() <= MOST_ELEMENTS;
  }

  static Enumeration of(Space space, EnergyField field) {
    int elements = space.shape().elements();
    int states = 1 << elements;
    double lowest = Double.POSITIVE_INFINITY;
    double sum = 0;
    double energy = 0;
    double magnetisation = 0;
    for (int from = 0; from < states; from += AT_ONCE) {
      FloatArray x = states(space, from, Math.min(states, from + AT_ONCE));
      double[] energies = field.energies(x);
      for (int i = 0; i < energies.length; i++) {
        if (energies[i] < lowest) {
          double shrink = Math.exp(energies[i] - lowest);
          sum *= shrink;
          energy *= shrink;
          magnetisation *= shrink;
          lowest = energies[i];
        }
        double weight = Math.exp(lowest - energies[i]);
        sum += weight;
        energy += weight * energies[i];
        magnetisation += weight * Math.abs(mean(x, i));
      }
    }
    return new Enumeration(Math.log(sum) - lowest, energy / sum, magnetisation / sum);
  }

  private static double mean(FloatArray x, int row) {
    int width = x.rowElements();
    double sum = 0;
    for (int i = row * width; i < (row + 1) * width; i++) {
      sum += x.values()[i];
    }
    return sum / width;
  }

  /** States by number: bit i says which of its two values element i has. */
  private static FloatArray states(Space space, int from, int to) {
    FloatArray x = FloatArray.zeros(space.shape(), to - from);
    int width = space.shape().elements();
    for (int i = 0; i < x.values().length; i++) {
      boolean high = (((from + i / width) >> (i % width)) & 1) == 1;
      x.values()[i] = high ? space.support().high() : space.support().low();
    }
    return x;
  }

  void report(Findings findings, int elements) {
    findings.put("log_z", logPartition);
    findings.put("log_z_per_element", logPartition / elements);
    findings.put("log_z_by", "all " + (1 << elements) + " states");
    findings.put("energy_mean", meanEnergy);
    findings.put("energy_mean_per_element", meanEnergy / elements);
    findings.put("magnetisation_mean", meanMagnetisation);
  }
}
