package org.ebm.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Two-dimensional convolution with a square kernel and zero padding. */
@Kind("conv2d")
public record Conv2d(
    @Key(value = "output channels", range = ">= 1") int channels,

    @Key(value = "height and width of the kernel, pixels", range = ">= 1")
    int kernel,

    @Key(value = "distance between kernel positions, pixels", range = ">= 1", byDefault = "1")
    int stride,

    @Key(value = "zeros added on each side, pixels", range = ">= 0", byDefault = "0")
    int padding,

    @Key(value = WeightForm.HELP, byDefault = "learned") WeightForm weight)
    implements Layer {
  /** With its weight as it is learned. */
  public Conv2d(int channels, int kernel, int stride, int padding) {
    this(channels, kernel, stride, padding, WeightForm.LEARNED);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Spatial.of("conv2d", kernel, stride, padding).outputShape(input, channels);
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int fanIn = input.size(0) * kernel * kernel;
    weight.require(fanIn);
    return List.of(
        Parameter.ofFanIn("weight", Shape.of(channels, input.size(0), kernel, kernel), fanIn),
        Parameter.ofFanIn("bias", Shape.of(channels), fanIn));
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** Pixels that groups leave over at the border are cut off, which leaves a view. */
  @Override
  public boolean givesNewGradient(Shape input) {
    return isDense(input) || PixelGroups.of(this, input).isEmpty() || padding == 0;
  }

  @Override
  public Map<String, String> prepared(Lines lines) {
    return weight.prepared(lines, 4, laidOut(weight.in(lines)));
  }

  private Map<String, String> laidOut(Lines lines) {
    if (isDense(lines.input())) {
      return Map.of(
          lines.variable("matrix"),
          lines.of("torch.flatten(torch.permute({weight}, [0, 2, 3, 1]), 1)"));
    }
    return PixelGroups.of(this, lines.input())
        .map(groups -> Map.of(lines.variable("kernels"), groups.kernels(lines)))
        .orElse(Map.of());
  }

  @Override
  public String forward(Lines given) {
    Lines lines = weight.in(given);
    if (isDense(lines.input())) {
      return lines.of("""
          {flat} = torch.flatten(torch.permute({in}, [0, 2, 3, 1]), 1)
          {out} = torch.reshape(torch.linear({flat}, {matrix}, {bias}), [-1, %d, 1, 1])""", channels);
    }
    return lines.of(
        "{out} = torch.conv2d({in}, {weight}, {bias}, %s, %s)",
        Lines.pair(stride), Lines.pair(padding));
  }

  @Override
  public Optional<String> inputGradient(Lines given) {
    Lines lines = weight.in(given);
    if (isDense(lines.input())) {
      return Optional.of(lines.of("""
              {grad_image} = torch.reshape(torch.mm(torch.flatten({gradOut}, 1), {matrix}), [-1, %d, %d, %d])
              {gradIn} = torch.permute({grad_image}, [0, 3, 1, 2])""", kernel, kernel, lines.input().size(0)));
    }
    return Optional.of(PixelGroups.of(this, lines.input())
        .map(groups -> groups.gradient(lines))
        .orElseGet(() -> lines.of(
            "({gradIn}, {none1}, {none2}) = torch.convolution_backward({gradOut}, {in}, {weight}, None, %s, %s, [1, 1], False, [0, 0], 1, [True, False, False])",
            Lines.pair(stride), Lines.pair(padding))));
  }

  /** One output: the gradient is the kernel, for every example. */
  @Override
  public Optional<String> energyGradient(Lines lines) {
    return isOneProduct(lines.input())
        ? Optional.of(lines.of("{gradIn} = torch.expand({slope}, torch.size({in}))"))
        : Layer.super.energyGradient(lines);
  }

  @Override
  public Map<String, String> preparedForEnergy(Lines lines) {
    return isOneProduct(lines.input())
        ? Map.of(lines.variable("slope"), weight.in(lines).of("torch.mul({weight}, {scale})"))
        : Map.of();
  }

  private boolean isOneProduct(Shape input) {
    return channels == 1 && isDense(input);
  }

  /**
   * A kernel that covers its whole input is a matrix product, which the engine does faster than a convolution. Pixels are taken before channels: that
   * is the order in memory.
   */
  private boolean isDense(Shape input) {
    return padding == 0 && input.size(1) == kernel && input.size(2) == kernel;
  }
}
