package org.ebm.network;

import java.util.List;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Largest value of each window over time and space of a video or over a volume; sizes are per axis: [time, height, width]. */
@Kind("max_pool3d")
public record MaxPool3d(
    @Key(value = "size of the window along each axis", range = ">= 1", byDefault = "[2, 2, 2]")
    List<Integer> kernel,

    @Key(
        value = "distance between windows along each axis",
        range = ">= 1",
        byDefault = "[2, 2, 2]")
    List<Integer> stride)
    implements Layer {
  private static final List<Integer> NO_PADDING = List.of(0, 0, 0);

  public MaxPool3d {
    kernel = Windows.three("kernel", kernel);
    stride = Windows.three("stride", stride);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Windows("max_pool3d", kernel, stride, NO_PADDING).outputShape(input, input.size(0));
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
        "({out}, {indices}) = torch.max_pool3d_with_indices({in}, %s, %s, [0, 0, 0], [1, 1, 1], False)",
        kernel, stride);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "{gradIn} = torch.max_pool3d_with_indices_backward({gradOut}, {in}, %s, %s, [0, 0, 0], [1, 1, 1], False, {indices})",
        kernel, stride));
  }
}
