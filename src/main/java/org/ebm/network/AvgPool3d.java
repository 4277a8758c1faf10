package org.ebm.network;

import java.util.List;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Mean of each window over time and space of a video or over a volume; sizes are per axis: [time, height, width]. */
@Kind("avg_pool3d")
public record AvgPool3d(
    @Key(value = "size of the window along each axis", range = ">= 1", byDefault = "[2, 2, 2]")
    List<Integer> kernel,

    @Key(
        value = "distance between windows along each axis",
        range = ">= 1",
        byDefault = "[2, 2, 2]")
    List<Integer> stride)
    implements Layer {
  private static final List<Integer> NO_PADDING = List.of(0, 0, 0);

  public AvgPool3d {
    kernel = Windows.three("kernel", kernel);
    stride = Windows.three("stride", stride);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Windows("avg_pool3d", kernel, stride, NO_PADDING).outputShape(input, input.size(0));
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** In float32: the engine has no mean over windows of three axes in bfloat16. */
  @Override
  public String forward(Lines lines) {
    return lines.of(
        "{out} = torch.type_as(torch.avg_pool3d(torch.to({in}, 6), %s, %s, [0, 0, 0], False, True, None), {in})",
        kernel, stride);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "{gradIn} = torch.type_as(torch.avg_pool3d_backward(torch.to({gradOut}, 6), torch.to({in}, 6), %s, %s, [0, 0, 0], False, True, None), {in})",
        kernel, stride));
  }
}
