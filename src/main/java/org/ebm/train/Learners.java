package org.ebm.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.objective.Player;

/**
 * The players of a training with their weights and optimizers. A player that has no optimizer of its own is learned by the energy's, at its rate times the energy's learning rate, and lies in the
 * energy's files.
 */
final class Learners {
  private static final String WEIGHTS = "weights";
  private static final String OPTIMIZER = "optimizer";

  private final Map<String, Weights> weights = new LinkedHashMap<>();
  /** Of all that share the energy's optimizer: the energy's first. */
  private final Map<String, FloatArray> shared = new LinkedHashMap<>();

  private final OptimizerState optimizer;

  Learners(TrainConfig config, RandomKey key) {
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Player player : config.players()) {
      Weights initial = player.initial(key.fold(WEIGHTS));
      weights.put(player.name(), initial);
      initial.arrays().forEach((name, array) -> {
        shared.put(name, array);
        rates.put(name, player.rate());
      });
    }
    this.optimizer = new OptimizerState(config.optimizer(), shared, rates);
  }

  /** By player; changed in place by {@link #update}. */
  Map<String, Weights> weights() {
    return weights;
  }

  Weights energy() {
    return Objects.requireNonNull(weights.get(Player.ENERGY));
  }

  /** @param gradients by player */
  void update(Map<String, Weights> gradients, Optimizer.Clock clock) {
    List<FloatArray> all = weights.keySet().stream()
        .flatMap(player -> Objects.requireNonNull(gradients.get(player)).list().stream())
        .toList();
    optimizer.update(all, clock);
  }

  boolean isFinite() {
    return weights.values().stream().allMatch(Weights::isFinite);
  }

  /** What a checkpoint holds of them, by file. */
  Map<String, Map<String, FloatArray>> files() {
    return Map.of(WEIGHTS, shared, OPTIMIZER, optimizer.slots());
  }

  /** Puts back what {@link #files} gave. */
  void restore(Map<String, Map<String, FloatArray>> files) {
    OptimizerState.copy(files.getOrDefault(WEIGHTS, Map.of()), shared, WEIGHTS + ".safetensors");
    optimizer.restore(files.getOrDefault(OPTIMIZER, Map.of()));
  }
}
