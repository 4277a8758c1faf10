package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.basin.Metastable;
import org.ebm.basin.Minima;
import org.ebm.basin.Search;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Model;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sampler.Data;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.RandomWalk;
import org.ebm.sampler.Runtime;
import org.ebm.sampler.Sampler;
import org.ebm.train.TrainConfig;

/**
 * What {@code ebm map-basins} was pointed at.
 *
 * @param defaults configuration that the command line overlays
 * @param run folder of the map
 * @param trained the training run, if it is one's model
 */
record MapSubject(ConfigTree defaults, Path run, Optional<Path> trained) {
  /** Folder of a map in its training run. */
  static final String FOLDER = "basins";

  /** Dimensions up to which single minima mean something. */
  private static final int FEW = 4;
  /** A tenth of the barriers between modes a few nats deep; eps = 0.05 sqrt(T). */
  private static final Sampler COLD = new RandomWalk(0.016, 0.1);

  /**
   * Temperature of the pulled chains, as a part of training's; their eps is training's times its square root, so that the drift of a step stays the
   * same. Where many low barriers lie side by side, as in images, chance decides at training's own temperature who gets over which: groupings
   * by two seeds agreed by an adjusted Rand index of 0.35, by 0.63 at a hundredth and by 0.89 at this one (60 glyphs).
   */
  private static final double COOLED = 0.001;

  /** Chains in a block: the last ones on their way are few, and should still be shared between workers. */
  private static final int SMALL = 16;

  /**
   * Of landscapes of many dimensions, where a chain costs most. A chain must get there and one back: downhill alone is no sign of one basin where some
   * states lie a hundred units of U below others.
   */
  private static final String MANY = """
      steps: 3000
      trials: 1
      quota: 2
      nearest: 5
      consolidate: false
      barriers: {factor: 1.1, trials: 1, nearest: 5}
      """;

  private record Parts(
      @Key("what is mapped") Energy energy,
      @Key("what it learned") Optional<Dataset> data,
      @Key("the states that are put into basins") Search search,
      @Key("the pulled chains") Sampler sampler,

      @Key("where to compute") Runtime runtime) {}

  /** An energy of its own, described by the configuration alone. */
  static MapSubject bare(Path run) {
    return new MapSubject(ConfigTree.empty(), run, Optional.empty());
  }

  /** A map as it was begun. */
  static MapSubject begun(Path map) {
    ConfigTree tree = ConfigTree.read(map.resolve("config.yaml"));
    Energy energy = tree.bind(MapBasinsConfig.class).energy();
    return new MapSubject(
        tree, map, energy.model().map(model -> ModelOption.runOf(model.folder())));
  }

  /** A map, a training run or its model. */
  static MapSubject of(Path run) {
    if (RunKind.of(run).filter(RunKind.MAP_BASINS::equals).isPresent()) {
      return begun(run);
    }
    Path model = ModelOption.directory(run);
    Path trained = ModelOption.runOf(model);
    if (!Files.isRegularFile(trained.resolve("config.yaml"))) {
      throw new EbmException(
          ExitCode.USAGE,
          model + ": has no training run beside it; describe the search: " + searchOf(model));
    }
    TrainConfig training = ConfigTree.read(trained.resolve("config.yaml")).bind(TrainConfig.class);
    ConfigTree defaults =
        ConfigTree.parse(yaml(new Model(model), training), "defaults of the training run");
    return new MapSubject(defaults, trained.resolve(FOLDER), Optional.of(trained));
  }

  private static String yaml(Model model, TrainConfig training) {
    Optional<Dataset> data = training.data().heldOut().or(() -> Optional.of(training.data()));
    if (model.shape().elements() <= FEW) {
      Search minima = new Minima(200, Optional.of(new Data()), List.of());
      return ConfigWriter.yaml(new Parts(
          model,
          data,
          minima,
          COLD,
          with(training.runtime(), training.runtime().chainsPerBlock())));
    }
    Sampler warm = training
        .sampler()
        .orElseThrow(() -> new EbmException(
            ExitCode.USAGE,
            "map-basins: the training run has no sampler; describe the search: "
                + searchOf(model.folder())));
    Langevin cold = new Langevin(warm.stepSize() * Math.sqrt(COOLED), COOLED, true);
    Search metastable = new Metastable(250, new Data(), 500, Optional.of(warm), 1000);
    return ConfigWriter.yaml(
            new Parts(model, data, metastable, cold, with(training.runtime(), SMALL)))
        + MANY;
  }

  /** The precision is chosen anew: for other chains, and perhaps another machine. */
  private static Runtime with(Runtime runtime, int chainsPerBlock) {
    return new Runtime(runtime.device(), Optional.empty(), runtime.workers(), chainsPerBlock);
  }

  /** Whether there is a map in the folder, finished or not. */
  boolean isBegun() {
    return Files.isRegularFile(run.resolve("config.yaml"));
  }

  /** The run or folder that was named, or the last run. */
  static MapSubject named(Optional<Path> run) {
    return of(run.orElseGet(() -> RunDirectory.latest(Path.of("runs"))));
  }

  private static String searchOf(Path model) {
    return ShellWords.words(
        "--set", "energy.model.folder=" + model, "--set", "search...=", "--set", "sampler...=");
  }
}
