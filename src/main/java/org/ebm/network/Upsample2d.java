package org.ebm.network;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Every pixel repeated: an image as many times as high and wide. */
@Kind("upsample2d")
public record Upsample2d(
    @Key(value = "times as high and wide", range = ">= 2", byDefault = "2")
    int factor) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    if (!input.isImage()) {
      throw new ConfigException(
          "", "upsample2d needs an image (channels, height, width), got " + input);
    }
    return Shape.of(
        input.size(0),
        Math.multiplyExact(input.size(1), factor),
        Math.multiplyExact(input.size(2), factor));
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
    Shape output = outputShape(lines.input());
    return lines.of(
        "{out} = torch.upsample_nearest2d({in}, [%d, %d], None, None)",
        output.size(1), output.size(2));
  }

  /** The sum over the pixels that were made of one. */
  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of(
        "{gradIn} = torch.avg_pool2d({gradOut}, %1$s, %1$s, [0, 0], False, True, 1)",
        Lines.pair(factor)));
  }
}
