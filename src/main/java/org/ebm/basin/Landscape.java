package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Ability;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Sampler;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/**
 * An energy as the search for basins sees it: U and its gradient at points, and chains that are pulled over it, many at once.
 * <p>Chains advance together, call by call; before each call those on their way are cut into blocks in the order in which they were given, and a
 * block's noise comes from the key, the call and the block. So outcomes depend on the arguments only, not on the number of workers.
 */
final class Landscape implements AutoCloseable {
  /** Chains that end wait for the others of their block until the call ends; calls cost little beside so many steps. */
  private static final int STEPS_PER_CALL = 50;
  /** Steps from one point of a path to the next. */
  private static final int STEPS_PER_POINT = 10;

  private final Compute compute;
  private final Sampler sampler;
  private final Shape shape;
  private final EnergyInputs inputs;
  private final Programs programs;
  private final Optional<Journal> journal;

  private Landscape(
      Compute compute,
      Sampler sampler,
      Potential energy,
      Programs programs,
      Optional<Journal> journal) {
    this.compute = compute;
    this.sampler = sampler;
    this.shape = energy.shape();
    this.inputs = energy.inputs(List.of());
    this.programs = programs;
    this.journal = journal;
  }

  /**
   * Compiles the program.
   *
   * @param sampler the chains' rule, at the chains' temperature
   * @throws ConfigException for a sampler that rejects in bfloat16
   */
  static Landscape open(Potential energy, Sampler sampler, Compute compute) {
    return open(energy, sampler, compute, Optional.empty());
  }

  /**
   * The same.
   *
   * @param journal where outcomes are kept
   */
  static Landscape open(
      Potential energy, Sampler sampler, Compute compute, Optional<Journal> journal) {
    requirePullable(energy);
    compute.requireFineEnough(sampler);
    Program exact = program(energy, sampler, Precision.FLOAT32, compute.torch());
    Program program = compute.precision() == Precision.FLOAT32
        ? exact
        : program(energy, sampler, compute.precision(), compute.torch());
    return new Landscape(compute, sampler, energy, new Programs(program, exact), journal);
  }

  /** Refuses an energy that no pulled chain can go over. */
  static void requirePullable(Potential energy) {
    Ability.requireGradient(
        energy, "energy", "map-basins pulls chains along gradients", "run ebm sample on it");
    Ability.requireEnergy(energy, "energy", "map-basins has barriers in U", "run ebm sample on it");
  }

  private static Program program(
      Potential energy, Sampler sampler, Precision precision, Torch torch) {
    return energy.program(PulledScript.of(energy, sampler, precision), torch);
  }

  /**
   * The same text twice.
   *
   * @param grouping moves the chains of which only the end counts, in the precision that was asked for
   * @param exact all else, in float32; may be the same object
   */
  private record Programs(Program grouping, Program exact) {}

  Shape shape() {
    return shape;
  }

  /** U and dU/dx at points: energy and gradient of each. */
  List<Slope> slopes(List<float[]> points) {
    List<List<Slope>> blocks = inBlocks(points, (block, index) -> {
      List<FloatArray> results = programs.exact.call(
          "field", inputs.parameters(), inputs.conditions(), List.of(Rows.array(block, shape)), 0);
      List<float[]> gradients = Rows.of(results.get(1));
      List<Slope> slopes = new ArrayList<>();
      for (int i = 0; i < gradients.size(); i++) {
        slopes.add(new Slope(results.get(0).values()[i], gradients.get(i)));
      }
      return slopes;
    });
    return blocks.stream().flatMap(List::stream).toList();
  }

  /**
   * The energy near a point.
   *
   * @param energy U
   * @param gradient dU/dx
   */
  record Slope(double energy, float[] gradient) {}

  /** U at points. */
  double[] energies(List<float[]> points) {
    return slopes(points).stream().mapToDouble(Slope::energy).toArray();
  }

  List<State> states(List<float[]> points) {
    double[] energies = energies(points);
    List<State> states = new ArrayList<>();
    for (int i = 0; i < energies.length; i++) {
      states.add(new State(points.get(i), energies[i]));
    }
    return states;
  }

