package org.ebm.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.Shape;
import org.ebm.script.Template;

/**
 * Names the variables of one layer's lines. In a template, {@code {in}}, {@code {out}}, {@code {gradOut}} and {@code {gradIn}} are the layer's arrays,
 * a condition's name ({@code {noise_level}}) is what the energy is told, {@code {scale}} is 1 / T of the energy, a parameter's name is that parameter, and any other word in braces
 * becomes a local variable of this layer.
 *
 * @param place identifies the layer in variable names: {@code 3}, {@code 3_1} inside a residual
 * @param input shape at the layer's input
 * @param arrays variable names of in, out, gradOut, gradIn, of each parameter and of each condition
 * @param mayOverwrite whether in and gradOut are read by nobody else
 */
public record Lines(String place, Shape input, Map<String, String> arrays, Overwrite mayOverwrite) {
  /** Arrays of the neighbours that a layer may use as its own output. */
  public record Overwrite(boolean in, boolean gradOut) {
    static final Overwrite NOTHING = new Overwrite(false, false);
  }

  /** The template with every braced word replaced by its variable, and then formatted with the arguments. */
  public String of(String template, Object... arguments) {
    return Template.of(template, this::variable, arguments);
  }

  /** These lines with a word that means another variable: a weight in another form. */
  Lines with(String word, String variable) {
    Map<String, String> others = new HashMap<>(arrays);
    others.put(word, variable);
    return new Lines(place, input, others, mayOverwrite);
  }

  String variable(String word) {
    String array = arrays.get(word);
    return array != null ? array : word + "_" + place;
  }

  /** An integer list of one value per spatial axis: {@code [3, 3]}. */
  static String pair(int value) {
    return List.of(value, value).toString();
  }
}
