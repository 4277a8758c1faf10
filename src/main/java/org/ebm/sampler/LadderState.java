package org.ebm.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebm.base.FloatArray;

/**
 * Where n ladders are: all that their next step depends on.
 *
 * @param levels from the lowest on; the last one's beta is 1
 * @param shifts for each pair of neighbours a guess of how much the free energy rises, fixed by the pilot: see {@link org.ebm.diagnose.Bennett}
 * @param rungs for each level, the states of all chains there
 * @param visited for each level, of the state that each chain has there, which end of the ladder it saw last: see {@link Travels}
 * @param steps taken since the pilot
 * @param restarts how often a state came to the target from the lowest rung, in all chains
 * @param roundTrips how often one came from the lowest rung to the target and back
 */
public record LadderState(
    List<Level> levels,
    List<Double> shifts,
    List<ChainState> rungs,
    List<float[]> visited,
    long steps,
    long restarts,
    long roundTrips) {
  private static final String BETA = "beta";
  private static final String STEP_SIZE = "step_size";
  private static final String SHIFT = "shift";
  private static final String VISITED = "visited";

  public LadderState {
    levels = List.copyOf(levels);
    shifts = List.copyOf(shifts);
    rungs = List.copyOf(rungs);
    visited = List.copyOf(visited);
  }

  /** The chains on the energy itself. */
  public ChainState target() {
    return rungs.get(rungs.size() - 1);
  }

  /** The target's level. */
  public Level targetLevel() {
    return levels.get(levels.size() - 1);
  }

  /** What a checkpoint must hold as arrays: rungs one after another. */
  public Map<String, FloatArray> arrays() {
    Map<String, FloatArray> arrays = new TreeMap<>();
    arrays.put(
        "position", FloatArray.concat(rungs.stream().map(ChainState::position).toList()));
    arrays.put(
        "energy", FloatArray.concat(rungs.stream().map(ChainState::energy).toList()));
    arrays.put(
        "gradient", FloatArray.concat(rungs.stream().map(ChainState::gradient).toList()));
    arrays.put(VISITED, FloatArray.concat(visited.stream().map(FloatArray::of).toList()));
    return arrays;
  }

  /** The rest, as text that reads back to the same numbers. */
  public Map<String, String> numbers() {
    Map<String, String> numbers = new TreeMap<>();
    numbers.put(BETA, joined(levels.stream().map(Level::beta).toList()));
    numbers.put(STEP_SIZE, joined(levels.stream().map(Level::stepSize).toList()));
    numbers.put(SHIFT, joined(shifts));
    numbers.put("steps", String.valueOf(steps));
    numbers.put("restarts", String.valueOf(restarts));
    numbers.put("round_trips", String.valueOf(roundTrips));
    return numbers;
  }

  /** What {@link #arrays} and {@link #numbers} were taken of. */
  public static LadderState of(Map<String, FloatArray> arrays, Map<String, String> numbers) {
    double[] betas = split(numbers.getOrDefault(BETA, ""));
    double[] stepSizes = split(numbers.getOrDefault(STEP_SIZE, ""));
    List<Level> levels = new ArrayList<>();
    List<ChainState> rungs = new ArrayList<>();
    List<float[]> visited = new ArrayList<>();
    int chains = array(arrays, VISITED).rows() / betas.length;
    for (int rung = 0; rung < betas.length; rung++) {
      int from = rung * chains;
      levels.add(new Level(betas[rung], stepSizes[rung]));
      visited.add(array(arrays, VISITED).slice(from, from + chains).values());
      rungs.add(new ChainState(
          array(arrays, "position").slice(from, from + chains),
          array(arrays, "energy").slice(from, from + chains),
          array(arrays, "gradient").slice(from, from + chains)));
    }
    List<Double> shifts = new ArrayList<>();
    for (double shift : split(numbers.getOrDefault(SHIFT, ""))) {
      shifts.add(shift);
    }
    return new LadderState(
        levels,
        shifts,
        rungs,
        visited,
        Long.parseLong(numbers.getOrDefault("steps", "0")),
        Long.parseLong(numbers.getOrDefault("restarts", "0")),
        Long.parseLong(numbers.getOrDefault("round_trips", "0")));
  }

  private static FloatArray array(Map<String, FloatArray> arrays, String name) {
    FloatArray array = arrays.get(name);
    if (array == null) {
      throw org.ebm.base.EbmException.damaged("ladder.safetensors", "has no array " + name);
    }
    return array;
  }

  private static String joined(List<Double> values) {
    return String.join(" ", values.stream().map(String::valueOf).toList());
  }

  private static double[] split(String words) {
    return java.util.Arrays.stream(words.split(" ", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
