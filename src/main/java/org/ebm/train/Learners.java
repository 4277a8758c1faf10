package org.ebm.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Vectors;
import org.ebm.base.Weights;
import org.ebm.objective.Player;

/**
 * The players of a training with their weights and optimizers. A player that has no optimizer of its own is learned by the energy's, at its rate times the energy's learning rate, and lies in the
 * energy's files; one that has lies in files of its own, {@code <player>-weights} and {@code <player>-optimizer}.
 */
final class Learners {
  private static final String WEIGHTS = "weights";
  private static final String OPTIMIZER = "optimizer";
  private static final String AVERAGE = "average";

  private final TrainConfig config;
  private final Map<String, Weights> weights = new LinkedHashMap<>();
  /** Of those who have rules of their own, by name; the energy's, and all that follow it, under {@link Player#ENERGY}. */
  private final Map<String, Group> groups = new LinkedHashMap<>();
  /** Of all weights over the updates, by player; empty without one. */
  private final Map<String, Weights> average = new LinkedHashMap<>();

  /** Who share an optimizer. */
  private record Group(
      List<String> players,
      Map<String, FloatArray> arrays,
      OptimizerState state,
      Players.Rules rules) {}

  Learners(TrainConfig config, RandomKey key) {
    this.config = config;
    Map<String, List<Player>> led = new LinkedHashMap<>();
    for (Player player : config.learners()) {
      String leader =
          config.players().rules().containsKey(player.name()) ? player.name() : Player.ENERGY;
      led.computeIfAbsent(leader, any -> new ArrayList<>()).add(player);
      RandomKey first = key.fold(WEIGHTS);
      weights.put(
          player.name(),
          player.initial(player.name().equals(Player.ENERGY) ? first : first.fold(player.name())));
    }
    led.forEach((leader, players) -> groups.put(leader, group(leader, players)));
    if (config.training().weightAverage().isPresent()) {
      weights.forEach((player, own) -> average.put(player, copy(own)));
    }
  }

  private static Weights copy(Weights weights) {
    Map<String, FloatArray> copies = new LinkedHashMap<>();
    weights
        .arrays()
        .forEach((name, array) ->
            copies.put(name, new FloatArray(array.shape(), array.values().clone())));
    return new Weights(copies);
  }

  private Group group(String leader, List<Player> players) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Player player : players) {
      of(player.name()).arrays().forEach((name, array) -> {
        arrays.put(name, array);
        rates.put(name, player.name().equals(leader) ? 1 : player.rate());
      });
    }
    Players.Rules rules = config
        .players()
        .rules()
        .getOrDefault(leader, new Players.Rules(config.optimizer(), config.schedule()));
    return new Group(
        players.stream().map(Player::name).toList(),
        arrays,
        new OptimizerState(rules.optimizer(), arrays, rates),
        rules);
  }

  /** By player; changed in place by {@link #update}. */
  Map<String, Weights> weights() {
    return weights;
  }

  /** What the model is, by player: the average where one is kept, else the weights. */
  Map<String, Weights> model() {
    return average.isEmpty() ? weights : average;
  }

  /** The energy of {@link #model}. */
  Weights energy() {
    return Objects.requireNonNull(model().get(Player.ENERGY));
  }

  private Weights of(String player) {
    return Objects.requireNonNull(weights.get(player));
  }

  /**
   * @param gradients by player
   * @param care factor of every learning rate
   * @return learning rate of the energy
   */
  double update(Map<String, Weights> gradients, long step, double care) {
    groups.forEach((leader, group) -> {
      List<FloatArray> all = group.players().stream()
          .flatMap(player -> Objects.requireNonNull(gradients.get(player)).list().stream())
          .toList();
      config.training().gradientClip().ifPresent(most -> shorten(all, most));
      group.state().update(all, new Optimizer.Clock(rate(group, step, care), step));
    });
    config.training().weightAverage().ifPresent(this::follow);
    return rate(Objects.requireNonNull(groups.get(Player.ENERGY)), step, care);
  }

  /** In place, to a norm over all arrays together. */
  private static void shorten(List<FloatArray> gradient, double most) {
    double norm = Vectors.norm(gradient);
    if (norm > most) {
      for (FloatArray array : gradient) {
        for (int i = 0; i < array.values().length; i++) {
          array.values()[i] *= (float) (most / norm);
        }
      }
    }
  }

  private void follow(double decay) {
    average.forEach((player, mean) -> {
      for (int array = 0; array < mean.list().size(); array++) {
        float[] values = mean.list().get(array).values();
        float[] now = of(player).list().get(array).values();
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (decay * values[i] + (1 - decay) * now[i]);
        }
      }
    });
  }

  private double rate(Group group, long step, double care) {
    double first = group.rules().optimizer().learningRate();
    return care * group.rules().schedule().rate(first, step, config.training().steps());
  }

  boolean isFinite() {
    return weights.values().stream().allMatch(Weights::isFinite);
  }

  private static String prefix(String leader) {
    return leader.equals(Player.ENERGY) ? "" : leader + "-";
  }

  /** What a checkpoint holds of them, by file. */
  Map<String, Map<String, FloatArray>> files() {
    Map<String, Map<String, FloatArray>> files = new TreeMap<>();
    groups.forEach((leader, group) -> {
      files.put(prefix(leader) + WEIGHTS, group.arrays());
      files.put(prefix(leader) + OPTIMIZER, group.state().slots());
    });
    average.forEach((player, mean) -> files.put(prefix(player) + AVERAGE, mean.arrays()));
    return files;
  }

  /** Puts back what {@link #files} gave. */
  void restore(Map<String, Map<String, FloatArray>> files) {
    groups.forEach((leader, group) -> {
      String own = prefix(leader) + WEIGHTS;
      OptimizerState.copy(files.getOrDefault(own, Map.of()), group.arrays(), own + ".safetensors");
      group.state().restore(files.getOrDefault(prefix(leader) + OPTIMIZER, Map.of()));
    });
    average.forEach((player, mean) -> {
      String own = prefix(player) + AVERAGE;
      OptimizerState.copy(files.getOrDefault(own, Map.of()), mean.arrays(), own + ".safetensors");
    });
  }
}
