package org.ebm.energy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.files.Sha256;
import org.ebm.script.Method;

/** A learned energy, read from its folder. */
public record Model(
    @Key("model folder of a training run (network.yaml, weights.safetensors)")
    Path folder) implements Energy {
  private static final String NETWORK = "network.yaml";
  private static final String WEIGHTS = "weights.safetensors";

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
  public List<FloatArray> values() {
    return ModelDirectory.load(folder).parameters();
  }

  @Override
  public Read read() {
    String network = Sha256.hex(folder.resolve(NETWORK));
    ModelDirectory.Contents contents = ModelDirectory.load(folder);
    if (!network.equals(Sha256.hex(folder.resolve(NETWORK)))) {
      throw EbmException.damaged(
          folder, "was replaced by another model while it was read; try again");
    }
    return new Read(
        contents.parameters(), Map.of(NETWORK, network, WEIGHTS, contents.fingerprint()));
  }

  @Override
  public Map<String, String> fingerprints() {
    return Map.of(
        NETWORK, Sha256.hex(folder.resolve(NETWORK)), WEIGHTS, Sha256.hex(folder.resolve(WEIGHTS)));
  }

  private Network network() {
    return ModelDirectory.network(folder);
  }
}
