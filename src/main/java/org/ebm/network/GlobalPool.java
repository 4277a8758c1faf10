package org.ebm.network;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * One number for each channel from all places of an image, a video or a volume: (channels, ...) to (channels). The sum of the outputs of convolutions is an energy of pictures of any size: learned on small
 * ones, it can be sampled on larger ones. Source: Xie, Lu, Zhu and Wu (2016), ICML.
 */
@Kind("global_pool")
public record GlobalPool(
    @Key(value = "sum or mean over all places", byDefault = "sum")
    Over of) implements Layer {
  /** What is taken of all places. */
  public enum Over {
    SUM,
    MEAN
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() < 2) {
      throw new ConfigException(
          "", "global_pool needs channels with places, as (channels, height, width), got " + input);
    }
    return Shape.of(input.size(0));
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** All places share one gradient in memory. */
  @Override
  public boolean givesNewGradient(Shape input) {
    return false;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of(
        "{out} = torch.%s(torch.flatten({in}, 2), [2])", of == Over.SUM ? "sum" : "mean");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    Shape input = lines.input();
    String ones = ", 1".repeat(input.rank() - 1);
    int places = input.elements() / input.size(0);
    String share = of == Over.SUM ? "{gradOut}" : "torch.div({gradOut}, " + places + ")";
    return Optional.of(lines.of("{gradIn} = torch.expand(torch.reshape(" + share + ", [-1, "
        + input.size(0) + ones + "]), torch.size({in}))"));
  }
}
