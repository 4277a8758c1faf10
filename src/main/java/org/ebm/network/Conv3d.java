package org.ebm.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Three-dimensional convolution with zero padding, over time and space of a video or over a volume; sizes are per axis: [time, height, width]. */
@Kind("conv3d")
public record Conv3d(
    @Key(value = "output channels", range = ">= 1") int channels,

    @Key(value = "size of the kernel along each axis", range = ">= 1")
    List<Integer> kernel,

    @Key(
        value = "distance between kernel positions along each axis",
        range = ">= 1",
        byDefault = "[1, 1, 1]")
    List<Integer> stride,

    @Key(
        value = "zeros added on each side along each axis",
        range = ">= 0",
        byDefault = "[0, 0, 0]")
    List<Integer> padding)
    implements Layer {
  public Conv3d {
    kernel = Windows.three("kernel", kernel);
    stride = Windows.three("stride", stride);
    padding = Windows.three("padding", padding);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Windows("conv3d", kernel, stride, padding).outputShape(input, channels);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int fanIn = kernel.stream().reduce(input.size(0), (a, b) -> a * b);
    return List.of(
        Parameter.ofFanIn(
            "weight",
            Shape.of(channels, input.size(0), kernel.get(0), kernel.get(1), kernel.get(2)),
            fanIn),
        Parameter.ofFanIn("bias", Shape.of(channels), fanIn));
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** Cells that blocks leave over at the border are cut off, which leaves a view. */
  @Override
  public boolean givesNewGradient(Shape input) {
    return CellGroups.of(this, input).isEmpty() || padding.equals(List.of(0, 0, 0));
  }

  @Override
  public Map<String, String> prepared(Lines lines) {
    return CellGroups.of(this, lines.input())
        .map(groups -> Map.of(lines.variable("kernels"), groups.kernels(lines)))
        .orElse(Map.of());
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of("{out} = torch.conv3d({in}, {weight}, {bias}, %s, %s)", stride, padding);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(CellGroups.of(this, lines.input())
        .map(groups -> groups.gradient(lines))
        .orElseGet(() -> engines(lines)));
  }

  private String engines(Lines lines) {
    return lines.of(
        "({gradIn}, {none1}, {none2}) = torch.convolution_backward({gradOut}, {in}, {weight}, None, %s, %s, [1, 1, 1], False, [0, 0, 0], 1, [True, False, False])",
        stride, padding);
  }
}
