package org.ebm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** All gradient lines, last layer first; empty if a layer leaves its gradient to autograd. */
  public Optional<String> inputGradient() {
    List<String> text = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      Optional<String> gradient = layers.get(i).inputGradient(lines.get(i));
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
}
