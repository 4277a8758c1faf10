package org.ebm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.script.Method;
import org.ebm.script.Template;
import org.ebm.script.TorchClass;

/**
 * Layers as a function y = g(x), such as a generator from latents to examples: {@code prepare(p) -> w} and {@code forward(x, w, c) -> y}, both in float32.
 *
 * @param input sizes of one x
 */
public record FeedForward(
    @Key(value = "sizes of one input: [16] for 16 latents", range = ">= 1")
    List<Integer> input,

    @Key("the layers, input first") List<Layer> layers) {
  public FeedForward {
    input = List.copyOf(input);
    layers = List.copyOf(layers);
    new Stack(layers).outputShape(new Shape(input));
    new Stack(layers).parameters(new Shape(input));
  }

  public Shape shape() {
    return new Shape(input);
  }

  public Shape output() {
    return new Stack(layers).outputShape(shape());
  }

  /** Learned arrays, in the order of the program's list argument. */
  public List<Parameter> parameters() {
    return new Stack(layers).parameters(shape());
  }

  /** What the layers are told beside x, in the order of {@code c}. */
  public List<Condition> conditions() {
    return List.copyOf(new Stack(layers).conditions().values());
  }

  /** The class of its text. */
  public TorchClass script() {
    StackText text = new Stack(layers).text(shape(), 1);
    List<String> weights =
        new ArrayList<>(parameters().stream().map(Parameter::name).toList());
    weights.addAll(text.prepared().keySet());
    return new TorchClass(
        "Function",
        List.of(
            new Method("prepare(p: List[Tensor]) -> List[Tensor]", prepare(text, weights)),
            new Method(
                "forward(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor",
                forward(text, weights))));
  }

  /** The same with its weights inside: {@code prepare} takes an empty list. */
  public TorchClass holding(Weights weights) {
    TorchClass script = script();
    String own =
        weights.arrays().keySet().stream().map(name -> "self." + name).toList().toString();
    List<Method> methods = new ArrayList<>(script.methods());
    methods.set(0, methods.get(0).after("p = " + own));
    return new TorchClass(script.type(), Map.of(), Map.of(), weights.arrays(), methods);
  }

  /** How many arrays {@code prepare} gives. */
  public int prepared() {
    return parameters().size() + new Stack(layers).text(shape(), 1).prepared().size();
  }

  /** What its layers give for one x. */
  public long numbersPerExample() {
    return new Stack(layers).shapes(shape()).stream().mapToLong(Shape::elements).sum();
  }

  private List<String> prepare(StackText text, List<String> weights) {
    List<Parameter> parameters = parameters();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      lines.add(parameters.get(i).name() + " = "
          + cast("p[" + i + "]", parameters.get(i).shape()));
    }
    text.prepared().forEach((name, expression) -> lines.add(name + " = " + expression));
    lines.add("return [" + String.join(", ", weights) + "]");
    return lines;
  }

  /** Kernels in channels-last order, in which the engine's convolutions are fastest. */
  private static String cast(String value, Shape shape) {
    return shape.rank() == 4 ? "torch.to(" + value + ", 6, False, False, 2)" : value;
  }

  private List<String> forward(StackText text, List<String> weights) {
    List<String> lines = new ArrayList<>(text.forward().lines().toList());
    lines.add("return " + text.output());
    Set<String> read = Template.identifiers(lines);
    List<String> all = new ArrayList<>(StackText.named(weights, "w", read));
    all.addAll(StackText.named(conditions().stream().map(Condition::name).toList(), "c", read));
    all.addAll(lines);
    return all;
  }
}
