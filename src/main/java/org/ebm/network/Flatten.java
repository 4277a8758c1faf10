package org.ebm.network;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/** All axes of an example in one, row-major. */
@Kind("flatten")
public record Flatten() implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.elements());
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of("{out} = torch.flatten({in}, 1)");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = torch.reshape({gradOut}, torch.size({in}))"));
  }
}
