package org.ebm.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Shape;
import org.ebm.config.KindName;
import org.ebm.network.Lines.Overwrite;

/** Layers in a row: their shapes, their parameters by full name, their text. */
public record Stack(List<Layer> layers) {
  public Stack {
    layers = List.copyOf(layers);
  }

  public Shape outputShape(Shape input) {
    List<Shape> shapes = shapes(input);
    return shapes.get(shapes.size() - 1);
  }

  /**
   * Shapes from the input to the output, one more than there are layers.
   *
   * @throws ConfigException naming the first layer that does not fit and the shapes so far
   */
  public List<Shape> shapes(Shape input) {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    for (int i = 0; i < layers.size(); i++) {
      try {
        shapes.add(layers.get(i).outputShape(shapes.get(i)));
      } catch (ConfigException e) {
        throw misfit(i, shapes, e);
      }
    }
    return shapes;
  }

  private ConfigException misfit(int layer, List<Shape> shapes, ConfigException cause) {
    String place = "layers[" + layer + "]." + KindName.of(layers.get(layer).getClass());
    String soFar = shapes.stream().map(Shape::toString).collect(Collectors.joining(" > "));
    return new ConfigException(cause.problems().stream()
        .map(problem -> new Problem(problem.path(), problem.message() + "; shapes so far: " + soFar)
            .below(place))
        .toList());
  }

  /**
   * All parameters in order, named {@code <layer>_<index>_<name>}: {@code conv2d_0_weight}.
   *
   * @throws ConfigException naming the first layer with an array of a size that none can have
   */
  public List<Parameter> parameters(Shape input) {
    List<Shape> shapes = shapes(input);
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      try {
        for (Parameter parameter : layers.get(i).parameters(shapes.get(i))) {
          parameters.add(parameter.named(prefix(i) + parameter.name()));
        }
      } catch (ConfigException e) {
        throw misfit(i, shapes.subList(0, i + 1), e);
      }
    }
    return parameters;
  }

  /** Names of all conditions that the layers read. */
  public Set<String> reads() {
    Set<String> names = new TreeSet<>();
    layers.forEach(layer -> names.addAll(layer.reads()));
    return names;
  }

  /**
   * Those of them that the layers describe, by name.
   *
   * @throws ConfigException if two layers describe one differently
   */
  public Map<String, Condition> conditions() {
    Map<String, Condition> all = new TreeMap<>();
    for (Layer layer : layers) {
      layer.conditions().forEach((name, condition) -> {
        Condition other = all.putIfAbsent(name, condition);
        if (other != null && !other.equals(condition)) {
          throw new ConfigException(
              "layers",
              "two layers are told different things as '" + name + "': " + other + " and "
                  + condition + "; give both the same");
        }
      });
    }
    return all;
  }

  /** How many layers' texts are written; see {@link Layer#texts}. */
  public long texts() {
    return layers.stream().mapToLong(Layer::texts).sum();
  }

  /**
   * The text of a whole network that reads {@code x}, its parameters by full name and its conditions by theirs; the output's gradient is {@code gradOut}.
   *
   * @param scale gradient of the energy in the output: 1 / T
   */
  public StackText text(Shape input, double scale) {
    Map<String, String> arrays = new HashMap<>(Map.of("in", "x", "gradOut", "grad_out"));
    arrays.put("scale", String.valueOf(scale));
    reads().forEach(condition -> arrays.put(condition, condition));
    parameters(input).forEach(parameter -> arrays.put(parameter.name(), parameter.name()));
    return text(new Lines("", input, arrays, Overwrite.NOTHING));
  }

  /** The text of layers inside another layer, whose lines name this row's input, gradient and parameters. */
  StackText text(Lines outer) {
    List<Shape> shapes = shapes(outer.input());
    List<Lines> lines = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String place = outer.place().isEmpty() ? String.valueOf(i) : outer.place() + "_" + i;
      String next = outer.place().isEmpty() ? String.valueOf(i + 1) : outer.place() + "_" + (i + 1);
      boolean last = i == layers.size() - 1;
      Map<String, String> arrays = new HashMap<>();
      layers.get(i).reads().forEach(name -> arrays.put(name, outer.variable(name)));
      arrays.put("scale", outer.variable("scale"));
      arrays.put("in", i == 0 ? outer.variable("in") : "x_" + place);
      arrays.put("out", "x_" + next);
      arrays.put("gradOut", last ? outer.variable("gradOut") : "grad_" + next);
      arrays.put("gradIn", "grad_" + place);
      for (Parameter parameter : layers.get(i).parameters(shapes.get(i))) {
        arrays.put(parameter.name(), outer.variable(prefix(i) + parameter.name()));
      }
      boolean newInput = i > 0 && layers.get(i - 1).givesNewOutput();
      // the last layer of an energy may give its weights
      boolean newGradient =
          i < layers.size() - 2 && layers.get(i + 1).givesNewGradient(shapes.get(i + 1));
      lines.add(new Lines(place, shapes.get(i), arrays, new Overwrite(newInput, newGradient)));
    }
    return new StackText(layers, lines);
  }

  private String prefix(int index) {
    return KindName.of(layers.get(index).getClass()) + "_" + index + "_";
  }
}
