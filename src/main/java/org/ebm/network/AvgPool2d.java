package org.ebm.network;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Mean of each square window; padding counts as zeros. */
@Kind("avg_pool2d")
public record AvgPool2d(
    @Key(value = "height and width of the window, pixels", range = ">= 1", byDefault = "2")
    int kernel,

    @Key(value = "distance between windows, pixels", range = ">= 1", byDefault = "2")
    int stride,

    @Key(
        value = "zeros added on each side, pixels; at most half the kernel",
        range = ">= 0",
        byDefault = "0")
    int padding)
    implements Layer {
  public AvgPool2d {
    if (padding > kernel / 2) {
      throw new ConfigException(
          "padding", "must be at most half the kernel " + kernel + ", got " + padding);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return Spatial.of("avg_pool2d", kernel, stride, padding).outputShape(input, input.size(0));
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of(
        "{out} = torch.avg_pool2d({in}, %s, %s, %s, False, True, None)",
        Lines.pair(kernel), Lines.pair(stride), Lines.pair(padding));
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "{gradIn} = torch.avg_pool2d_backward({gradOut}, {in}, %s, %s, %s, False, True, None)",
        Lines.pair(kernel), Lines.pair(stride), Lines.pair(padding)));
  }
}
