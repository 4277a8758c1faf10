package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.config.ConfigTree;
import org.ebm.data.Box;
import org.ebm.data.Examples;
import org.ebm.files.Csv;
import org.ebm.files.Npz;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 3.12 of the specification: every objective learns the ring of eight Gaussians from its preset, to the KL(q, p) that is asked of it. */
@Tag("slow")
class ObjectivesOnTheRingTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "score-matching, 0.05",
    "sliced-score-matching, 0.05",
    "sliced-score-matching-vr, 0.05",
    "denoising-score-matching, 0.3",
    "noise-conditional, 0.3",
    "noise-contrastive, 0.1",
    "conditional-noise-contrastive, 0.15",
    "flow-noise, 0.1",
    "energy-discrepancy, 0.1",
    "diffusion-recovery, 0.1",
    "contrastive-divergence, 0.5",
    "persistent-contrastive-divergence, 0.5",
    "replay, 0.5",
    "hmc, 0.5"
  })
  void thePresetMeetsItsNumber(String preset, double kl) {
    Csv density = Csv.read(train(preset).resolve("density.csv"));
    assertThat(density.column("kl")[density.rows() - 1]).isLessThan(kl);
  }

  /** exp(-U - c) is normalized: c is the log of the sum of exp(-U) over a grid. */
  @Test
  void theLearnedNormalizerIsLogZ() {
    Path run = train("noise-contrastive");
    Csv metrics = Csv.read(run.resolve("metrics.csv"));
    double learned = metrics.column("log_normalizer")[metrics.rows() - 1];
    Map<String, FloatArray> arrays = Npz.read(run.resolve("samples/short-006000.npz"));
    float[] energy = Objects.requireNonNull(arrays.get("energy")).values();
    Box box = config("noise-contrastive").data().open().box().orElseThrow();
    double sum = 0;
    for (float u : energy) {
      sum += Math.exp(-u);
    }
    double cell = (box.xMax() - box.xMin()) * (box.yMax() - box.yMin()) / energy.length;
    assertThat(learned).isCloseTo(Math.log(sum * cell), within(0.05));
  }

  private static TrainConfig config(String preset) {
    return ConfigTree.read(Path.of("configs/8gaussians-" + preset + ".yaml"))
        .with("probe=none", "test")
        .with("runtime.device=cpu", "test")
        .bind(TrainConfig.class);
  }

  private Path train(String preset) {
    TrainConfig config = config(preset);
    Examples data = config.data().open();
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"));
        Torch torch = config.runtime().open();
        Trainer trainer = new Trainer(config, data, run, torch)) {
      assertThat(trainer.train(Progress.none(), () -> false).finished()).isTrue();
      return run.path();
    }
  }
}
