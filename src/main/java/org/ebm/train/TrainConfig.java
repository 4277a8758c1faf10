package org.ebm.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.MemoryLimit;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.energy.Ability;
import org.ebm.energy.Energy;
import org.ebm.energy.Network;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.objective.Negatives;
import org.ebm.objective.Objective;
import org.ebm.objective.Player;
import org.ebm.sampler.Annealing;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;

/** A training run, whole: the same record and data give the same weights. */
public record TrainConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key("what to learn from") Dataset data,
    @Key("what is learned") Energy energy,
    @Key("how parameters get a gradient") Objective objective,
    @Key("how parameters follow their gradient") Optimizer optimizer,

    @Key(value = "learning rate over updates", byDefault = "constant")
    Schedule schedule,

    @Key("budgets") Training training,

    @Key(value = "long chains while learning", byDefault = "none")
    Optional<Probe> probe,

    @Key(
        value = "those who learn beside the energy, if the objective asks for any",
        byDefault = "{}")
    Players players,

    @Key(value = "where to compute", byDefault = "{}") Resources runtime,

    @Key("files for other programs; not given: none") Optional<Logging> logging) {
  public TrainConfig {
    List<Problem> problems = new ArrayList<>();
    List<Parameter> parameters = energy.parameters();
    if (parameters.isEmpty() && energy.withoutWeights("energy").isEmpty()) {
      problems.add(new Problem(
          "energy",
          "only a network can be learned, got " + KindName.of(energy.getClass())
              + "; describe one: energy: {network: ...}"));
    } else if (parameters.isEmpty()) {
      problems.add(new Problem(
          "energy.network.layers",
          "no layer has parameters, so there is nothing to learn; add a dense or a conv2d"));
    } else if (!data.shape().equals(energy.shape())) {
      problems.add(new Problem(
          energy instanceof Network ? "energy.network.input" : "energy",
          "must be the shape of the data, " + data.shape() + ", got " + energy.shape()
              + "; change it, or the size of the data"));
    }
    if (probe.isPresent() && probe.get().init().keepsChains()) {
      problems.add(new Problem(
          "probe.init",
          "a probe starts afresh each time; choose data, uniform or gaussian, got "
              + KindName.of(probe.get().init().getClass())));
    }
    if (energy instanceof Potential potential
        && potential.shape().equals(data.shape())
        && potential.space().layout() != data.space().layout()) {
      problems.add(new Problem(
          "energy.network.layout",
          "must be that of the data, " + KindName.of(data.space().layout()) + ", got "
              + KindName.of(potential.space().layout())));
    }
    problems.addAll(Enough.problems(training.until(), probe));
    problems.addAll(unasked(objective, players, energy.shape()));
    if (energy instanceof Potential potential) {
      problems.addAll(unlearnable(potential, objective, training.batch(), probe));
      problems.addAll(untold(potential, data));
    }
    if (energy instanceof Potential potential && problems.isEmpty()) {
      problems.addAll(unfitting(potential, objective, players));
    }
    if (training.onDivergence() instanceof Rollback rollback
        && rollback.steps() > 1
        && objective.negatives().isEmpty()) {
      problems.add(new Problem(
          "training.on_divergence.rollback.steps",
          "must be 1, for this objective draws no chains, got " + rollback.steps()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** An energy that learns alone, in a run that writes nothing for other programs. */
  public TrainConfig(
      Optional<Long> seed,
      Dataset data,
      Energy energy,
      Objective objective,
      Optimizer optimizer,
      Schedule schedule,
      Training training,
      Optional<Probe> probe,
      Resources runtime) {
    this(
        seed,
        data,
        energy,
        objective,
        optimizer,
        schedule,
        training,
        probe,
        Players.NONE,
        runtime,
        Optional.empty());
  }

  /**
   * Opens the energy, which reads the files of its fixed parts.
   *
   * @throws ConfigException if it cannot be learned in this way
   */
  public Potential open() {
    Potential potential = energy.open();
    List<Problem> problems = unlearnable(potential, objective, training.batch(), probe);
    problems.addAll(untold(potential, data));
    if (problems.isEmpty()) {
      problems.addAll(unfitting(potential, objective, players));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return potential;
  }

  /** Players that the objective has not, and those without which it cannot learn. */
  private static List<Problem> unasked(Objective objective, Players players, Shape example) {
    List<Problem> problems = new ArrayList<>();
    Set<String> known = new TreeSet<>(objective.networks());
    objective.players(example).forEach(player -> known.add(player.name()));
    String kind = KindName.of(objective.getClass());
    for (String player : players.rules().keySet()) {
      if (!known.contains(player)) {
        problems.add(new Problem(
            "players." + player,
            "objective " + kind + " has " + (known.isEmpty() ? "no other players" : known + " only")
                + "; leave it out, or choose another objective"));
      }
    }
    for (String player : objective.networks()) {
      if (!players.networks().containsKey(player)) {
        problems.add(
            new Problem(
                "players." + player,
                "is missing, and objective " + kind
                    + " learns one; give it a network and an optimizer: players: {" + player
                    + ": {network: {input: [16], layers: [...]}, optimizer: {adam: {learning_rate: 1.0e-3}}}}"));
      }
    }
    return problems;
  }

  private static List<Problem> unfitting(
      Potential potential, Objective objective, Players players) {
    try {
      objective.requireFitting(new org.ebm.objective.Players(potential, players.networks()));
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(problem -> problem.below("players")).toList();
    }
  }

  /** Images that the energy is told and the data do not bring. */
  private static List<Problem> untold(Potential potential, Dataset data) {
    Optional<Shape> told = potential.condition(Condition.IMAGE).map(Condition::shape);
    return told.isEmpty() || told.equals(data.imageShape())
        ? List.of()
        : List.of(
            new Problem(
                "data",
                "must bring an image of shape " + told.get()
                    + " with each example, which the energy is told (concatenate), got "
                    + data.imageShape().map(shape -> "one of shape " + shape).orElse("none")
                    + "; choose paired: {of: ..., image: ...}, outermost, and name its shape in concatenate"));
  }

  private static List<Problem> unlearnable(
      Potential potential, Objective objective, int batch, Optional<Probe> probe) {
    List<Problem> problems = new ArrayList<>();
    try {
      objective.requireLearnable(potential, batch);
    } catch (ConfigException e) {
      String place = "objective." + KindName.of(objective.getClass());
      e.problems().forEach(problem -> problems.add(problem.below(place)));
    }
    if (potential.condition(Condition.NOISE_LEVEL).isEmpty()
        && probe.flatMap(Probe::annealing).isPresent()) {
      problems.add(new Problem(
          "probe.annealing",
          "energy.network has no noise_levels to go down; leave it out, or give the network some"));
    }
    if (probe.isPresent() && !potential.abilities().contains(Ability.ENERGY)) {
      problems.add(
          new Problem(
              "probe",
              "compares energies of chains and data, and a score network has none; leave it out, and run ebm sample afterwards"));
    }
    if (potential.mustBeTold() && probe.isPresent()) {
      problems.add(new Problem(
          "probe",
          "runs chains of an energy that stands alone, and this one is told "
              + potential.conditions().stream().map(Condition::name).toList()
              + "; leave it out, and run ebm sample --set condition... afterwards"));
    }
    return problems;
  }

  /** The energy, then those who learn beside it. */
  public List<Player> learners() {
    List<Player> all = new ArrayList<>(List.of(Player.energy(energy.parameters())));
    all.addAll(objective.players(energy.shape()));
    players
        .networks()
        .forEach((name, network) -> all.add(new Player(name, network.parameters(), 1)));
    return all;
  }

  /** Who learns together, with the energy opened. */
  public org.ebm.objective.Players with(Potential opened) {
    return new org.ebm.objective.Players(opened, players.networks());
  }

  /** Number of values that the energy learns. */
  public long parameterCount() {
    return Player.energy(energy.parameters()).size();
  }

  /** A network whose weights, gradient and memory of the optimizer are larger than Java's memory is a bad configuration (exit 78). */
  public void requireRoom() {
    double copies = 2.0 + optimizer.slots().size();
    MemoryLimit.inHeap(
        "energy.network with " + parameterCount() + " parameters",
        Float.BYTES * copies * parameterCount());
  }

  /** The chain that belongs to the energy: the one that it was learned with, as far as it leaves a law as it is, or else the probe's. */
  public Optional<Sampler> sampler() {
    return objective
        .negatives()
        .map(Negatives::sampler)
        .or(() -> probe.map(Probe::sampler))
        .map(Sampler::plain);
  }

  /** This run with so many times the chain steps per update, if it has any; a bad configuration if they are too many to count. */
  public TrainConfig withStepsTimes(long times) {
    if (!(objective instanceof MaximumLikelihood likelihood)) {
      return this;
    }
    if (times > Integer.MAX_VALUE / likelihood.steps()) {
      throw new ConfigException(
          "objective.maximum_likelihood.steps",
          likelihood.steps() + " times " + times + " are too many; rollbacks multiply them");
    }
    Objective longer = likelihood.withSteps((int) (likelihood.steps() * times));
    return new TrainConfig(
        seed, data, energy, longer, optimizer, schedule, training, probe, players, runtime,
        logging);
  }

  /** All chains of the run, of which the precision is chosen: of its updates and of its probes. */
  public PrecisionChoice.Chains chains() {
    List<Sampler> samplers = new ArrayList<>();
    objective.negatives().map(Negatives::sampler).ifPresent(samplers::add);
    probe.map(Probe::sampler).ifPresent(samplers::add);
    probe.flatMap(Probe::annealing).map(Annealing::last).ifPresent(samplers::add);
    return new PrecisionChoice.Chains(energy, samplers, false);
  }

  public TrainConfig withRuntime(Resources where) {
    return new TrainConfig(
        seed, data, energy, objective, optimizer, schedule, training, probe, players, where,
        logging);
  }

  public TrainConfig withSeed(long drawn) {
    return new TrainConfig(
        Optional.of(drawn),
        data,
        energy,
        objective,
        optimizer,
        schedule,
        training,
        probe,
        players,
        runtime,
        logging);
  }

  /** This run as it begins now: what is not said of its data, which to hold out and what they are measured in, is settled. */
  public TrainConfig begun() {
    Dataset divided = data.divided();
    Energy measured = divided.units().map(energy::measuredIn).orElse(energy);
    return new TrainConfig(
        seed, divided, measured, objective, optimizer, schedule, training, probe, players, runtime,
        logging);
  }

  /** This run with the budgets, rhythm, probe, device and workers of another: all that may change when a run is resumed. */
  public TrainConfig withBudgetsOf(TrainConfig other) {
    Resources where = new Resources(
        other.runtime.device(),
        runtime.precision(),
        other.runtime.workers(),
        runtime.chainsPerBlock());
    Training budgets = other.training.withBatch(training.batch());
    return new TrainConfig(
        seed,
        data,
        energy,
        objective,
        optimizer,
        schedule,
        budgets,
        other.probe,
        players,
        where,
        other.logging);
  }
}
