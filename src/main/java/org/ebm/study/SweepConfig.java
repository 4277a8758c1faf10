package org.ebm.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.objective.Objective;
import org.ebm.sampler.Init;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Shard;
import org.ebm.train.Optimizer;
import org.ebm.train.Probe;
import org.ebm.train.Schedule;
import org.ebm.train.TrainConfig;
import org.ebm.train.Training;

/**
 * Many training runs: a training configuration with a section {@code sweep}. They differ in the start, step size and number of steps of their chains (source: Nijkamp et al. (2020), Figure 5), or in any
 * keys. All cells have the same seed, so the same first weights and batches, unless the sweep names seeds.
 */
public record SweepConfig(
    @Key(value = "of every cell; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key("what every cell learns from") Dataset data,

    @Key("the network of every cell; its temperature becomes eps^2 / 2 of the cell")
    Energy energy,

    @Key("maximum likelihood with Langevin chains; their init, step_size and steps are the cell's")
    Objective objective,

    @Key("of cells whose grid names none") Optimizer optimizer,

    @Key(value = "learning rate over a cell's updates", byDefault = "constant")
    Schedule schedule,

    @Key("budgets of every cell") Training training,

    @Key(value = "long chains in every cell", byDefault = "none")
    Optional<Probe> probe,

    @Key(value = "where to compute; a cell has one worker", byDefault = "{}")
    Resources runtime,

    @Key("which cells") Sweep sweep,

    @Key(
        value = "a part of the cells, to be merged with the others; none: all of them",
        byDefault = "none")
    Optional<Shard> shard) {
  /** Each is a training run with a folder of its own. */
  private static final int MOST_CELLS = 10_000;

  public SweepConfig {
    TrainConfig base = new TrainConfig(
        seed, data, energy, objective, optimizer, schedule, training, probe, runtime);
    if (sweep.axes().isEmpty()
        && !(objective instanceof MaximumLikelihood likelihood
            && likelihood.sampler() instanceof Langevin)) {
      throw new ConfigException(
          "objective",
          "a sweep of grids varies Langevin chains; choose maximum_likelihood with langevin, or sweep.axes");
    }
    Set<String> names = new HashSet<>();
    for (Cell cell : cells(base, sweep)) {
      if (!names.add(cell.name())) {
        throw new ConfigException(
            sweep.axes().isPresent() ? "sweep.axes" : "sweep.grids",
            "cell " + cell.name()
                + " is there twice; give each combination once (of starts their kind, step size and number of steps)");
      }
    }
    if (names.isEmpty()) {
      throw new ConfigException("sweep.grids", "there is no cell; give each grid some values");
    }
    if (shard.isPresent() && seed.isEmpty()) {
      throw new ConfigException(
          "seed", "must be given for a shard: all shards of a sweep have the same");
    }
    if (shard.isPresent() && shard.get().count() > names.size()) {
      throw new ConfigException(
          "shard",
          Counted.of(names.size(), "cell") + " cannot be dealt to "
              + Counted.of(shard.get().count(), "shard") + "; use at most one shard for each cell");
    }
  }

  /** The runs, in the order of the grids: by start, then step size, then steps; of a shard every n-th, as cells beside each other cost alike. */
  public List<Cell> cells() {
    List<Cell> all = cells(base(), sweep);
    return shard
        .map(part -> IntStream.range(0, all.size())
            .filter(k -> k % part.count() == part.index() - 1)
            .mapToObj(all::get)
            .toList())
        .orElse(all);
  }

  /** The chains of all cells, which get one precision, so that they can be compared. */
  public PrecisionChoice.Chains chains() {
    List<Sampler> samplers = new ArrayList<>();
    cells(base(), sweep).forEach(cell -> samplers.addAll(cell.config().chains().samplers()));
    return new PrecisionChoice.Chains(energy, samplers, shard.isPresent());
  }

  /** This sweep, in the precision that was chosen. */
  public SweepConfig in(PrecisionChoice choice) {
    return with(seed, data, runtime.in(choice), sweep, shard);
  }

  public SweepConfig withSeed(long drawn) {
    return with(Optional.of(drawn), data, runtime, sweep, shard);
  }

  /** This sweep as it begins now: what is not said of its data to hold out is settled. */
  public SweepConfig begun() {
    return with(seed, data.divided(), runtime, sweep, shard);
  }

  /** This sweep with the number of jobs, the diagnoses and the device of another: all that may change when it is resumed. */
  public SweepConfig withJobsOf(SweepConfig other) {
    Resources where = new Resources(
        other.runtime.device(),
        runtime.precision(),
        other.runtime.workers(),
        runtime.chainsPerBlock());
    return with(seed, data, where, sweep.with(other.sweep.jobs(), other.sweep.diagnose()), shard);
  }

  /** The sweep that this one is a shard of; itself, if it is none. */
  public SweepConfig whole() {
    return with(seed, data, runtime, sweep, Optional.empty());
  }

  /** The same sweep, wherever and however many cells at a time are computed. */
  SweepConfig anywhere() {
    return with(seed, data, runtime.anywhere(), sweep.with(1, sweep.diagnose()), shard);
  }

  private SweepConfig with(
      Optional<Long> otherSeed,
      Dataset otherData,
      Resources otherRuntime,
      Sweep otherSweep,
      Optional<Shard> otherShard) {
    return new SweepConfig(
        otherSeed,
        otherData,
        energy,
        objective,
        optimizer,
        schedule,
        training,
        probe,
        otherRuntime,
        otherSweep,
        otherShard);
  }

  private TrainConfig base() {
    return new TrainConfig(
        seed, data, energy, objective, optimizer, schedule, training, probe, runtime);
  }

  private static List<Cell> cells(TrainConfig base, Sweep sweep) {
    return sweep
        .axes()
        .map(axes -> Varied.cells(base, axes, sweep.seeds()))
        .orElseGet(() -> ofGrids(base, sweep));
  }

  private static List<Cell> ofGrids(TrainConfig base, Sweep sweep) {
    long count = sweep.cells().stream()
        .mapToLong(grid ->
            (long) grid.inits().size() * grid.stepSizes().size() * grid.steps().size())
        .sum();
    if (count > MOST_CELLS) {
      throw new ConfigException(
          "sweep.grids",
          "at most " + MOST_CELLS + " cells, got " + count + "; make several sweeps of it");
    }
    List<Cell> cells = new ArrayList<>();
    for (Grid grid : sweep.cells()) {
      for (Init init : grid.inits()) {
        for (double stepSize : grid.stepSizes()) {
          for (int steps : grid.steps()) {
            cells.add(Cell.ofChains(
                init, stepSize, steps, config(base, grid, chains(base, stepSize, steps, init))));
          }
        }
      }
    }
    return cells;
  }

  private static MaximumLikelihood chains(TrainConfig base, double stepSize, int steps, Init init) {
    MaximumLikelihood likelihood = (MaximumLikelihood) base.objective();
    Langevin langevin = (Langevin) likelihood.sampler();
    return likelihood.with(langevin.withStepSize(stepSize), steps, init);
  }

  private static TrainConfig config(TrainConfig base, Grid grid, MaximumLikelihood objective) {
    double stepSize = objective.sampler().stepSize();
    Training training = base.training();
    Resources runtime = base.runtime();
    try {
      return new TrainConfig(
          base.seed(),
          base.data(),
          base.energy().withTemperature(stepSize * stepSize / 2),
          objective,
          grid.optimizer().orElse(base.optimizer()),
          base.schedule(),
          training.withSteps(grid.updates().orElse(training.steps())),
          base.probe(),
          new Resources(
              runtime.device(), runtime.precision(), Optional.of(1), runtime.chainsPerBlock()));
    } catch (ConfigException e) {
      throw new ConfigException("sweep.grids", e.getMessage().replace("\n", "; "));
    }
  }
}
