package org.ebm.energy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.files.Sha256;
import org.ebm.script.Method;

/** A learned energy, read from its folder. */
public record Model(
    @Key("model folder of a training run (network.yaml, weights.safetensors)")
    Path folder) implements Energy {
  @Override
  public Shape shape() {
    return network().shape();
  }

  @Override
  public List<Method> methods(Precision precision) {
    return network().methods(precision);
  }

  @Override
  public long numbersPerExample() {
    return network().numbersPerExample();
  }

  @Override
  public Optional<NoiseLevels> noiseLevels() {
    return network().noiseLevels();
  }

  @Override
  public boolean hasConvolutions() {
    return network().hasConvolutions();
  }

  @Override
  public List<FloatArray> values() {
    return ModelDirectory.load(folder).parameters();
  }

  @Override
  public Map<String, String> fingerprints() {
    return Map.of(
        "network.yaml",
        Sha256.hex(folder.resolve("network.yaml")),
        "weights.safetensors",
        Sha256.hex(folder.resolve("weights.safetensors")));
  }

  private Network network() {
    return ModelDirectory.network(folder);
  }
}
