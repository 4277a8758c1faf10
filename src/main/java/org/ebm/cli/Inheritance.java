package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Model;
import org.ebm.objective.Negatives;
import org.ebm.sampler.Init;
import org.ebm.sampler.Runtime;
import org.ebm.sampler.Sampler;
import org.ebm.train.TrainConfig;

/**
 * What chains on a learned energy take from its training run unless told otherwise.
 *
 * @param tree energy, data, sampler and runtime, as a configuration has them
 * @param bank how chains start at the training run's persistent chains, if it kept any
 */
record Inheritance(ConfigTree tree, Optional<Bank> bank) {
  /** A start, as a configuration has it. */
  record Bank(@Key("where the chains start") Init init) {}

  private record Parts(
      @Key("what is sampled") Energy energy,
      @Key("what it learned") Optional<Dataset> data,
      @Key("the chain") Optional<Sampler> sampler,
      @Key("where to compute") Optional<Runtime> runtime) {}

  /** Of a model's folder; a model that was copied away from its run gives itself only. */
  static Inheritance of(Path model) {
    Path config = ModelOption.runOf(model).resolve("config.yaml");
    if (!Files.isRegularFile(config)) {
      return of(
          new Parts(new Model(model), Optional.empty(), Optional.empty(), Optional.empty()),
          Optional.empty());
    }
    TrainConfig training = ConfigTree.read(config).bind(TrainConfig.class);
    Parts parts = new Parts(
        new Model(model),
        Optional.of(training.data()),
        training.sampler(),
        Optional.of(training.runtime().undecided()));
    return of(
        parts,
        training
            .objective()
            .negatives()
            .map(Negatives::init)
            .filter(Init::keepsChains)
            .map(Bank::new));
  }

  private static Inheritance of(Parts parts, Optional<Bank> bank) {
    return new Inheritance(
        ConfigTree.parse(ConfigWriter.yaml(parts), "defaults of the training run"), bank);
  }
}
