package org.ebm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.energy.Network;
import org.ebm.network.Conv2d;
import org.ebm.network.Dense;
import org.ebm.network.Flatten;
import org.ebm.network.Layer;
import org.ebm.network.LeakyRelu;
import org.ebm.network.MaxPool2d;
import org.ebm.network.NonLocal;
import org.ebm.network.Softplus;
import org.ebm.objective.Player;

/** Networks that tests share; the first three are the reference nets of Nijkamp et al. (2020). */
public final class Nets {
  private static final LeakyRelu LEAK = new LeakyRelu(0.05);

  private Nets() {}

  public static Network toy() {
    return new Network(
        List.of(2),
        1.0,
        List.of(
            new Dense(32),
            LEAK,
            new Dense(64),
            LEAK,
            new Dense(64),
            LEAK,
            new Dense(64),
            LEAK,
            new Dense(1)));
  }

  public static Network vanilla(int channels) {
    return new Network(
        List.of(channels, 32, 32),
        5.0e-5,
        List.of(
            new Conv2d(32, 3, 1, 1),
            LEAK,
            new Conv2d(64, 4, 2, 1),
            LEAK,
            new Conv2d(128, 4, 2, 1),
            LEAK,
            new Conv2d(256, 4, 2, 1),
            LEAK,
            new Conv2d(1, 4, 1, 0)));
  }

  public static Network nonLocal(int channels) {
    MaxPool2d pool = new MaxPool2d(2, 2);
    return new Network(
        List.of(channels, 32, 32),
        2.8125e-5,
        List.of(
            new Conv2d(32, 3, 1, 1),
            LEAK,
            pool,
            new NonLocal(),
            new Conv2d(64, 3, 1, 1),
            LEAK,
            pool,
            new NonLocal(),
            new Conv2d(128, 3, 1, 1),
            LEAK,
            pool,
            new Flatten(),
            new Dense(256),
            LEAK,
            new Dense(1)));
  }

  /** Small and smooth: finite differences of its energy mean something. */
  public static Network smooth() {
    return new Network(List.of(2), 0.5, List.of(new Dense(8), new Softplus(), new Dense(1)));
  }

  /** The given layers on an image, then one number. */
  public static Network image(int size, Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(layers));
    all.add(new Flatten());
    all.add(new Dense(1));
    return new Network(List.of(2, size, size), 0.25, all);
  }

  public static List<FloatArray> parameters(Network network, RandomKey key) {
    return network.parameters().stream()
        .map(parameter -> parameter.initial(key))
        .toList();
  }

  /** Initial weights of the energy as a player. */
  public static Map<String, Weights> players(Network network, RandomKey key) {
    Map<String, Weights> players = new LinkedHashMap<>();
    Player energy = Player.energy(network.parameters());
    players.put(energy.name(), energy.initial(key));
    return players;
  }

  /** What belongs to the energy among what belongs to all players. */
  public static Weights energy(Map<String, Weights> players) {
    return Objects.requireNonNull(players.get(Player.ENERGY));
  }

  /** n examples, uniform in [-1, 1]. */
  public static FloatArray uniform(Shape shape, int n, RandomKey key) {
    FloatArray array = FloatArray.zeros(shape, n);
    var generator = key.generator();
    for (int i = 0; i < array.values().length; i++) {
      array.values()[i] = (float) (2 * generator.nextDouble() - 1);
    }
    return array;
  }
}
