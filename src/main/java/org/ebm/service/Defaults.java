package org.ebm.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.GivenImages;
import org.ebm.energy.ImagesOfData;
import org.ebm.energy.Model;
import org.ebm.energy.ModelDirectory;
import org.ebm.features.FeaturesConfig;
import org.ebm.generate.GenerateConfig;
import org.ebm.network.Condition;
import org.ebm.objective.Negatives;
import org.ebm.restore.RestoreConfig;
import org.ebm.run.Events;
import org.ebm.run.RunConfig;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import org.ebm.sampler.GeneratorStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.MultiGridStart;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;
import org.ebm.study.ShortRun;
import org.ebm.train.TrainConfig;

/**
 * What a command takes from the run that is named to it unless told otherwise: its model, and what that was learned with.
 *
 * @param model folder that holds network.yaml and weights.safetensors
 * @param run the folder around it: its training run, if there is a training
 * @param training how it was learned; empty for a model that was copied away from its run
 */
public record Defaults(Path model, Path run, Optional<TrainConfig> training) {
  /** Held-out images that chains are told. */
  private static final int IMAGES = 8;

  private record Chains(
      @Key("what is sampled") Energy energy,
      @Key("what it learned") Optional<Dataset> data,
      @Key("the chain") Optional<Sampler> sampler,
      @Key("where to compute") Optional<Resources> runtime) {}

  private record Told(@Key("the image") GivenImages image) {}

  private record TellsAndStarts(
      @Key("what the energy is told") Told condition,
      @Key("where the chains start") Optional<Init> init) {}

  private record Measured(
      @Key("what is measured") Energy energy,
      @Key("data of the law that it learned") Optional<Dataset> data,
      @Key("where it was computed") Optional<Resources> runtime) {}

  private record Generated(
      @Key("whose chains these are") Energy energy,
      @Key("what is reconstructed") Optional<Dataset> data,
      @Key("the chain") Optional<Sampler> sampler,
      @Key("chain steps") Optional<Integer> steps,
      @Key("the noise") Optional<Init> init,
      @Key("where to compute") Optional<Resources> runtime) {}

  private record Start(@Key("where the chains start") Init init) {}

  /**
   * Of a training run, one of its checkpoints, its model's folder, or a run of chains, a map, a restoration, features or a generation that was made with such a model.
   *
   * @throws EbmException usage error if there is no learned model
   */
  public static Defaults of(Path named) {
    Path real = withoutLinks(named);
    Path given = CheckpointModel.runAt(real).orElse(real);
    Optional<RunKind> kind = RunKind.of(given);
    if (kind.filter(RunKind::isChains).isPresent()) {
      return of(given, RunConfig.read(given).bind(SampleConfig.class).energy());
    }
    if (kind.filter(RunKind.MAP_BASINS::equals).isPresent()) {
      return of(given, RunConfig.read(given).bind(MapBasinsConfig.class).energy());
    }
    if (kind.filter(RunKind.RESTORE::equals).isPresent()) {
      return of(given, RunConfig.read(given).bind(RestoreConfig.class).before());
    }
    if (kind.filter(RunKind.GENERATE::equals).isPresent()) {
      return of(given, RunConfig.read(given).bind(GenerateConfig.class).read());
    }
    if (kind.filter(RunKind.FEATURES::equals).isPresent()) {
      return of(given, RunConfig.read(given).bind(FeaturesConfig.class).read());
    }
    Path inside = given.resolve("model");
    Path directory = Files.isDirectory(inside) ? inside : given;
    ModelDirectory.requireAt(directory);
    return ofModel(directory);
  }

  private static Defaults of(Path run, Energy energy) {
    return ofModel(
        energy
            .model()
            .map(Model::folder)
            .orElseThrow(
                () -> new EbmException(
                    ExitCode.USAGE,
                    run
                        + ": is a run on an energy that was not learned; name a training run: --model runs/NAME")));
  }

  /** Of a model's folder. */
  static Defaults ofModel(Path model) {
    Path run = runOf(model);
    return new Defaults(
        model,
        run,
        RunConfig.isIn(run)
            ? Optional.of(RunConfig.read(run).bind(TrainConfig.class))
            : Optional.empty());
  }

