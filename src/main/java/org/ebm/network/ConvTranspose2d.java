package org.ebm.network;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Transposed two-dimensional convolution: the gradient of {@link Conv2d} in its input, as a layer. An image of side n becomes one of side (n - 1) stride - 2 padding + kernel: kernel 4, stride 2,
 * padding 1 double it.
 */
@Kind("conv_transpose2d")
public record ConvTranspose2d(
    @Key(value = "output channels", range = ">= 1") int channels,

    @Key(value = "height and width of the kernel, pixels", range = ">= 1")
    int kernel,

    @Key(
        value = "distance between the kernel's places in the output, pixels",
        range = ">= 1",
        byDefault = "1")
    int stride,

    @Key(
        value = "pixels cut off on each side of the output; less than the kernel",
        range = ">= 0",
        byDefault = "0")
    int padding)
    implements Layer {
  public ConvTranspose2d {
    if (padding >= kernel) {
      throw new ConfigException(
          "padding", "must be less than the kernel, " + kernel + ", got " + padding);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    if (!input.isImage()) {
      throw new ConfigException(
          "", "conv_transpose2d needs an image (channels, height, width), got " + input);
    }
    return Shape.of(channels, along(input, 1), along(input, 2));
  }

  private int along(Shape input, int axis) {
    long size = (input.size(axis) - 1L) * stride - 2L * padding + kernel;
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new ConfigException(
          "padding",
          "leaves " + size + " pixels of the input " + input
              + "; change padding, kernel or stride");
    }
    return (int) size;
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  /** PyTorch's default, in which what it calls fan-in is counted from the output channels. */
  @Override
  public List<Parameter> parameters(Shape input) {
    int fanIn = channels * kernel * kernel;
    return List.of(
        Parameter.ofFanIn("weight", Shape.of(input.size(0), channels, kernel, kernel), fanIn),
        Parameter.ofFanIn("bias", Shape.of(channels), fanIn));
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of(
        "{out} = torch.conv_transpose2d({in}, {weight}, {bias}, %s, %s, [0, 0], 1, [1, 1])",
        Lines.pair(stride), Lines.pair(padding));
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "{gradIn} = torch.conv2d({gradOut}, {weight}, None, %s, %s)",
        Lines.pair(stride), Lines.pair(padding)));
  }
}
