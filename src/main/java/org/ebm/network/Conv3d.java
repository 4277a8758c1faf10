package org.ebm.network;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
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
  private static final int AXES = 3;

  public Conv3d {
    kernel = three("kernel", kernel);
    stride = three("stride", stride);
    padding = three("padding", padding);
  }

  private static List<Integer> three(String key, List<Integer> sizes) {
    if (sizes.size() != AXES) {
      throw new ConfigException(
          key, "must have one number for each of three axes, as [3, 3, 3], got " + sizes);
    }
    return List.copyOf(sizes);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1 + AXES) {
      throw new ConfigException(
          "", "conv3d needs (channels, time or depth, height, width), got " + input);
    }
    int[] sizes = new int[1 + AXES];
    sizes[0] = channels;
    for (int axis = 0; axis < AXES; axis++) {
      long padded = input.size(axis + 1) + 2L * padding.get(axis);
      if (kernel.get(axis) > padded) {
        throw new ConfigException(
            "kernel",
            "kernel " + kernel + " does not fit its input " + input + " padded by " + padding);
      }
      long positions = (padded - kernel.get(axis)) / stride.get(axis) + 1;
      if (positions > Integer.MAX_VALUE) {
        throw new ConfigException(
            "padding", "gives " + positions + " positions along an axis, got " + padding);
      }
      sizes[axis + 1] = (int) positions;
    }
    return Shape.of(sizes);
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

  @Override
  public String forward(Lines lines) {
    return lines.of("{out} = torch.conv3d({in}, {weight}, {bias}, %s, %s)", stride, padding);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "({gradIn}, {none1}, {none2}) = torch.convolution_backward({gradOut}, {in}, {weight}, None, %s, %s, [1, 1, 1], False, [0, 0, 0], 1, [True, False, False])",
        stride, padding));
  }
}
