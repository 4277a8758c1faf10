package org.ebm.sampler;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;

/** Chains of an energy without weights, as tests run them. */
final class Moved {
  static final RandomKey KEY = RandomKey.ofSeed(2026);

  private Moved() {}

  static Compute compute(Torch torch, int chainsPerBlock) {
    return new Compute(torch, Precision.FLOAT32, chainsPerBlock);
  }

  /** From a start, some steps, in blocks of 500. */
  static Transition run(
      Potential energy, Sampler sampler, Torch torch, FloatArray start, int steps) {
    try (Kernel kernel = Kernel.open(energy, sampler, compute(torch, 500))) {
      return kernel.run(List.of(), kernel.init(List.of(), start), steps, KEY.fold("run"));
    }
  }

  /** Normal with the given standard deviations, (n, sd.length). */
  static FloatArray normal(int n, double... sd) {
    FloatArray x =
        new GaussianStart(1).noise(org.ebm.base.Shape.of(sd.length), n, KEY.fold("start"));
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] *= (float) sd[i % sd.length];
    }
    return x;
  }

  static double[] column(FloatArray x, int axis) {
    double[] column = new double[x.rows()];
    for (int row = 0; row < column.length; row++) {
      column[row] = x.values()[row * x.rowElements() + axis];
    }
    return column;
  }

  /** Distance of the mean of independent values from what it should be, in standard errors. */
  static double standardErrors(double[] values, double expected) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(squares / (values.length - 1) / values.length);
    return Math.abs(mean - expected) / error;
  }

  static double[] squared(double[] values) {
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }
}
