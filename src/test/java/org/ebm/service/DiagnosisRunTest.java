package org.ebm.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.run.StopSignal;
import org.ebm.study.DiagnosisConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisRunTest {
  @TempDir
  private Path folder;

  /** What is stopped after its last chain, in the ranks of data, goes on from its chains when it is asked for again. */
  @Test
  void stoppedWhileItTakesRanks_itSaysNothing_andGoesOn() throws Exception {
    Path run = folder.resolve("run");
    Path lastChains = run.resolve("diagnosis/adjusted/samples.npz");
    assertThat(diagnosis(run).run(call(() -> Files.exists(lastChains)))).isEmpty();
    assertThat(lastChains).exists();
    assertThat(run.resolve("diagnosis/diagnosis.json")).doesNotExist();
    assertThat(diagnosis(run).run(call(() -> false))).isPresent();
    assertThat(run.resolve("diagnosis/diagnosis.json")).exists();
  }

  private static DiagnosisRun diagnosis(Path run) {
    DiagnosisConfig config = ConfigTree.parse("""
        seed: 1
        energy: {gaussian: {sd: [1, 1]}}
        data: {rings: {}}
        sampler: {langevin: {step_size: 0.4}}
        steps: 1000
        chains: 20
        starts: 1
        examples: 100
        runtime: {workers: 1}
        """, "test").bind(DiagnosisConfig.class);
    return new DiagnosisRun(DiagnosisSubject.bare(run), config, Map.of());
  }

  private static Call call(BooleanSupplier stop) {
    return new Call(List.of("diagnose"), Progress.none(), StopSignal.none(), stop, false);
  }
}
