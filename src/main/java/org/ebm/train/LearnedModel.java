package org.ebm.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Weights;
import org.ebm.energy.ModelDirectory;
import org.ebm.network.NetworkDirectory;
import org.ebm.network.Parameter;
import org.ebm.objective.Player;

/** The model folder of a training run: the energy, and the what other players are, networks or energies, in folders of their names. */
public final class LearnedModel {
  private LearnedModel() {}

  /** @param weights by player */
  static void write(Path folder, TrainConfig config, Map<String, Weights> weights) {
    ModelDirectory.write(
        folder, config.energy(), Objects.requireNonNull(weights.get(Player.ENERGY)));
    config
        .players()
        .networks()
        .forEach((name, network) -> NetworkDirectory.write(
            folder.resolve(name), network, Objects.requireNonNull(weights.get(name))));
    config
        .objective()
        .energies(config.energy())
        .forEach((name, energy) -> ModelDirectory.write(
            folder.resolve(name), energy, Objects.requireNonNull(weights.get(name))));
  }

  /**
   * From a checkpoint.
   *
   * @param files its arrays, by file
   * @throws EbmException damaged (exit 65) if an array is not there
   */
  public static void write(
      Path folder,
      TrainConfig config,
      Path checkpoint,
      Map<String, Map<String, FloatArray>> files) {
    Map<String, Weights> weights = new LinkedHashMap<>();
    weights.put(
        Player.ENERGY,
        weights(
            checkpoint, files.getOrDefault("weights", Map.of()), config.energy().parameters()));
    config
        .players()
        .networks()
        .forEach((name, network) -> weights.put(
            name, weights(checkpoint, newest(files, name + "-"), network.parameters())));
    Map<String, FloatArray> shared = newest(files, "");
    config.objective().energies(config.energy()).forEach((name, energy) -> {
      Map<String, FloatArray> own = newest(files, name + "-");
      weights.put(name, weights(checkpoint, own.isEmpty() ? shared : own, energy.parameters()));
    });
    write(folder, config, weights);
  }

  /** The average where one is kept, else the weights. */
  private static Map<String, FloatArray> newest(
      Map<String, Map<String, FloatArray>> files, String prefix) {
    return files.getOrDefault(prefix + "average", files.getOrDefault(prefix + "weights", Map.of()));
  }

  private static Weights weights(
      Path checkpoint, Map<String, FloatArray> arrays, List<Parameter> parameters) {
    Map<String, FloatArray> ordered = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      FloatArray array = arrays.get(parameter.name());
      if (array == null) {
        throw EbmException.damaged(
            checkpoint, "has no weight '" + parameter.name() + "' of the run's network");
      }
      ordered.put(parameter.name(), array);
    }
    return new Weights(ordered);
  }
}
