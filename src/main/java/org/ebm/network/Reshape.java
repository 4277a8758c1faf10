package org.ebm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** The same numbers on other axes, row-major: how a generator makes an image of a row of units. */
@Kind("reshape")
public record Reshape(
    @Key(value = "sizes after it: [64, 4, 4]", range = ">= 1")
    List<Integer> shape) implements Layer {
  public Reshape {
    shape = List.copyOf(shape);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = new Shape(shape);
    if (output.elements() != input.elements()) {
      throw new ConfigException(
          "shape",
          "must hold as many numbers as the input " + input + ", " + input.elements() + ", got "
              + output);
    }
    return output;
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public String forward(Lines lines) {
    List<Integer> sizes = new ArrayList<>(List.of(-1));
    sizes.addAll(shape);
    return lines.of("{out} = torch.reshape({in}, %s)", sizes);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = torch.reshape({gradOut}, torch.size({in}))"));
  }
}
