package org.ebm.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.features.ClassifyConfig;
import org.ebm.features.FeatureArrays;
import org.ebm.features.FeatureFiles;
import org.ebm.features.FeaturesConfig;
import org.ebm.features.Labelled;
import org.ebm.run.FeaturesRecord;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.torch.Torch;

/**
 * Features of examples as a run in a folder of its own.
 *
 * @param config resolved
 */
public record FeaturesRun(FeaturesConfig config) {
  /**
   * What came of it.
   *
   * @param run its folder
   */
  public record Result(Path run, FeaturesRecord found) {}

  /** As it begins now: with nothing left to choose. */
  public static FeaturesRun of(FeaturesConfig asked) {
    return new FeaturesRun(asked.resolved(Seeds.draw()));
  }

  /**
   * Reads, measures, writes.
   *
   * @param folder makes it, once energy and examples are read
   * @param origins where the configuration's values come from
   */
  public Ended<Result> begin(
      Supplier<RunDirectory> folder, Map<String, String> origins, Call call) {
    Examples set = config.examined().open();
    Labelled train = Labelled.of(set, config);
    Optional<Labelled> test = config
        .classify()
        .map(ClassifyConfig::tested)
        .map(Dataset::open)
        .map(other -> Labelled.of(other, config));
    Potential energy = config.read().open();
    try (Torch torch = config.runtime().open();
        FeatureArrays arrays = FeatureArrays.open(config, torch);
        OpenRun run = OpenRun.begin(
            folder.get(), RunKind.FEATURES, subject(call, set, torch, origins), call)) {
      return run.during(config, () -> {
        Path path = run.directory().path();
        set.remarks().forEach(call.progress()::say);
        call.progress().say("run directory " + path + ", seed " + config.seed().orElseThrow());
        FeaturesRecord found = new FeatureFiles(config, arrays, torch)
            .write(path, train, test, energy.fingerprints(), call.progress());
        return new Ended<>(new Result(path, found), true);
      });
    }
  }

  private Provenance.Subject subject(
      Call call, Examples set, Torch torch, Map<String, String> origins) {
    return new Provenance.Subject(
        call.commandLine(),
        config.seed().orElseThrow(),
        set.fingerprint(),
        Engine.described(torch),
        origins);
  }
}
