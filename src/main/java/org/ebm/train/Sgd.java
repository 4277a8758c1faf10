package org.ebm.train;

import java.util.List;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Stochastic gradient descent: p' = (1 - rate decay) p - rate m, with m = gradient + momentum m (PyTorch's form, the decay apart from the momentum). */
@Kind("sgd")
public record Sgd(
    @Key(value = "step on the gradient of mean f(data) - mean f(model)", range = "> 0")
    double learningRate,

    @Key(value = "share of the last direction that is kept", range = ">= 0, < 1", byDefault = "0.0")
    double momentum,

    @Key(value = WeightDecay.HELP, range = ">= 0", byDefault = "0.0")
    double weightDecay)
    implements Optimizer {
  @Override
  public List<String> slots() {
    return momentum > 0 ? List.of("momentum") : List.of();
  }

  @Override
  public void update(float[] parameter, float[] gradient, List<float[]> slots, Clock clock) {
    float rate = (float) clock.rate();
    WeightDecay.shrink(parameter, clock.rate() * weightDecay);
    if (momentum > 0) {
      float[] direction = slots.get(0);
      float kept = (float) momentum;
      for (int i = 0; i < parameter.length; i++) {
        direction[i] = kept * direction[i] + gradient[i];
        parameter[i] -= rate * direction[i];
      }
    } else {
      for (int i = 0; i < parameter.length; i++) {
        parameter[i] -= rate * gradient[i];
      }
    }
  }
}
