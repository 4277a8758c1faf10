package org.ebm.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.generate.GenerateConfig;
import org.ebm.generate.Generation;
import org.ebm.run.GenerationRecord;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.torch.Torch;

/**
 * A short chain as a generator, as a run in a folder of its own.
 *
 * @param config resolved
 */
public record GenerationRun(GenerateConfig config) {
  /**
   * What came of it.
   *
   * @param run its folder
   */
  public record Result(Path run, GenerationRecord made) {}

  /** As it begins now: with nothing left to choose. */
  public static GenerationRun of(GenerateConfig asked) {
    return new GenerationRun(asked.resolved(Seeds.draw()));
  }

  /**
   * Reads, makes, writes.
   *
   * @param folder makes it, once energy, data and noise are there
   * @param origins where the configuration's values come from
   */
  public Ended<Result> begin(
      Supplier<RunDirectory> folder, Map<String, String> origins, Call call) {
    Potential energy = config.read().open();
    // of an energy that is told a class, examples of it
    Optional<Integer> label = energy.fixedLabel().map(Potential.Label::value);
    Optional<Examples> data = config.data().map(Dataset::open).map(set -> set.ofClass(label));
    Generation generation = new Generation(config, energy, data);
    try (Torch torch = config.runtime().open()) {
      generation.requireNoise(torch);
      Provenance.Subject subject = new Provenance.Subject(
          call.commandLine(),
          config.seed().orElseThrow(),
          data.map(Examples::fingerprint).orElse(""),
          Engine.described(torch),
          origins);
      try (OpenRun run = OpenRun.begin(folder.get(), RunKind.GENERATE, subject, call)) {
        return run.during(config, () -> {
          Path path = run.directory().path();
          call.progress()
              .say("run directory " + path + ", seed " + config.seed().orElseThrow());
          GenerationRecord made = generation.write(path, torch, call.progress());
          return new Ended<>(new Result(path, made), true);
        });
      }
    }
  }
}
