package org.ebm.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;

/**
 * Ladders of an energy that learns: they go on from update to update, while step sizes and levels follow what the energy has become. Step sizes change after each update by the
 * acceptance there, levels every {@value #PLACED_EVERY} updates by the swaps since; between two updates all rungs' laws stand, so swaps and moves leave them as they are. Source:
 * Desjardins, Courville, Bengio, Vincent and Delalleau (2010), AISTATS, for tempered chains in learning; Syed et al. (2022) for the levels.
 */
public final class LearningLadder implements AutoCloseable {
  static final int PLACED_EVERY = 100;

  /** Change of log eps per unit of acceptance beside the target, in an update. */
  private static final double GAIN = 0.1;

  /** Least rejection rate that a pair is taken to have, so that no two levels fall together. */
  private static final double LEAST_REJECTION = 0.01;

  private static final int NO_PILOT = 10;

  /** As of persistent chains, which the highest rungs' states are for whoever goes on from them. */
  private static final String BANK = "bank";

  private static final String LOWER = "ladder_lower_rungs";
  private static final String VISITED = "ladder_visited";
  private static final String LEVELS = "ladder_levels";
  private static final String REJECTED = "ladder_rejected";

  private final Ladder ladder;
  private List<Level> levels;
  private List<FloatArray> positions;
  private List<float[]> visited;
  /** Sums over the updates since levels were placed, float32 so that a checkpoint holds them. */
  private float[] rejected;

  private float updates;

  private LearningLadder(Ladder ladder, List<Level> levels, FloatArray start) {
    this.ladder = ladder;
    this.levels = levels;
    this.positions = levels.stream().map(level -> start).toList();
    this.visited = Travels.none(levels.size(), start.rows());
    this.rejected = new float[levels.size() - 1];
  }

  /**
   * Compiles the moves.
   *
   * @param sampler one that is not {@link ReplicaExchange#unfit}
   * @param count of rungs, at least 2
   * @param moves of the sampler on every rung before neighbours may swap
   * @param start where all rungs of each ladder begin, (n, ...)
   * @param examples of the data, for a reference that looks at them
   * @throws org.ebm.base.ConfigException if sampler or reference do not fit the energy
   */
  public static LearningLadder open(
      Potential energy,
      Sampler sampler,
      LadderReference reference,
      int count,
      int moves,
      FloatArray start,
      Optional<FloatArray> examples,
      Compute compute) {
    ReplicaExchange how = new ReplicaExchange(reference, List.of(), moves, NO_PILOT);
    Ladder ladder = Ladder.open(energy, EnergyInputs.NONE, sampler, how, examples, compute);
    List<Level> levels = Arrays.stream(reference.firstLevels(count))
        .mapToObj(beta -> new Level(beta, sampler.stepSize()))
        .toList();
    return new LearningLadder(ladder, levels, start);
  }

  /**
   * Where an update's steps lead, from where the last one's ended; keeps nothing.
   *
   * @param inputs the energy's parameters as they are now
   * @param steps at least 1, each of so many moves, then swaps
   */
  public Ladder.Moved moved(EnergyInputs inputs, int steps, RandomKey key) {
    Ladder now = ladder.told(inputs);
    List<ChainState> states = positions.stream().map(now.rungs()::init).toList();
    List<Double> unknown = Collections.nCopies(levels.size() - 1, 0.0);
    // pairs go on in turn where the steps are odd: levels are placed after an even number of
    // updates
    long turn = (long) updates * steps % 2;
    return now.run(new LadderState(levels, unknown, states, visited, turn, 0, 0), steps, key);
  }

  /** Goes on from there with the next update. */
  public void keep(Ladder.Moved moved) {
    LadderState state = moved.state();
    positions = state.rungs().stream().map(ChainState::position).toList();
    visited = state.visited();
    levels = followed(moved.acceptances());
    for (int pair = 0; pair < rejected.length; pair++) {
      rejected[pair] += (float) (1 - moved.swapRates()[pair]);
    }
    updates++;
    if (updates == PLACED_EVERY) {
      place();
    }
  }

