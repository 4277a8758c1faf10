package org.ebm.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Fully connected layer W x + b on a flat input. */
@Kind("dense")
public record Dense(
    @Key(value = "outputs", range = ">= 1") int units,

    @Key(value = WeightForm.HELP, byDefault = "learned") WeightForm weight)
    implements Layer {
  /** With its weight as it is learned. */
  public Dense(int units) {
    this(units, WeightForm.LEARNED);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1) {
      throw new ConfigException(
          "", "dense needs a flat input, got " + input + "; put flatten before it");
    }
    return Shape.of(units);
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int fanIn = input.elements();
    weight.require(fanIn);
    return List.of(
        Parameter.ofFanIn("weight", Shape.of(units, fanIn), fanIn),
        Parameter.ofFanIn("bias", Shape.of(units), fanIn));
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** The engine multiplies by a matrix as it lies in memory a tenth faster than by its transpose, at the sizes of small networks. */
  @Override
  public Map<String, String> prepared(Lines lines) {
    return weight.prepared(
        lines,
        2,
        Map.of(
            lines.variable("matrix"), weight.in(lines).of("torch.contiguous(torch.t({weight}))")));
  }

  @Override
  public String forward(Lines lines) {
    return lines.of("{out} = torch.addmm({bias}, {in}, {matrix})");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(weight.in(lines).of("{gradIn} = torch.mm({gradOut}, {weight})"));
  }

  /** One unit: the gradient is its weights, for every example. */
  @Override
  public Optional<String> energyGradient(Lines lines) {
    return units == 1
        ? Optional.of(lines.of("{gradIn} = torch.expand({slope}, torch.size({in}))"))
        : Layer.super.energyGradient(lines);
  }

  @Override
  public Map<String, String> preparedForEnergy(Lines lines) {
    return units == 1
        ? Map.of(lines.variable("slope"), weight.in(lines).of("torch.mul({weight}, {scale})"))
        : Map.of();
  }
}
