package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Largest value of each square window; windows do not overlap unless the stride is smaller than the kernel. */
@Kind("max_pool2d")
public record MaxPool2d(
    @Key(value = "height and width of the window, pixels", range = ">= 1", byDefault = "2")
    int kernel,

    @Key(value = "distance between windows, pixels", range = ">= 1", byDefault = "2")
    int stride)
    implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return Spatial.of("max_pool2d", kernel, stride, 0).outputShape(input, input.size(0));
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
        "({out}, {indices}) = torch.max_pool2d_with_indices({in}, %s, %s, [0, 0], [1, 1], False)",
        Lines.pair(kernel), Lines.pair(stride));
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "{gradIn} = torch.max_pool2d_with_indices_backward({gradOut}, {in}, %s, %s, [0, 0], [1, 1], False, {indices})",
        Lines.pair(kernel), Lines.pair(stride)));
  }
}
