package org.ebm.study;

import java.util.Arrays;
import java.util.function.Function;
import org.ebm.base.FloatArray;
import org.ebm.base.Vectors;
import org.ebm.sampler.ChainState;

/** Whether the gradient that moves chains is that of the energy that is reported: central differences along the gradient. */
final class GradientCheck {
  /** Large enough for float32 energies, small enough for few kinks of a LeakyReLU network in between. */
  private static final double STEP = 1e-3;

  private GradientCheck() {}

  /**
   * Median over positions of |(U(x + h v) - U(x - h v)) / 2h - |dU/dx|| / |dU/dx| with v = dU/dx / |dU/dx|.
   *
   * @param field U and dU/dx in float32
   * @param position (n, ...)
   */
  static Observation observation(Function<FloatArray, ChainState> field, FloatArray position) {
    ChainState centre = field.apply(position);
    double[] norms = norms(centre.gradient());
    float[] ahead = field.apply(moved(centre, norms, STEP)).energy().values();
    float[] behind = field.apply(moved(centre, norms, -STEP)).energy().values();
    double[] errors = new double[norms.length];
    for (int row = 0; row < norms.length; row++) {
      double slope = ((double) ahead[row] - behind[row]) / (2 * STEP);
      errors[row] = Math.abs(slope - norms[row]) / norms[row];
    }
    Arrays.sort(errors);
    return new Observation(
        "gradient_error",
        errors[errors.length / 2],
        "Relative difference between the gradient and central differences of U at data (median); above 0.05 gradient and energy do not belong together, or U is too rough for float32.");
  }

  private static double[] norms(FloatArray gradient) {
    double[] norms = new double[gradient.rows()];
    for (int row = 0; row < norms.length; row++) {
      norms[row] = Vectors.norm(gradient.slice(row, row + 1).values());
    }
    return norms;
  }

  /** Each position a distance further along its gradient. */
  private static FloatArray moved(ChainState centre, double[] norms, double distance) {
    float[] values = centre.position().values().clone();
    int width = centre.position().rowElements();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (distance * centre.gradient().values()[i] / norms[i / width]);
    }
    return new FloatArray(centre.position().shape(), values);
  }
}
