package org.ebm.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;

/** The parameters under one optimizer, with its slots by name ({@code mean/conv2d_0_weight}). */
final class OptimizerState {
  private final Optimizer optimizer;
  private final Map<String, FloatArray> parameters;
  private final Map<String, Double> rates;
  private final Map<String, FloatArray> slots = new LinkedHashMap<>();

  /**
   * @param parameters by name; updated in place from now on
   * @param rates factors of the learning rate of single parameters; 1 for those that are not named
   */
  OptimizerState(
      Optimizer optimizer, Map<String, FloatArray> parameters, Map<String, Double> rates) {
    this.optimizer = optimizer;
    this.parameters = parameters;
    this.rates = rates;
    for (String slot : optimizer.slots()) {
      parameters.forEach((name, parameter) -> slots.put(
          slot + "/" + name,
          new FloatArray(parameter.shape(), new float[parameter.values().length])));
    }
  }

  void update(List<FloatArray> gradient, Optimizer.Clock clock) {
    int index = 0;
    for (var parameter : parameters.entrySet()) {
      List<float[]> memory = new ArrayList<>();
      for (String slot : optimizer.slots()) {
        memory.add(
            Objects.requireNonNull(slots.get(slot + "/" + parameter.getKey())).values());
      }
      double factor = rates.getOrDefault(parameter.getKey(), 1.0);
      Optimizer.Clock own = new Optimizer.Clock(clock.rate() * factor, clock.step());
      optimizer.update(parameter.getValue().values(), gradient.get(index++).values(), memory, own);
    }
  }

  Map<String, FloatArray> slots() {
    return slots;
  }

  /** Puts back what {@link #slots} gave. */
  void restore(Map<String, FloatArray> saved) {
    copy(saved, slots, "optimizer.safetensors");
  }

  /** Copies saved arrays into arrays of the same names and shapes. */
  static void copy(Map<String, FloatArray> saved, Map<String, FloatArray> into, String file) {
    into.forEach((name, array) -> {
      FloatArray from = saved.get(name);
      if (from == null || !Arrays.equals(from.shape(), array.shape())) {
        throw EbmException.damaged(
            file, "no array " + name + " of shape " + array + ", got " + from);
      }
      System.arraycopy(from.values(), 0, array.values(), 0, array.values().length);
    });
  }
}
