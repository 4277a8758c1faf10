package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Rectifier that keeps a share of negative values: max(x, 0) + slope min(x, 0). Its second derivative vanishes almost everywhere. */
@Kind("leaky_relu")
public record LeakyRelu(
    @Key(value = "share of negative values that is kept", range = ">= 0, < 1", byDefault = "0.05")
    double slope)
    implements Layer {
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
    String inPlace = lines.mayOverwrite().in() ? "_" : "";
    return lines.of("{out} = torch.leaky_relu%s({in}, %s)", inPlace, slope);
  }

  /** From the output, which has the sign of the input. */
  @Override
  public Optional<String> inputGradient(Lines lines) {
    String inPlace = lines.mayOverwrite().gradOut() ? ", grad_input={gradOut}" : "";
    return Optional.of(lines.of(
        "{gradIn} = torch.leaky_relu_backward({gradOut}, {out}, %s, True" + inPlace + ")", slope));
  }
}
