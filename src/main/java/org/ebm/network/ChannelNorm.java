package org.ebm.network;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Units of each example, or channels of each point, less their mean and in their sd, then times a learned factor and plus a learned offset for each channel. Never for each point: a factor that belongs to
 * a point's number would make an energy of lists out of one of sets. Source: Ba, Kiros and Hinton (2016), arXiv:1607.06450.
 */
@Kind("channel_norm")
public record ChannelNorm(
    @Key(value = "added to the variance", range = "> 0", byDefault = "1.0e-5")
    double epsilon) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() > 2) {
      throw new ConfigException(
          "",
          "channel_norm needs units or a set of points (points, channels), got " + input
              + "; images take group_norm");
    }
    if (channels(input) < 2) {
      throw new ConfigException(
          "", "channel_norm needs two channels or more: one has no spread, got " + input);
    }
    return input;
  }

  private static int channels(Shape input) {
    return input.size(input.rank() - 1);
  }

  /** The factor is 1 + gain, so that the layer begins as plain normalisation with everything learned at zero. */
  @Override
  public List<Parameter> parameters(Shape input) {
    Shape each = Shape.of(channels(input));
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

  @Override
  public String forward(Lines lines) {
    return lines.of("""
        {factor} = torch.add({gain}, 1)
        ({out}, {mean}, {rstd}) = torch.native_layer_norm({in}, [%d], {factor}, {offset}, %s)""", channels(lines.input()), epsilon);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "({gradIn}, {none1}, {none2}) = torch.native_layer_norm_backward({gradOut}, {in}, [%d], {mean}, {rstd}, {factor}, {offset}, [True, False, False])",
        channels(lines.input())));
  }
}
