package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.energy.Energy;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Usable;
import org.ebm.sampler.Init;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;

/** A map of an energy's basins, whole: the same record, energy and data give the same map. */
public record MapBasinsConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key("what is mapped; a learned one: model: runs/NAME/model")
    Energy energy,

    @Key(
        value = "what the energy learned: for starts, and labels to compare with",
        byDefault = "none")
    Optional<Dataset> data,

    @Key("the states that are put into basins") Search search,

    @Key("the pulled chains; their temperature should be at most a tenth of a barrier")
    Sampler sampler,

    @Key(
        value =
            "F = alpha T, the pull towards a target, energy per distance; auto: the middle of the range over which the number of basins stays the same",
        range = "> 0",
        byDefault = "auto")
    Optional<Double> force,

    @Key(
        value =
            "distance at which a chain has arrived, data units; auto: of the median distance between states a tenth, a fifth for metastable ones",
        range = "> 0",
        byDefault = "auto")
    Optional<Double> resolution,

    @Key(
        value = "steps without coming closer after which a chain gives up",
        range = ">= 1",
        byDefault = "100")
    int patience,

    @Key(value = "most steps of a chain", range = ">= 1", byDefault = "5000")
    int steps,

    @Key(
        value =
            "basins that a state is tried for: those of the lowest barrier on the straight line",
        range = ">= 1",
        byDefault = "10")
    int nearest,

    @Key(value = "chains each way between a state and a basin", range = ">= 1", byDefault = "3")
    int trials,

    @Key(
        value = "of these chains, both ways together, how many must arrive for one basin",
        range = ">= 1",
        byDefault = "1")
    int quota,

    @Key(
        value = "states tried together; changes results as a seed does",
        range = ">= 1",
        byDefault = "16")
    int atOnce,

    @Key(
        value =
            "a second pass that makes basins one whose lowest states get to each other; where basins are many and barriers low, such steps add up, and few are left",
        byDefault = "true")
    boolean consolidate,

    @Key(
        value = "further groupings of the same states, by other seeds, to compare with",
        range = ">= 0",
        byDefault = "1")
    int repeats,

    @Key(value = "the barriers between basins", byDefault = "{}")
    BarrierConfig barriers,

    @Key(
        value = "where to compute; the precision is that of grouping, barriers are always float32",
        byDefault = "{}")
    Resources runtime) {
  public MapBasinsConfig {
    List<Problem> problems = new ArrayList<>();
    problems.addAll(Usable.problems("energy", energy));
    if (data.isEmpty() && search instanceof Metastable states && states.init().isFromData()) {
      problems.add(new Problem(
          "search.metastable.init." + KindName.of(states.init().getClass()),
          "there are no data; give data, or another init"));
    }
    if (search instanceof Metastable states && states.init().keepsChains()) {
      problems.add(new Problem(
          "search.metastable.init." + KindName.of(states.init().getClass()),
          "a bank of chains belongs to a training run; give a file of states, or another init"));
    }
    boolean spins = energy.support().isBinary();
    if (search instanceof Minima minima && !spins) {
      minimaProblem(minima, energy, data.isPresent()).ifPresent(problems::add);
    }
    if (quota > 2 * trials) {
      problems.add(new Problem(
          "quota",
          "must be at most the number of chains, 2 * trials = " + 2 * trials + ", got " + quota));
    }
    if (runtime.precision().filter(Precision.BFLOAT16::equals).isPresent() && sampler.rejects()) {
      problems.add(
          new Problem(
              "runtime.precision",
              "bfloat16 keeps 8 bits of an energy, too coarse to accept or reject by; choose float32, or the sampler langevin"));
    }
    if (spins) {
      SpinBasins.unfit(sampler, search).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static Optional<Problem> minimaProblem(Minima minima, Energy energy, boolean hasData) {
    String path = "search.minima.";
    if (minima.init().isPresent() && minima.init().get().keepsChains()) {
      return Optional.of(new Problem(
          path + "init." + KindName.of(minima.init().get().getClass()),
          "a bank of chains belongs to a training run; give another init"));
    }
    if (minima.init().filter(Init::isFromData).isPresent() && !hasData) {
      return Optional.of(new Problem(
          path + "init." + KindName.of(minima.init().get().getClass()),
          "there are no data; give data, or another init"));
    }
    if (minima.init().isEmpty() && minima.box().isEmpty() && !hasData) {
      return Optional.of(
          new Problem(path + "box", "is needed without data: where should proposals be drawn?"));
    }
    if (!minima.box().isEmpty() && minima.box().size() != 2 * energy.shape().elements()) {
      return Optional.of(new Problem(
          path + "box",
          "must hold two numbers for each of the " + energy.shape().elements() + " dimensions, got "
              + minima.box()));
    }
    return Optional.empty();
  }

  /** Reads the data, if there are any. */
  public Optional<Examples> openData() {
    return data.map(Dataset::open);
  }

  /** All that a map depends on; device and workers, on which it does not, are left out. */
  JournalSubject subject(Potential energy, Optional<Examples> opened) {
    SortedMap<String, String> inputs = new TreeMap<>(energy.fingerprints());
    opened.ifPresent(examples -> inputs.put("data", examples.fingerprint()));
    init()
        .map(Init::fingerprints)
        .ifPresent(files -> files.forEach((name, sum) -> inputs.put("search." + name, sum)));
    return new JournalSubject(with(seed, runtime.anywhere()), inputs);
  }

  private Optional<Init> init() {
    return search instanceof Minima minima
        ? minima.init()
        : Optional.of(((Metastable) search).init());
  }

  /** The same map, computed where another configuration says. */
  public MapBasinsConfig computedAs(MapBasinsConfig other) {
    return with(
        seed,
        new Resources(
            other.runtime.device(),
            runtime.precision(),
            other.runtime.workers(),
            runtime.chainsPerBlock()));
  }

  /** The pulled chains, of which the precision is chosen. */
  public PrecisionChoice.Chains chains() {
    return new PrecisionChoice.Chains(energy, List.of(sampler), false);
  }

  public MapBasinsConfig withRuntime(Resources where) {
    return with(seed, where);
  }

  /** With this seed unless it has one. */
  public MapBasinsConfig withSeed(long drawn) {
    return with(seed.or(() -> Optional.of(drawn)), runtime);
  }

  private MapBasinsConfig with(Optional<Long> otherSeed, Resources otherRuntime) {
    return new MapBasinsConfig(
        otherSeed,
        energy,
        data,
        search,
        sampler,
        force,
        resolution,
        patience,
        steps,
        nearest,
        trials,
        quota,
        atOnce,
        consolidate,
        repeats,
        barriers,
        otherRuntime);
  }
}
