package org.ebm.restore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Counted;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.BlockMean;
import org.ebm.energy.Energy;
import org.ebm.energy.Identity;
import org.ebm.energy.Mask;
import org.ebm.energy.Operator;
import org.ebm.energy.Posterior;
import org.ebm.energy.Usable;
import org.ebm.sample.SampleConfig;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.FileStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.WarmUp;

/** A restoration: what was observed, how, and how the posterior is sampled. */
public record RestoreConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key(
        value = "what is known of x before: any energy; on the command line that of --model",
        byDefault = "none")
    Optional<Energy> energy,

    @Key(
        value =
            "what the energy learned: for chains that start at data, and, what it holds out, for held_out",
        byDefault = "none")
    Optional<Dataset> data,

    @Key("A, what is seen of x") Operator operator,

    @Key(
        value = "sd of the noise in y, data units; none: y is exact, and every draw has A x = y",
        range = "> 0",
        byDefault = "none")
    Optional<Double> noiseSd,

    @Key(
        value = "y: a picture, a folder of them, or a .npy of (observations, ...)",
        byDefault = "none")
    Optional<Path> input,

    @Key(
        value = "the x behind the input, where it is known, in the same form and of the same names",
        byDefault = "none")
    Optional<Path> truth,

    @Key(
        value =
            "in place of an input: so many examples of the data are observed here, so that the truth is known",
        range = ">= 1",
        byDefault = "none")
    Optional<Integer> heldOut,

    @Key(value = "the chain; on the command line that of --model", byDefault = "none")
    Optional<Sampler> sampler,

    @Key(
        value =
            "steps before the first that find eps for samplers that reject; none: sampler.step_size holds",
        byDefault = "none")
    Optional<WarmUp> warmUp,

    @Key(value = "chains for each observation", range = ">= 2", byDefault = "16")
    int chains,

    @Key(
        value = "chain steps, of which the second half is used",
        range = ">= 8",
        byDefault = "2000")
    int steps,

    @Key(value = "draws for each observation, of all its chains", range = ">= 8", byDefault = "256")
    int draws,

    @Key(
        value =
            "where chains start, before they are put where A x = y; auto: at data if there are any and not all of x is seen, else at the observation, what is not seen at the mean of what is",
        byDefault = "auto")
    Optional<Init> init,

    @Key(value = "where to compute", byDefault = "{}") Resources runtime) {
  /** Times eps that chains of an exact observation stray from the plane, which no result depends on. */
  private static final double STRAY = 4;

  public RestoreConfig {
    List<Problem> problems = new ArrayList<>();
    energy.ifPresent(given -> problems.addAll(Usable.problems("energy", given)));
    boolean knowsNearest = operator instanceof Mask || operator instanceof BlockMean;
    if (noiseSd.isEmpty() && !knowsNearest) {
      problems.add(
          new Problem(
              "noise_sd",
              "must be given: only observations by mask and block_mean can be exact; the sd of the noise in y"));
    }
    if (input.isPresent() && heldOut.isPresent()) {
      problems.add(new Problem("held_out", "excludes input; leave one out"));
    }
    if (truth.isPresent() && input.isEmpty()) {
      problems.add(new Problem("truth", "is that of an input, and there is none; give input"));
    }
    boolean needsData = heldOut.isPresent() || init.filter(Init::isFromData).isPresent();
    // a preset without an energy is still to be given a model, which brings its data
    if (needsData && data.isEmpty() && energy.isPresent()) {
      problems.add(new Problem(
          heldOut.isPresent() ? "held_out" : "init",
          "there are no data; give data, or --model of a run that has some"));
    }
    if (init.filter(Init::keepsChains).isPresent()) {
      problems.add(
          new Problem("init", "must not be a training's bank; choose data, uniform or gaussian"));
    }
    if (steps / 2 < perChain(draws, chains)) {
      problems.add(new Problem(
          "steps",
          "must be at least " + 2 * perChain(draws, chains) + " for " + Counted.of(draws, "draw")
              + " of " + Counted.of(chains, "chain") + ", got " + steps));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** At least four, of which R-hat can be told. */
  private static int perChain(int draws, int chains) {
    return Math.max(4, (draws + chains - 1) / chains);
  }

  /** Draws that each chain gives, evenly apart over the second half of its steps. */
  public int perChain() {
    return perChain(draws, chains);
  }

  public boolean isExact() {
    return noiseSd.isEmpty();
  }

  /** With nothing left to choose. */
  public RestoreConfig resolved(long drawnSeed) {
    Optional<Init> start = data.isPresent() && !(operator instanceof Identity)
        ? init.or(() -> Optional.of(new DataStart()))
        : init;
    return with(seed.or(() -> Optional.of(drawnSeed)), start, runtime);
  }

  /** The same, computed elsewhere. */
  public RestoreConfig in(Resources other) {
    return with(seed, init, other);
  }

  private RestoreConfig with(
      Optional<Long> otherSeed, Optional<Init> otherInit, Resources otherRuntime) {
    return new RestoreConfig(
        otherSeed,
        energy,
        data,
        operator,
        noiseSd,
        input,
        truth,
        heldOut,
        sampler,
        warmUp,
        chains,
        steps,
        draws,
        otherInit,
        otherRuntime);
  }

  /** The energy that is there. */
  public Energy before() {
    return energy.orElseThrow(() -> new ConfigException(
        "energy", "must be given: a learned one by --model, any other by --config or --set"));
  }

  /** The sampler that is there. */
  public Sampler chain() {
    return sampler.orElseThrow(
        () -> new ConfigException(
            "sampler",
            "must be given where no training brings one: --set 'sampler={langevin: {step_size: 0.05}}'"));
  }

  /**
   * U(x) and what was observed, as one energy.
   *
   * @param observed y of all observations
   */
  public Posterior posterior(Path observed) {
    return new Posterior(
        before(), operator, observed, noiseSd.orElse(STRAY * chain().stepSize()), isExact());
  }

  /**
   * Its chains: number k belongs to observation k modulo how many there are.
   *
   * @param observed y of all observations
   * @param starts a state for each chain
   */
  public SampleConfig chains(Path observed, int observations, Path starts) {
    return new SampleConfig(
            seed,
            posterior(observed),
            Optional.empty(),
            chain(),
            warmUp,
            Optional.empty(),
            steps,
            Math.multiplyExact(chains, observations),
            Optional.of(new FileStart(starts, Optional.empty())),
            Optional.of(steps / 2 / perChain()),
            Optional.empty(),
            steps,
            Optional.empty(),
            runtime)
        .resolved(seed.orElseThrow());
  }
}
