package org.ebm.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.base.Units;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.basin.Metastable;
import org.ebm.basin.Minima;
import org.ebm.basin.Search;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Latent;
import org.ebm.energy.Model;
import org.ebm.objective.Cooperative;
import org.ebm.run.RunConfig;
import org.ebm.run.RunKind;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.RandomWalk;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;
import org.ebm.train.TrainConfig;

/**
 * What {@code ebm map-basins} was pointed at.
 *
 * @param defaults configuration that the command line overlays
 * @param run folder of the map
 * @param trained the training run, if it is one's model
 */
public record MapSubject(ConfigTree defaults, Path run, Optional<Path> trained) {
  /** Folder of a map in its training run. */
  private static final String FOLDER = "basins";

  /** Folder of a map of its latents. */
  private static final String LATENT_FOLDER = "latent-basins";
  /** eps of chains of latents at temperature 1, where these are normal. */
  private static final double LATENT_STEP = 0.014;

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

      @Key("where to compute") Resources runtime) {}

  /** An energy of its own, described by the configuration alone. */
  public static MapSubject bare(Path run) {
    return new MapSubject(ConfigTree.empty(), run, Optional.empty());
  }

  /** A map as it was begun. */
  private static MapSubject begun(Path map) {
    ConfigTree tree = RunConfig.read(map);
    Energy energy = tree.bind(MapBasinsConfig.class).energy();
    return new MapSubject(tree, map, energy.model().map(model -> Defaults.runOf(model.folder())));
  }

  /** A map, a training run or its model. */
  public static MapSubject of(Path run) {
    if (RunKind.of(run).filter(RunKind.MAP_BASINS::equals).isPresent()) {
      return begun(run);
    }
    Defaults inherited = Defaults.of(run);
    TrainConfig training = inherited
        .training()
        .orElseThrow(() -> new EbmException(
            ExitCode.USAGE,
            inherited.model() + ": has no training run beside it; describe the search: "
                + searchOf(inherited.model())));
    ConfigTree defaults =
        ConfigTree.parse(yaml(inherited, training.runtime()), "defaults of the training run");
    return new MapSubject(defaults, inherited.run().resolve(FOLDER), Optional.of(inherited.run()));
  }

  /** The landscape of latents of a run whose energy learned with a generator. */
  public static MapSubject ofLatents(Path named) {
    Defaults inherited = Defaults.of(named);
    TrainConfig training = inherited
        .training()
        .filter(config -> config.objective() instanceof Cooperative)
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                named
                    + ": has no generator that learned with the energy, so there are no latents; name a run of the objective cooperative, or leave out --latent"));
    Langevin warm = new Langevin(LATENT_STEP, 1, true);
    Langevin cold = new Langevin(LATENT_STEP * Math.sqrt(COOLED), COOLED, true);
    Search metastable = new Metastable(100, new GaussianStart(1), 500, Optional.of(warm), 1000);
    Energy latents =
        new Latent(inherited.energy(), inherited.model().resolve(Cooperative.GENERATOR));
    Resources runtime = with(training.runtime(), SMALL);
    String yaml =
        ConfigWriter.yaml(new Parts(latents, Optional.empty(), metastable, cold, runtime)) + MANY;
    return new MapSubject(
        ConfigTree.parse(yaml, "defaults of the training run"),
        inherited.run().resolve(LATENT_FOLDER),
        Optional.empty());
  }

  /** The same, whose map goes to another folder. */
  public MapSubject in(Path folder) {
    return new MapSubject(defaults, folder, trained);
  }

  private static String yaml(Defaults inherited, Resources runtime) {
    Model model = inherited.energy();
    if (model.shape().elements() <= FEW) {
      Search minima = new Minima(200, Optional.of(new DataStart()), List.of());
      return ConfigWriter.yaml(new Parts(
          model,
          inherited.heldOut(),
          minima,
          COLD.withStepSize(
              COLD.stepSize() * model.units().map(Units::narrowest).orElse(1.0)),
          with(runtime, runtime.chainsPerBlock())));
    }
    Sampler warm = inherited
        .sampler()
        .orElseThrow(() -> new EbmException(
            ExitCode.USAGE,
            "map-basins: the training run has no sampler; describe the search: "
                + searchOf(model.folder())));
    // a map is in data units, training's eps in those of its chains
    double eps = warm.stepSize() * model.units().map(Units::narrowest).orElse(1.0);
    Langevin cold = new Langevin(eps * Math.sqrt(COOLED), COOLED, true);
    Search metastable =
        new Metastable(250, new DataStart(), 500, Optional.of(warm.withStepSize(eps)), 1000);
    return ConfigWriter.yaml(
            new Parts(model, inherited.heldOut(), metastable, cold, with(runtime, SMALL)))
        + MANY;
  }

  /** The precision is chosen anew: for other chains, and perhaps another machine. */
  private static Resources with(Resources runtime, int chainsPerBlock) {
    return new Resources(runtime.device(), Optional.empty(), runtime.workers(), chainsPerBlock);
  }

  /** Whether there is a run in the folder, finished or not. */
  boolean isBegun() {
    return RunConfig.isIn(run);
  }

  private static String searchOf(Path model) {
    return ShellWords.words(
        "--set", "energy.model.folder=" + model, "--set", "search...=", "--set", "sampler...=");
  }
}
