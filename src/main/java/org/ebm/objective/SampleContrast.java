package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;

/** Data against samples of the model with shares of any sign: d/dp of T (mean U(data) - sum of shares times U(samples)). */
final class SampleContrast implements AutoCloseable {
  private final Potential energy;
  private final LossGradient gradient;

  SampleContrast(Potential energy, Compute compute) {
    this.energy = energy;
    this.gradient = new LossGradient(energy, List.of(), Contrast.ENERGY, compute);
  }

  /**
   * What is learned of them.
   *
   * @param ofData mean U of the data
   * @param ofModel the samples' estimate of it under the model
   */
  record Learned(Map<String, Weights> gradients, double ofData, double ofModel) {
    double gap() {
      return ofData - ofModel;
    }
  }

  /**
   * One gradient.
   *
   * @param shares of the samples, whose sum is 1
   * @throws EbmException diverged (exit 4) if it is not finite
   */
  Learned of(
      Map<String, Weights> weights,
      EnergyInputs inputs,
      FloatArray data,
      FloatArray samples,
      double[] shares,
      RandomKey key) {
    int rows = data.rows();
    float[] weight = new float[rows + shares.length];
    Arrays.fill(weight, 0, rows, (float) (energy.temperature() / rows));
    for (int i = 0; i < shares.length; i++) {
      weight[rows + i] = (float) (-energy.temperature() * shares[i]);
    }
    LossGradient.Result result = gradient.of(
        weights,
        FloatArray.concat(List.of(data, samples)),
        inputs.conditions(),
        weight,
        key.fold("gradient"));
    if (!result.isFinite()) {
      throw new EbmException(ExitCode.DIVERGED, "the learning gradient is non-finite");
    }
    float[] energies = result.column(0);
    double ofData = 0;
    for (int i = 0; i < rows; i++) {
      ofData += energies[i] / rows;
    }
    double ofModel = 0;
    for (int i = 0; i < shares.length; i++) {
      ofModel += shares[i] * energies[rows + i];
    }
    return new Learned(result.gradients(), ofData, ofModel);
  }

  @Override
  public void close() {
    gradient.close();
  }
}
