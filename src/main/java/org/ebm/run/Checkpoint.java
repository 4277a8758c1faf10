package org.ebm.run;

import java.util.Map;
import java.util.TreeMap;
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
  /** In {@link #state}, of a checkpoint that is there because of the clock: a run goes on from it, and nothing else depends on it. */
  private static final String KEPT_FOR = "kept_for";

  private static final String RESUMING = "resuming";

  public Checkpoint {
    if (step < 0) {
      throw new IllegalArgumentException("a checkpoint's step cannot be " + step);
    }
  }

  /** The same, of which the newest alone is kept and to which no run goes back. */
  public Checkpoint forResuming() {
    Map<String, String> marked = new TreeMap<>(state);
    marked.put(KEPT_FOR, RESUMING);
    return new Checkpoint(step, arrays, marked);
  }

  /** Whether a state is of such a checkpoint. */
  static boolean isForResuming(Map<String, String> state) {
    return RESUMING.equals(state.get(KEPT_FOR));
  }
}