  /** How closely chains are watched. */
  enum Watch {
    /** The barrier is the highest U after a step. */
    ENDS(STEPS_PER_CALL),
    /** The barrier is the highest U after or midway in a step, which can hop over a narrow ridge; a third slower. */
    BARRIER(STEPS_PER_CALL),
    /** The same, and the path is kept. */
    PATH(STEPS_PER_POINT);

    private final int stepsPerCall;

    Watch(int stepsPerCall) {
      this.stepsPerCall = stepsPerCall;
    }
  }

  /** Runs chains until each has arrived or given up. */
  List<Pull.Outcome> pull(List<Pull> pulls, Limits limits, Watch watch, RandomKey key) {
    Supplier<List<FloatArray>> outcomes =
        () -> Pull.Outcome.encoded(moved(started(pulls), limits, watch, key), shape);
    RandomKey exactly = key.fold(limits.hash()).fold(watch.ordinal()).fold(Pull.hash(pulls));
    return Pull.Outcome.decoded(
        journal.map(known -> known.recall(exactly, outcomes)).orElseGet(outcomes));
  }

  private List<Pull.Outcome> moved(
      List<PulledChain> chains, Limits limits, Watch watch, RandomKey key) {
    if (watch == Watch.PATH) {
      chains.forEach(PulledChain::keepPath);
    }
    List<PulledChain> moving =
        chains.stream().filter(chain -> chain.isOnItsWay(limits)).toList();
    for (int call = 0; !moving.isEmpty(); call++) {
      advance(moving, limits, watch, key.fold(call));
      moving = moving.stream().filter(chain -> chain.isOnItsWay(limits)).toList();
    }
    return chains.stream().map(chain -> chain.outcome(limits)).toList();
  }

  private List<PulledChain> started(List<Pull> pulls) {
    List<List<PulledChain>> blocks = inBlocks(pulls, (block, index) -> {
      List<FloatArray> starts =
          List.of(Rows.array(block.stream().map(Pull::start).toList(), shape));
      List<FloatArray> results =
          programs.exact.call("start", inputs.parameters(), told(block), starts, 0);
      List<PulledChain> chains = new ArrayList<>();
      for (int i = 0; i < block.size(); i++) {
        chains.add(PulledChain.started(block.get(i), results, i));
      }
      return chains;
    });
    return blocks.stream().flatMap(List::stream).toList();
  }

  private void advance(List<PulledChain> chains, Limits limits, Watch watch, RandomKey key) {
    FloatArray arguments = FloatArray.of(sampler.arguments());
    FloatArray ends = FloatArray.of((float) limits.resolution(), limits.patience(), limits.steps());
    int midpoints = watch == Watch.ENDS ? 0 : 1;
    Program program = watch == Watch.ENDS ? programs.grouping : programs.exact;
    int size = compute.chainsPerBlock();
    inBlocks(chains, (block, index) -> {
      List<FloatArray> arrays = new ArrayList<>(PulledChain.arrays(block, shape));
      arrays.add(arguments);
      arrays.add(ends);
      List<FloatArray> results = program.call(
          "run",
          inputs.parameters(),
          told(block.stream().map(PulledChain::pull).toList()),
          arrays,
          key.fold(index).seed(),
          watch.stepsPerCall,
          size,
          midpoints);
      for (int i = 0; i < block.size(); i++) {
        block.get(i).moved(results, i);
      }
      return index;
    });
  }

  /** What the energy is told, then targets and forces. */
  private List<FloatArray> told(List<Pull> pulls) {
    List<FloatArray> all = new ArrayList<>(inputs.conditions());
    all.add(Rows.array(pulls.stream().map(Pull::target).toList(), shape));
    all.add(Rows.vector(pulls, Pull::force));
    return all;
  }

  /** Cuts a list into blocks, and does each, by its content and number, on some worker. */
  private <A, B> List<B> inBlocks(List<A> items, BiFunction<List<A>, Integer, B> task) {
    int size = compute.chainsPerBlock();
    IntFunction<B> ofBlock = index ->
        task.apply(items.subList(index * size, Math.min(items.size(), (index + 1) * size)), index);
    return compute.torch().parallel((items.size() + size - 1) / size, ofBlock);
  }

  @Override
  public void close() {
    programs.exact.close();
    if (programs.grouping != programs.exact) {
      programs.grouping.close();
    }
  }
}
