package org.ebm.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** The same fully connected layer W x + b at each point of a set: (points, coordinates) to (points, units). It cannot tell one point from another by its number. */
@Kind("point_dense")
public record PointDense(
    @Key(value = "outputs at each point", range = ">= 1") int units) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(PointPool.points("point_dense", input), units);
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int fanIn = input.size(1);
    return List.of(
        Parameter.ofFanIn("weight", Shape.of(units, fanIn), fanIn),
        Parameter.ofFanIn("bias", Shape.of(units), fanIn));
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** As in {@link Dense}. */
  @Override
  public Map<String, String> prepared(Lines lines) {
    return Map.of(lines.variable("matrix"), lines.of("torch.contiguous(torch.t({weight}))"));
  }

  /** One product for all points of all examples. */
  @Override
  public String forward(Lines lines) {
    Shape input = lines.input();
    return lines.of(
        "{out} = torch.reshape(torch.addmm({bias}, torch.reshape({in}, [-1, %d]), {matrix}), [-1, %d, %d])",
        input.size(1), input.size(0), units);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    Shape input = lines.input();
    return Optional.of(lines.of(
        "{gradIn} = torch.reshape(torch.mm(torch.reshape({gradOut}, [-1, %d]), {weight}), [-1, %d, %d])",
        units, input.size(0), input.size(1)));
  }
}
