package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/** Rectifier: max(x, 0). Its second derivative vanishes almost everywhere. */
@Kind("relu")
public record Relu() implements Layer {
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
    return true;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of("{out} = torch.relu({in})");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = torch.threshold_backward({gradOut}, {in}, 0)"));
  }
}
