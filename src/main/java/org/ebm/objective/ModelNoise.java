package org.ebm.objective;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Model;
import org.ebm.energy.Potential;
import org.ebm.sampler.FileStart;
import org.ebm.sampler.Starts;

/** The law of a learned energy whose log Z is known: a flow, which is a density and can be drawn from, or any other with its log Z and states that have its law. */
@Kind("model")
public record ModelNoise(
    @Key("model folder of a training run") Path folder,

    @Key(
        value =
            "log Z of an energy that is no flow: what noise contrast learned (log_normalizer), or what ebm eval found",
        byDefault = "none")
    Optional<Double> logZ,

    @Key(
        value =
            "states with the law of an energy that is no flow: a run of ebm sample, Metropolis-adjusted and long enough; draws are taken from these with replacement",
        byDefault = "none")
    Optional<FileStart> samples)
    implements Noise {
  @Override
  public Map<String, String> fingerprints() {
    Map<String, String> all = new TreeMap<>(new Model(folder).open().fingerprints());
    samples.ifPresent(states -> all.putAll(states.fingerprints()));
    return all;
  }

  @Override
  public NoiseLaw open(Potential energy, Examples data, RandomKey key) {
    Potential known = new Model(folder).open();
    if (!known.shape().equals(energy.shape())) {
      throw problem(
          "folder",
          "must be an energy of the shape of the data, " + energy.shape() + ", got " + known.shape()
              + " in " + folder);
    }
    if (known.mustBeTold()) {
      throw problem("folder", folder + " holds an energy that is told more than x; give another");
    }
    boolean density = known.abilities().contains(Ability.NORMALIZED);
    if (density && (logZ.isPresent() || samples.isPresent())) {
      throw problem(
          logZ.isPresent() ? "log_z" : "samples",
          "a flow's log Z is 0 and it is drawn from exactly; leave it out");
    }
    if (density) {
      return NoiseLaw.of(known);
    }
    double logPartition = logZ.orElseThrow(
        () -> problem(
            "log_z",
            "is missing, and " + folder
                + " is no flow; give its log Z (log_normalizer of noise contrast, or log_z of ebm eval)"));
    FileStart file = samples.orElseThrow(() -> problem(
        "samples",
        "are missing, and " + folder
            + " is no flow; give states: samples: runs/NAME of ebm sample"));
    Starts starts = file.open(known.space(), Optional.empty(), Optional.empty(), key);
    FloatArray draws = starts.draw(starts.limit(), key).position();
    return NoiseLaw.of(
        known,
        logPartition,
        new FloatArray(new int[] {draws.rows(), draws.rowElements()}, draws.values()));
  }

  private static ConfigException problem(String name, String message) {
    return new ConfigException("objective.noise_contrastive.noise.model." + name, message);
  }
}
