package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.ebm.bench.PrecisionProof;
import org.ebm.bench.PrecisionProof.Side;
import org.ebm.bench.PrecisionProof.Subject;
import org.ebm.config.ConfigTree;
import org.ebm.data.Examples;
import org.ebm.energy.ModelDirectory;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** bfloat16 chains on a learned energy are float32 chains, as far as their number can tell. */
@Tag("slow")
class PrecisionTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "configs/8gaussians-smoke.yaml, 300, 0.1, 1000",
    "configs/convergent.yaml, 40, 0.03, 200"
  })
  void chainsAgreeWithinTheirStandardErrors(String config, int updates, double eps, int chains) {
    TrainConfig training = ConfigTree.read(Path.of(config))
        .with("training.steps=" + updates, "test")
        .with("training.pictures_every=" + updates, "test")
        .bind(TrainConfig.class);
    Examples data = training.data().open();
    try (Torch torch = training.runtime().open();
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      try (Trainer trainer = new Trainer(training, data, run, torch)) {
        trainer.train(Progress.none(), () -> false);
      }
      ModelDirectory.Contents model = ModelDirectory.load(run.model());
      PrecisionProof proof = PrecisionProof.of(
          new Subject(
              model.energy().open(),
              model.weights().list(),
              new Langevin(eps, 1, true),
              chains,
              200),
          torch);
      Side exact = proof.float32();
      Side rounded = proof.bfloat16();
      assertThat(rounded.displacement().errorsTo(exact.displacement())).isLessThan(4);
      assertThat(rounded.energy().errorsTo(exact.energy())).isLessThan(4);
      assertThat(rounded.acceptance().errorsTo(exact.acceptance())).isLessThan(4);
      // equal laws pass sqrt(2 / n) 1.95 once in a thousand times
      assertThat(proof.energies()).isLessThan(1.95 * Math.sqrt(2.0 / chains));
    }
  }
}
