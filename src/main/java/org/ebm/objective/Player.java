package org.ebm.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.network.Parameter;

/**
 * One learner of a training: it has weights, a gradient and an optimizer of its own.
 *
 * @param rate factor of the energy's learning rate, for a player that has no optimizer in the configuration
 */
public record Player(String name, List<Parameter> parameters, double rate) {
  /** The player that everybody has. */
  public static final String ENERGY = "energy";

  public static Player energy(List<Parameter> parameters) {
    return new Player(ENERGY, parameters, 1);
  }

  /** First weights, a function of the key and the parameters' names. */
  public Weights initial(RandomKey key) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    parameters.forEach(parameter -> arrays.put(parameter.name(), parameter.initial(key)));
    return new Weights(arrays);
  }

  /** Number of learned values. */
  public long size() {
    return parameters.stream()
        .mapToLong(parameter -> parameter.shape().elements())
        .sum();
  }

  List<String> names() {
    return parameters.stream().map(Parameter::name).toList();
  }
}
