package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/** Rectifier with an exponential tail: x for x > 0, exp(x) - 1 otherwise. Source: Clevert, Unterthiner and Hochreiter (2016), ICLR. */
@Kind("elu")
public record Elu() implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public boolean isStage() {
    return true;
  }

  @Override
  public boolean isPiecewiseLinear() {
    return false;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of("{out} = torch.elu({in}, 1., 1., 1.)");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(
        lines.of("{gradIn} = torch.elu_backward({gradOut}, 1., 1., 1., False, {in})"));
  }
}
