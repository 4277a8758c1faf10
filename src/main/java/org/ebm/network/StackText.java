package org.ebm.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The lines of layers in a row.
 *
 * @param lines each layer's variables, in order
 */
public record StackText(List<Layer> layers, List<Lines> lines) {
  public StackText {
    layers = List.copyOf(layers);
    lines = List.copyOf(lines);
  }

  /** All forward lines, first layer first. */
  public String forward() {
    List<String> text = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      text.add(layers.get(i).forward(lines.get(i)));
    }
    return String.join("\n", text);
  }

  /** The variable that holds the last layer's output after {@link #forward}. */
  public String output() {
    return lines.get(lines.size() - 1).variable("out");
  }

  /** The forward lines of one layer. */
  public List<String> forward(int layer) {
    return layers.get(layer).forward(lines.get(layer)).lines().toList();
  }

  /** The variable that holds a layer's output right after its forward lines: a later layer may overwrite it. */
  public String output(int layer) {
    return lines.get(layer).variable("out");
  }

  /** What the layers prepare from their parameters, first layer first: variable to expression. */
  public Map<String, String> prepared() {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      all.putAll(layers.get(i).prepared(lines.get(i)));
    }
    return all;
  }

  /** The same, and what the last layer prepares for {@link #energyGradient}. */
  public Map<String, String> preparedForEnergy() {
    int last = layers.size() - 1;
    Map<String, String> all = new LinkedHashMap<>(prepared());
    all.putAll(layers.get(last).preparedForEnergy(lines.get(last)));
    return all;
  }

  /** All gradient lines, last layer first, from the gradient at the output; empty if a layer leaves its gradient to autograd. */
  public Optional<String> inputGradient() {
    return gradient(Layer::inputGradient);
  }

  /** The gradient of the energy, which is the output times {@code {scale}}. */
  public Optional<String> energyGradient() {
    return gradient(Layer::energyGradient);
  }

  private Optional<String> gradient(BiFunction<Layer, Lines, Optional<String>> ofLastLayer) {
    int last = layers.size() - 1;
    List<String> text = new ArrayList<>();
    for (int i = last; i >= 0; i--) {
      Optional<String> gradient = i == last
          ? ofLastLayer.apply(layers.get(i), lines.get(i))
          : layers.get(i).inputGradient(lines.get(i));
      if (gradient.isEmpty()) {
        return Optional.empty();
      }
      text.add(gradient.get());
    }
    return Optional.of(String.join("\n", text));
  }

  /** The variable that holds the gradient at the input after {@link #inputGradient}. */
  public String gradientAtInput() {
    return lines.get(0).variable("gradIn");
  }

  /**
   * Lines that name the elements of a list argument.
   *
   * @param names of all elements, in order
   * @param read those that are wanted
   */
  public static List<String> named(List<String> names, String list, Set<String> read) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (read.contains(names.get(i))) {
        lines.add(names.get(i) + " = " + list + "[" + i + "]");
      }
    }
    return lines;
  }
}
