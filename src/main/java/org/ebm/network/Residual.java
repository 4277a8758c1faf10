package org.ebm.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Layers in a row whose output is added to their input: x + F(x). Source: He, Zhang, Ren and Sun (2016), CVPR. */
@Kind("residual")
public record Residual(
    @Key("the layers of F, in order; they must keep the shape")
    List<Layer> layers) implements Layer {
  public Residual {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new ConfigException("layers", "a residual needs at least one layer");
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = new Stack(layers).outputShape(input);
    if (!output.equals(input)) {
      throw new ConfigException(
          "layers", "a residual must keep its shape, got " + input + " > " + output);
    }
    return output;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return new Stack(layers).parameters(input);
  }

  /** Its layers' texts are written for the output, for the gradient and for what is prepared. */
  @Override
  public long texts() {
    return 1 + 3 * new Stack(layers).texts();
  }

  @Override
  public boolean isStage() {
    return true;
  }

  @Override
  public boolean isPiecewiseLinear() {
    return layers.stream().allMatch(Layer::isPiecewiseLinear);
  }

  @Override
  public Set<String> reads() {
    return new Stack(layers).reads();
  }

  @Override
  public Map<String, Condition> conditions() {
    return new Stack(layers).conditions();
  }

  @Override
  public Map<String, String> prepared(Lines lines) {
    return new Stack(layers).text(lines).prepared();
  }

  @Override
  public String forward(Lines lines) {
    StackText inner = new Stack(layers).text(lines);
    return inner.forward() + "\n" + lines.of("{out} = torch.add({in}, " + inner.output() + ")");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    StackText inner = new Stack(layers).text(lines);
    return inner
        .inputGradient()
        .map(text -> text + "\n"
            + lines.of("{gradIn} = torch.add({gradOut}, " + inner.gradientAtInput() + ")"));
  }
}
