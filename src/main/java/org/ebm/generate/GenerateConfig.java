package org.ebm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Usable;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.GeneratorStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.UniformStart;

/** The generator x = M(z) that K steps of a chain from noise z are, and what is made with it. */
public record GenerateConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key(value = "whose chains these are; on the command line that of --model", byDefault = "none")
    Optional<Energy> energy,

    @Key(
        value = "what is to be reconstructed; for a training run: its held-out data",
        byDefault = "none")
    Optional<Dataset> data,

    @Key(value = "the chain; for a training run: its own", byDefault = "none")
    Optional<Sampler> sampler,

    @Key(
        value = "K, chain steps; for a training run: those of an update",
        range = ">= 1",
        byDefault = "none")
    Optional<Integer> steps,

    @Key(
        value =
            "the noise z: uniform, gaussian, or a generator's latents; for a training run: its own",
        byDefault = "none")
    Optional<Init> init,

    @Key(
        value =
            "true: with the noise of the sampler's steps, the same for all points of a path; false: without, so that x is a function of z alone",
        byDefault = "false")
    boolean stepNoise,

    @Key(
        value = "examples from noise; auto: 2000 for points, 64 for others",
        range = ">= 2",
        byDefault = "auto")
    Optional<Integer> examples,

    @Key(value = "paths on the sphere between two noises", range = ">= 0", byDefault = "8")
    int paths,

    @Key(value = "examples on a path, both ends included", range = ">= 3", byDefault = "8")
    int pathPoints,

    @Key(value = "the noise behind held-out examples", byDefault = "{}")
    ReconstructConfig reconstruct,

    @Key(value = "where to compute; always in float32", byDefault = "{}")
    Resources runtime) {
  private static final int POINTS = 2000;
  private static final int OTHERS = 64;

  public GenerateConfig {
    List<Problem> problems = new ArrayList<>();
    energy.ifPresent(given -> problems.addAll(Usable.problems("energy", given)));
    init.filter(given -> !isNoise(given))
        .ifPresent(
            given -> problems.add(
                new Problem(
                    "init",
                    "must be noise: uniform, gaussian or generator, got "
                        + KindName.of(given.getClass())
                        + "; chains of a training that did not start at noise are no generator, and may make nothing of it: --set init=uniform")));
    if (!stepNoise && sampler.filter(given -> !(given instanceof Langevin)).isPresent()) {
      problems.add(new Problem(
          "step_noise",
          "must be true for " + KindName.of(sampler.get().getClass())
              + ", whose steps are nothing without noise; only langevin has steps without"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static boolean isNoise(Init init) {
    return init instanceof UniformStart
        || init instanceof GaussianStart
        || init instanceof GeneratorStart;
  }

  /** With nothing left to choose. */
  public GenerateConfig resolved(long drawnSeed) {
    return new GenerateConfig(
        seed.or(() -> Optional.of(drawnSeed)),
        energy,
        data,
        sampler,
        steps,
        init,
        stepNoise,
        examples.or(() -> energy.map(given -> given.shape().rank() == 1 ? POINTS : OTHERS)),
        paths,
        pathPoints,
        reconstruct,
        runtime);
  }

  /** The energy that is there. */
  public Energy read() {
    return energy.orElseThrow(() -> new ConfigException(
        "energy", "must be given: a learned one by --model, any other by --config or --set"));
  }

  /** The noise that is there. */
  public Init noise() {
    return init.orElseThrow(() -> new ConfigException(
        "init", "must be given where no training brings any: --set init=uniform"));
  }

  /** K. */
  public int chainSteps() {
    return steps.orElseThrow(() -> new ConfigException(
        "steps", "must be given where no training brings any: --set steps=100"));
  }

  /** The chain, without noise unless that is asked for. */
  public Sampler chain() {
    Sampler given = sampler.orElseThrow(
        () -> new ConfigException(
            "sampler",
            "must be given where no training brings one: --set 'sampler={langevin: {step_size: 0.01}}'"));
    return stepNoise ? given : silent(given);
  }

  private static Langevin silent(Sampler given) {
    return ((Langevin) given).withoutNoise();
  }

  /** The drift of a chain that can be searched through: steps without noise. */
  public Langevin searched() {
    if (!(sampler.orElseThrow() instanceof Langevin)) {
      throw new ConfigException(
          "reconstruct.examples",
          "must be 0 for " + KindName.of(sampler.get().getClass())
              + ": the noise behind an example is searched for through steps of langevin");
    }
    return silent(sampler.get());
  }
}
