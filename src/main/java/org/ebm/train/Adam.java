package org.ebm.train;

import java.util.List;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Adam with bias correction. Source: Kingma and Ba (2015), ICLR, Algorithm 1; its weight decay, apart from the moments: Loshchilov and Hutter (2019), ICLR, Algorithm 2. */
@Kind("adam")
public record Adam(
    @Key(value = "step size", range = "> 0") double learningRate,

    @Key(value = "decay of the mean of gradients", range = ">= 0, < 1", byDefault = "0.9")
    double beta1,

    @Key(value = "decay of the mean of squared gradients", range = ">= 0, < 1", byDefault = "0.999")
    double beta2,

    @Key(value = "added to the root of the second mean", range = "> 0", byDefault = "1.0e-8")
    double epsilon,

    @Key(value = WeightDecay.HELP, range = ">= 0", byDefault = "0.0")
    double weightDecay)
    implements Optimizer {
  @Override
  public List<String> slots() {
    return List.of("mean", "square");
  }

  @Override
  public void update(float[] parameter, float[] gradient, List<float[]> slots, Clock clock) {
    WeightDecay.shrink(parameter, clock.rate() * weightDecay);
    float[] mean = slots.get(0);
    float[] square = slots.get(1);
    double meanCorrection = 1 - Math.pow(beta1, clock.step());
    double squareCorrection = 1 - Math.pow(beta2, clock.step());
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i];
      mean[i] = (float) (beta1 * mean[i] + (1 - beta1) * g);
      square[i] = (float) (beta2 * square[i] + (1 - beta2) * g * g);
      double root = Math.sqrt(square[i] / squareCorrection) + epsilon;
      parameter[i] -= (float) (clock.rate() * (mean[i] / meanCorrection) / root);
    }
  }
}
