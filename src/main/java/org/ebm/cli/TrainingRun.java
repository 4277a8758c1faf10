package org.ebm.cli;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ebm.data.Examples;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.torch.Torch;
import org.ebm.train.Pictures;
import org.ebm.train.Recovery;
import org.ebm.train.TrainConfig;
import org.ebm.train.Trainer;

/**
 * One training as a resumable run in a folder of its own: {@code ebm train}, and each cell of a study.
 *
 * @param config with a seed, in the chosen precision
 */
record TrainingRun(TrainConfig config, Examples data, Torch torch, PrecisionChoice precision) {
  TrainingRun {
    config.requireRoom();
  }

  /** Chooses the precision, if the configuration names none. */
  static TrainingRun of(TrainConfig seeded, Examples data, Torch torch) {
    PrecisionChoice choice = seeded.runtime().choice(seeded.chains(), torch);
    return new TrainingRun(seeded.withRuntime(seeded.runtime().in(choice)), data, torch, choice);
  }

  /** What run.json will say of a run that starts now. */
  Provenance starting(List<String> commandLine, Map<String, String> origins) {
    return Provenance.starting(
        RunKind.TRAIN,
        new Provenance.Subject(
            commandLine,
            config.seed().orElseThrow(),
            data.fingerprint(),
            RunScope.engine(torch, precision),
            origins));
  }

  /** What run.json will say of a run that goes on now. */
  static Provenance restarted(RunDirectory directory) {
    return Provenance.of(directory.path()).restarted();
  }

  /**
   * Trains to the end or to a stop, with as many rollbacks as the configuration allows, and draws.
   *
   * @throws org.ebm.base.EbmException diverged (exit 4)
   */
  Trainer.Result train(RunDirectory run, Progress progress, BooleanSupplier stop) {
    run.keep(config);
    Recovery recovery = new Recovery(config, run);
    Trainer.Result result = session(run, progress, stop);
    while (result.divergence().isPresent()) {
      recovery.after(result.divergence().get(), progress);
      result = session(run, progress, stop);
    }
    new Pictures(run.path(), data).drawCurves();
    return result;
  }

  private Trainer.Result session(RunDirectory run, Progress progress, BooleanSupplier stop) {
    try (Trainer trainer = new Trainer(config, data, run, torch)) {
      return trainer.train(progress, stop);
    }
  }
}
