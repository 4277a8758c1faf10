package org.ebm.sample;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ebm.base.FloatArray;
import org.ebm.files.Npz;

/** The same chains at a few times: samples.npz. Of many large states only the first chains are held, but the end has all. */
final class StatesOverTime {
  static final String FILE = "samples.npz";
  static final String STEP = "step_";
  static final String ENERGY = "energy";
  static final String ENERGY_DATA = "energy_data";

  /** Numbers held per time, 4 MiB: a million points of the plane, 341 images of 3x32x32. */
  private static final int MOST_NUMBERS = 1 << 20;

  private static final int FEWEST_CHAINS = 64;

  private final TreeMap<Integer, FloatArray> states = new TreeMap<>();

  /** What {@link #saved} gave; empty to begin. */
  static StatesOverTime of(Map<String, FloatArray> saved) {
    StatesOverTime shown = new StatesOverTime();
    saved.forEach(
        (name, array) -> shown.states.put(Integer.parseInt(name.substring(STEP.length())), array));
    return shown;
  }

  /** Of all chains, from the arrays that hold them at the times of {@link #saved}; no more of them than one process would have held. */
  static StatesOverTime joined(Map<String, FloatArray> all) {
    StatesOverTime shown = new StatesOverTime();
    of(all).states.forEach(shown::add);
    return shown;
  }

  void add(int step, FloatArray position) {
    int chains = Math.max(FEWEST_CHAINS, MOST_NUMBERS / position.rowElements());
    states.put(step, position.slice(0, Math.min(chains, position.rows())));
  }

  Map<String, FloatArray> saved() {
    Map<String, FloatArray> saved = new LinkedHashMap<>();
    states.forEach((step, array) -> saved.put(STEP + step, array));
    return saved;
  }

  /**
   * Writes the file.
   *
   * @param reached the end so far
   * @param energies the last arrays: of the chains there, and of data
   */
  void write(Path file, ChainsAtStep reached, Map<String, FloatArray> energies) {
    Map<String, FloatArray> arrays = saved();
    arrays.put(STEP + reached.step(), reached.state().position());
    arrays.putAll(energies);
    Npz.write(file, arrays);
  }
}
