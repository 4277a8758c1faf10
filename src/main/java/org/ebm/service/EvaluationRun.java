package org.ebm.service;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebm.base.FloatArray;
import org.ebm.evaluate.EvalConfig;
import org.ebm.evaluate.Evaluation;
import org.ebm.evaluate.Findings;
import org.ebm.evaluate.Samples;
import org.ebm.files.Npz;
import org.ebm.report.EnergiesPlot;
import org.ebm.run.Checkpoints;
import org.ebm.run.DiagnosisRecord;
import org.ebm.run.EvaluationRecord;
import org.ebm.run.Progress;
import org.ebm.run.SampleSnapshot;
import org.ebm.study.Compared;
import org.ebm.study.DiagnosisFile;
import org.ebm.torch.Torch;

/**
 * An energy, measured; what is found of a learned one is kept in its training run.
 *
 * @param learned the run of the model, if it is one
 */
public record EvaluationRun(EvalConfig config, Optional<Defaults> learned) {
  /** Measures whatever can be. */
  public Findings measure(Progress progress, Consumer<String> warnings) {
    EvalConfig seeded = config.withSeed(config.seed().orElseGet(Seeds::draw));
    Optional<Defaults> trained = learned.filter(run -> run.training().isPresent());
    try (Torch torch = seeded.runtime().open();
        Evaluation evaluation = Evaluation.open(seeded, torch)) {
      progress.say("seed " + seeded.seed().orElseThrow());
      Optional<Samples> samples =
          trained.flatMap(found -> bank(found.run(), warnings).or(() -> probed(found.run())));
      Findings findings = evaluation.measure(
          samples, learned.flatMap(Defaults::data).filter(known -> !isSeen(trained)), progress);
      trained
          .flatMap(found -> DiagnosisFile.read(found.run()))
          .ifPresent(found -> findings.values().put("verdict", spoken(found)));
      if (isSeen(trained)) {
        findings.warnings().add(Compared.NONE_HELD_OUT);
      }
      trained.ifPresent(found -> keep(found.run(), findings));
      return findings;
    }
  }

  /** Into the training run: what was found, and the energies of outliers with their picture. */
  private static void keep(Path run, Findings findings) {
    EvaluationRecord.write(run, findings.values(), findings.warnings());
    if (!findings.energies().isEmpty()) {
      Map<String, FloatArray> arrays = new LinkedHashMap<>();
      findings.energies().forEach((set, energies) -> arrays.put(set, floats(energies)));
      Npz.write(run.resolve("out-of-distribution.npz"), arrays);
      EnergiesPlot.write(
          run.resolve("plots/out-of-distribution.png"),
          "Energies of the data and of other sets",
          findings.energies());
    }
  }

  /** What energies are worth depends on whether they are a density's. */
  private static String spoken(DiagnosisRecord found) {
    return found.verdict().toString().toLowerCase(Locale.ROOT).replace('_', '-')
        + found
            .density()
            .map(word -> "; density " + word.toString().toLowerCase(Locale.ROOT))
            .orElse("");
  }

  private static FloatArray floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return FloatArray.of(floats);
  }

  private boolean isSeen(Optional<Defaults> trained) {
    return config
        .data()
        .filter(new Compared(trained.flatMap(Defaults::data))::isSeen)
        .isPresent();
  }

  private static Optional<Samples> bank(Path run, Consumer<String> warnings) {
    return new Checkpoints(run.resolve("checkpoints"), Integer.MAX_VALUE)
        .newest(warnings)
        .flatMap(found -> Optional.ofNullable(found.checkpoint().arrays().get("chains")))
        .flatMap(state -> Optional.ofNullable(state.get("bank")))
        .map(chains -> new Samples("persistent chains of " + run, chains));
  }

  private static Optional<Samples> probed(Path run) {
    return SampleSnapshot.of(run, "long", "npz").stream()
        .findFirst()
        .flatMap(snapshot -> Optional.ofNullable(Npz.read(snapshot.file()).get("long_run"))
            .map(ends -> new Samples("last probe of " + run, ends)));
  }
}
