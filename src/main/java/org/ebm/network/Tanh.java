package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/** Hyperbolic tangent. */
@Kind("tanh")
public record Tanh() implements Layer {
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
    return lines.of("{out} = torch.tanh({in})");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = torch.tanh_backward({gradOut}, {out})"));
  }
}
