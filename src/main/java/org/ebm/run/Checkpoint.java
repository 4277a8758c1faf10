package org.ebm.run;

import java.util.Map;
import org.ebm.base.FloatArray;

/**
 * All that a run needs to go on after a step as if it had never stopped.
 *
 * @param step updates done, >= 0
 * @param arrays per file (its name without ".safetensors": weights, optimizer, chains), the named arrays in it
 * @param state small values, as text
 */
public record Checkpoint(
    long step, Map<String, Map<String, FloatArray>> arrays, Map<String, String> state) {
  public Checkpoint {
    if (step < 0) {
      throw new IllegalArgumentException("a checkpoint's step cannot be " + step);
    }
  }
}
