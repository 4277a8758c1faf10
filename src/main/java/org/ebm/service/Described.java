package org.ebm.service;

import java.util.Optional;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.config.ConfigTree;
import org.ebm.features.FeaturesConfig;
import org.ebm.generate.GenerateConfig;
import org.ebm.restore.RestoreConfig;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import org.ebm.study.SweepConfig;
import org.ebm.study.ToyTableConfig;
import org.ebm.train.TrainConfig;

/** What a configuration describes, by the sections that it has: a file with a sweep many trainings, one with a search a map, one with a sampler of its own sampling, any other a training. */
public final class Described {
  private Described() {}

  /** Its record, with defaults. */
  public static Record by(ConfigTree tree) {
    return switch (RunKind.describedBy(tree)) {
      case SWEEP -> tree.bind(SweepConfig.class);
      case TOY_TABLE -> tree.bind(ToyTableConfig.class);
      case MAP_BASINS -> tree.bind(MapBasinsConfig.class);
      case RESTORE -> tree.bind(RestoreConfig.class);
      case FEATURES -> tree.bind(FeaturesConfig.class);
      case GENERATE -> tree.bind(GenerateConfig.class);
      case SAMPLE, DIAGNOSE -> tree.bind(SampleConfig.class);
      case TRAIN -> tree.bind(TrainConfig.class);
    };
  }

  /** The command that reads it; empty if none takes a file of such. */
  public static Optional<String> command(ConfigTree tree) {
    return switch (RunKind.describedBy(tree)) {
      case SWEEP -> Optional.of("sweep");
      case TOY_TABLE -> Optional.empty();
      case MAP_BASINS -> Optional.of("map-basins");
      case RESTORE -> Optional.of("restore");
      case FEATURES -> Optional.of("features");
      case GENERATE -> Optional.of("generate");
      case SAMPLE, DIAGNOSE -> Optional.of("sample");
      case TRAIN -> Optional.of("train");
    };
  }
}
