package org.ebm.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.ConfigException;
import org.ebm.config.Axes;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.sampler.Resources;
import org.ebm.train.TrainConfig;

/** Cells that differ in any keys: a training configuration with values written over it. */
final class Varied {
  static final String SEED = "seed";

  /** Each is bound to its keys whenever the sweep is read. */
  private static final int MOST_CELLS = 1000;

  private Varied() {}

  /**
   * All combinations, each with every seed.
   *
   * @param seeds none: that of the base
   */
  static List<Cell> cells(TrainConfig base, Axes axes, List<Long> seeds) {
    long count = Math.multiplyExact(axes.count(), Math.max(1, seeds.size()));
    if (count > MOST_CELLS) {
      throw new ConfigException(
          "sweep.axes",
          "at most " + MOST_CELLS + " cells, got " + count + "; make several sweeps of it");
    }
    ConfigTree written = ConfigTree.parse(ConfigWriter.yaml(base), "the sweep's configuration");
    List<Cell> cells = new ArrayList<>();
    for (List<Axes.Setting> combination : axes.combinations()) {
      TrainConfig config = config(written, combination);
      List<Optional<Long>> each = seeds.isEmpty()
          ? List.of(base.seed())
          : seeds.stream().map(Optional::of).toList();
      for (Optional<Long> seed : each) {
        cells.add(cell(
            axes,
            combination,
            seed.filter(known -> !seeds.isEmpty()),
            seed.map(config::withSeed).orElse(config)));
      }
    }
    return cells;
  }

  private static Cell cell(
      Axes axes, List<Axes.Setting> combination, Optional<Long> seed, TrainConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    axes.keys().forEach(key -> settings.put(key, ""));
    combination.forEach(setting -> settings.put(setting.key(), setting.name()));
    seed.ifPresent(value -> settings.put(SEED, value.toString()));
    String name = combination.stream()
        .map(setting -> last(setting.key()) + "-" + setting.name())
        .collect(Collectors.joining("_"));
    return new Cell(name + seed.map(value -> "_seed-" + value).orElse(""), settings, config);
  }

  /** The last word of a key path. */
  static String last(String key) {
    String word = key.substring(key.lastIndexOf('.') + 1);
    return word.replace('[', '-').replace("]", "");
  }

  private static TrainConfig config(ConfigTree written, List<Axes.Setting> combination) {
    ConfigTree tree = written;
    try {
      for (Axes.Setting setting : combination) {
        tree = tree.with(
            setting.key() + "=" + setting.value(),
            "sweep.axes, " + setting.key() + " of " + setting.name());
      }
      TrainConfig config = tree.bind(TrainConfig.class);
      Resources runtime = config.runtime();
      return config.withRuntime(new Resources(
          runtime.device(), runtime.precision(), Optional.of(1), runtime.chainsPerBlock()));
    } catch (ConfigException e) {
      throw new ConfigException("sweep.axes", e.getMessage().replace("\n", "; "));
    }
  }
}