  private List<Level> followed(double[] acceptances) {
    Rungs rungs = ladder.rungs();
    if (rungs.targetAcceptance().isEmpty()) {
      return levels;
    }
    double target = rungs.targetAcceptance().getAsDouble();
    List<Level> followed = new ArrayList<>();
    for (int rung = 0; rung < levels.size(); rung++) {
      Level level = levels.get(rung);
      double factor = rungs.isExact(level) ? 1 : Math.exp(GAIN * (acceptances[rung] - target));
      followed.add(new Level(level.beta(), (float) (level.stepSize() * factor)));
    }
    return followed;
  }

  private void place() {
    double[] rates = new double[rejected.length];
    for (int pair = 0; pair < rates.length; pair++) {
      rates[pair] = Math.max(LEAST_REJECTION, rejected[pair] / updates);
    }
    Placement placed = Placement.of(levels, rates, rates.length, ladder.rungs()::isExact);
    if (placed.levels().size() == levels.size()) {
      levels = placed.levels();
      positions = placed.taken(positions);
      visited = placed.taken(visited).stream().map(float[]::clone).toList();
    }
    Arrays.fill(rejected, 0);
    updates = 0;
  }

  /** Levels as they are now. */
  List<Level> levels() {
    return levels;
  }

  /** What a checkpoint must hold: the lower rungs one after another, and the highest as a bank. */
  public Map<String, FloatArray> state() {
    float[] numbers = new float[2 * levels.size()];
    for (int rung = 0; rung < levels.size(); rung++) {
      numbers[2 * rung] = (float) levels.get(rung).beta();
      numbers[2 * rung + 1] = (float) levels.get(rung).stepSize();
    }
    float[] sums = Arrays.copyOf(rejected, rejected.length + 1);
    sums[rejected.length] = updates;
    int highest = positions.size() - 1;
    return Map.of(
        BANK, positions.get(highest),
        LOWER, FloatArray.concat(positions.subList(0, highest)),
        VISITED, FloatArray.concat(visited.stream().map(FloatArray::of).toList()),
        LEVELS, FloatArray.of(numbers),
        REJECTED, FloatArray.of(sums));
  }

  /** Puts back what {@link #state} gave. */
  public void restore(Map<String, FloatArray> state) {
    FloatArray numbers = saved(state, LEVELS, 2 * levels.size());
    FloatArray sums = saved(state, REJECTED, levels.size());
    int chains = positions.get(0).rows();
    FloatArray marks = saved(state, VISITED, levels.size() * chains);
    FloatArray lower = saved(state, LOWER, (levels.size() - 1) * chains);
    FloatArray highest = saved(state, BANK, chains);
    List<Level> others = new ArrayList<>();
    List<FloatArray> states = new ArrayList<>();
    List<float[]> seen = new ArrayList<>();
    for (int rung = 0; rung < levels.size(); rung++) {
      others.add(new Level(numbers.values()[2 * rung], numbers.values()[2 * rung + 1]));
      states.add(
          rung + 1 < levels.size() ? lower.slice(rung * chains, (rung + 1) * chains) : highest);
      seen.add(marks.slice(rung * chains, (rung + 1) * chains).values());
    }
    levels = others;
    positions = states;
    visited = seen;
    rejected = Arrays.copyOf(sums.values(), rejected.length);
    updates = sums.values()[rejected.length];
  }

  private static FloatArray saved(Map<String, FloatArray> state, String name, int rows) {
    FloatArray array = state.get(name);
    if (array == null || array.rows() != rows) {
      throw EbmException.damaged(
          "chains.safetensors",
          "no " + name + " of " + rows + " rows, got " + state
              + "; delete this checkpoint and go on from the one before");
    }
    return array;
  }

  @Override
  public void close() {
    ladder.close();
  }
}
