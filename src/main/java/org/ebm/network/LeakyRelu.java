package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;

/** Rectifier that keeps a share of negative values: max(x, 0) + slope min(x, 0). Its second derivative vanishes almost everywhere. */
public record LeakyRelu(
    @Key(value = "share of negative values that is kept", range = ">= 0, < 1", byDefault = "0.05")
    double slope)
    implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of("{out} = torch.leaky_relu({in}, %s)", slope);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(
        lines.of("{gradIn} = torch.leaky_relu_backward({gradOut}, {in}, %s, False)", slope));
  }
}
