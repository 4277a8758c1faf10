package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/** Smooth activation x sigmoid(x), also called SiLU. Source: Ramachandran, Zoph and Le (2017), arXiv 1710.05941. */
@Kind("swish")
public record Swish() implements Layer {
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
    return lines.of("{out} = torch.silu({in})");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = torch.silu_backward({gradOut}, {in})"));
  }
}