  /** The training run that a model folder belongs to. */
  static Path runOf(Path model) {
    return model.toAbsolutePath().normalize().resolveSibling("").normalize();
  }

  /** Without links: runs/latest will point elsewhere soon. */
  private static Path withoutLinks(Path path) {
    try {
      return Path.of("").toAbsolutePath().relativize(path.toRealPath());
    } catch (IOException | IllegalArgumentException e) {
      return path;
    }
  }

  Model energy() {
    return new Model(model);
  }

  /** What it learned. */
  Optional<Dataset> data() {
    return training.map(TrainConfig::data);
  }

  /** Of these what was held out, or else the same. */
  Optional<Dataset> heldOut() {
    return data().map(learned -> learned.heldOut().orElse(learned));
  }

  /** The chain that belongs to the energy: the one it was learned with. */
  public Optional<Sampler> sampler() {
    return training.flatMap(TrainConfig::sampler);
  }

  /** With the precision still to choose. */
  Optional<Resources> runtime() {
    return training.map(TrainConfig::runtime).map(Resources::undecided);
  }

  /** Training's own chains at its end, after rollbacks that made them longer. */
  Optional<ShortRun> shortRun() {
    return training
        .map(config -> config.withStepsTimes(Events.read(run).care().steps()))
        .flatMap(config -> config.objective().negatives())
        .map(negatives ->
            new ShortRun(negatives.steps(), negatives.init().plain().beside(model)));
  }

  /** The section that starts chains at the training's persistent ones; empty if it kept none. */
  public Optional<ConfigTree> bank() {
    return training
        .flatMap(config -> config.objective().negatives())
        .map(Negatives::init)
        .map(Init::plain)
        .filter(Init::keepsChains)
        .map(init -> tree(new Start(init)));
  }

  /** The section that starts chains at what learned with the energy to make them: drafts of a generator, samples of coarser grids; empty if none did. */
  public Optional<ConfigTree> generator() {
    return training
        .flatMap(config -> config.objective().negatives())
        .map(Negatives::init)
        .filter(init -> init instanceof GeneratorStart || init instanceof MultiGridStart)
        .map(init -> tree(new Start(init.beside(model))));
  }

  /** Of a run of chains: energy, data, sampler and runtime. */
  public ConfigTree ofChains() {
    return tree(new Chains(energy(), data(), sampler(), runtime()));
  }

  /** What chains of an energy that is told images are told unless told otherwise: those of the first held-out examples, from training's own start. Without keys for others. */
  public ConfigTree ofImages() {
    return pairs()
        .map(data -> tree(new TellsAndStarts(
            new Told(new ImagesOfData(data, IMAGES)), shortRun().map(ShortRun::init))))
        .orElseGet(ConfigTree::empty);
  }

  /** Held-out data of an energy that is told their images. */
  private Optional<Dataset> pairs() {
    return heldOut()
        .filter(data -> data.imageShape().isPresent())
        .filter(data -> energy().open().condition(Condition.IMAGE).isPresent());
  }

  /** Of an evaluation: energy, held-out data and runtime. */
  public ConfigTree ofEvaluation() {
    return tree(new Measured(energy(), heldOut(), training.map(TrainConfig::runtime)));
  }

  /** Of features: energy, what it learned, and runtime. */
  public ConfigTree ofFeatures() {
    return tree(new Measured(energy(), data(), training.map(TrainConfig::runtime)));
  }

  /** Of a short chain as a generator: energy, held-out data or their images, and training's own chain from its own start. */
  public ConfigTree ofGeneration() {
    return tree(new Generated(
            energy(),
            heldOut().filter(data -> pairs().isEmpty()),
            // as training ran it, cuts included: that chain is the generator
            training
                .flatMap(config -> config.objective().negatives())
                .map(Negatives::sampler)
                .or(this::sampler),
            shortRun().map(ShortRun::steps),
            shortRun().map(ShortRun::init),
            training.map(TrainConfig::runtime)))
        .mergedWith(ofImages());
  }

  /** Parts of a configuration, as a tree that the command line overlays. */
  static ConfigTree tree(Record parts) {
    return ConfigTree.parse(ConfigWriter.yaml(parts), "defaults of the training run");
  }
}
