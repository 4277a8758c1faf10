package org.ebm.network;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Channels of an image in groups, each less its mean over its channels and pixels and in its sd, then times a learned factor and plus a learned offset for each channel. As many groups as channels make it instance
 * normalisation, one group layer normalisation of the whole image. Each example by itself, so chains do not see each other. Units and points take {@link ChannelNorm}.
 * <p>Source: Wu and He (2018), ECCV; Ulyanov, Vedaldi and Lempitsky (2016), arXiv:1607.08022; Ba, Kiros and Hinton (2016), arXiv:1607.06450.
 */
@Kind("group_norm")
public record GroupNorm(
    @Key(
        value =
            "how many, a divisor of the channels; as many as channels: instance normalisation; 1: layer normalisation",
        range = ">= 1")
    int groups,

    @Key(value = "added to the variance", range = "> 0", byDefault = "1.0e-5")
    double epsilon)
    implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    if (!input.isImage()) {
      throw new ConfigException(
          "",
          "group_norm needs an image (channels, height, width), got " + input
              + "; units and points take channel_norm");
    }
    if (input.size(0) % groups != 0) {
      throw new ConfigException(
          "groups", "must divide the channels, got " + groups + " for " + input);
    }
    if (input.elements() / groups < 2) {
      throw new ConfigException(
          "groups",
          "a group of one number has no spread, got " + groups + " groups of " + input
              + "; lower groups");
    }
    return input;
  }

  /** The factor is 1 + gain, so that the layer begins as plain normalisation with everything learned at zero. */
  @Override
  public List<Parameter> parameters(Shape input) {
    Shape each = Shape.of(input.size(0));
    return List.of(new Parameter("gain", each, 0), new Parameter("offset", each, 0));
  }

  @Override
  public boolean isPiecewiseLinear() {
    return false;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** The engine's operator asks for arrays without gaps, in the order of images here. */
  @Override
  public String forward(Lines lines) {
    return lines.of("""
        {factor} = torch.add({gain}, 1)
        {image} = torch.contiguous({in}, memory_format=2)
        ({out}, {mean}, {rstd}) = torch.native_group_norm({image}, {factor}, {offset}, torch.size({in}, 0), %s, %s)""", sizes(lines.input()), epsilon);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "({gradIn}, {none1}, {none2}) = torch.native_group_norm_backward(torch.contiguous({gradOut}, memory_format=2), {image}, {mean}, {rstd}, {factor}, torch.size({in}, 0), %s, [True, False, False])",
        sizes(lines.input())));
  }

  private String sizes(Shape input) {
    return input.size(0) + ", " + input.size(1) * input.size(2) + ", " + groups;
  }
}
