package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/** Smooth rectifier log(1 + exp(x)). Above 20 the engine uses x itself: the difference is below float32 resolution. */
@Kind("softplus")
public record Softplus() implements Layer {
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
    return lines.of("{out} = torch.softplus({in}, 1, 20)");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = torch.softplus_backward({gradOut}, {in}, 1, 20)"));
  }
}
