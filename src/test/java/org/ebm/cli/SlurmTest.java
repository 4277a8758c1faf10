package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/slurm on a cluster that this machine can submit to and is a node of; skipped without one. Slurm waits two minutes before a requeued job begins. */
@Tag("slow")
class SlurmTest {
  private static final List<String> SMALL =
      List.of("--gres=none", "--cpus-per-task=1", "--mem=1500", "--time=30");
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @TempDir
  Path folder;

  /** An ebm of this very build, and the scripts of this checkout. */
  @BeforeEach
  void makeAHome() throws Exception {
    Assumptions.assumeTrue(isClusterHere(), "needs Slurm: sinfo finds none");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path ebm = Files.writeString(
        folder.resolve("ebm"),
        "#!/bin/sh\nexec " + java
            + " -Xmx512m -XX:TieredStopAtLevel=1 -Dai.djl.offline=true --enable-native-access=ALL-UNNAMED -cp '"
            + System.getProperty("java.class.path") + "' " + Ebm.class.getName() + " \"$@\"\n");
    assertThat(ebm.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(folder.resolve("scripts"), Path.of("scripts").toAbsolutePath());
    Files.createSymbolicLink(folder.resolve("configs"), Path.of("configs").toAbsolutePath());
  }

  private static boolean isClusterHere() throws InterruptedException {
    try {
      return new ProcessBuilder("sinfo").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String run(Map<String, String> environment, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("EBM_HOME", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  private String run(String... command) throws Exception {
    return run(Map.of(), List.of(command));
  }

  private List<String> sample(String... more) {
    List<String> words = new ArrayList<>(List.of(
        "--set", "energy.gaussian.sd=[1,0.5]", "--sampler", "langevin", "--step-size", "0.3"));
    words.addAll(List.of("--seed", "3", "--chains", "200", "--keep", "1000", "--workers", "1"));
    words.addAll(List.of("--steps", "600000", "--set", "checkpoint_every=2000"));
    words.addAll(List.of(more));
    return words;
  }

  private void awaitEnd(String jobs) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!run("squeue", "--noheader", "--jobs", jobs).isEmpty()) {
      assertThat(Instant.now()).as("jobs " + jobs + " end").isBefore(end);
      Thread.sleep(1000);
    }
  }

  @Test
  void anArrayWhoseTasksAreSignalledAndKilled_mergesToTheBytesOfOneProcess() throws Exception {
    List<String> submit = new ArrayList<>(List.of("sbatch", "--parsable", "--array=1-4"));
    submit.addAll(SMALL);
    submit.addAll(List.of("scripts/slurm/sample-array.sbatch", "parts"));
    submit.addAll(sample());
    String job = run(Map.of(), submit);
    awaitCheckpoint("parts/1");
    awaitCheckpoint("parts/2");
    String process = Files.readString(folder.resolve("parts/2/lock"));
    run("kill", "-9", process.substring(0, process.indexOf('@')));
    // scancel waits for an answer that a task being requeued cannot give
    run("bash", "-c", "timeout 20 scancel --signal=USR1 --batch " + job + "_1 || true");
    awaitEnd(job);
    assertThat(log(job, 1)).contains("after USR1", "requeue", "restart 1, try 1");
    assertThat(log(job, 2)).contains("exit status 137", "restart 0, try 2");
    for (int task = 3; task <= 4; task++) {
      assertThat(log(job, task)).contains("restart 0, try 1").doesNotContain("try 2", "restart 1");
    }
    run("./ebm", "merge", "parts/1", "parts/2", "parts/3", "parts/4", "--run-dir", "merged");
    List<String> whole = new ArrayList<>(List.of("./ebm", "sample", "--quiet"));
    whole.addAll(sample("--run-dir", "whole"));
    run(Map.of(), whole);
    for (String file : List.of(
        "config.yaml",
        "trace.csv",
        "energies.npy",
        "states.npy",
        "samples.npz",
        "checkpoints/step-600000/SHA256SUMS")) {
      assertThat(folder.resolve("merged").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
  }

  private String log(String job, int task) throws IOException {
    return Files.readString(folder.resolve("ebm-sample-" + job + "_" + task + ".log"));
  }

  /** One that is not its start. */
  private void awaitCheckpoint(String run) throws Exception {
    Path checkpoints = folder.resolve(run).resolve("checkpoints");
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.isDirectory(checkpoints)
        || run("ls", checkpoints.toString()).lines().allMatch("step-000000"::equals)) {
      assertThat(Instant.now()).as(run + " has a checkpoint").isBefore(end);
      Thread.sleep(20);
    }
  }

  @Test
  void thePipeline_runsFromTrainingToTheMap() throws Exception {
    Map<String, String> environment = Map.of(
        "EBM_SBATCH",
        String.join(" ", SMALL),
        "EBM_SAMPLE",
        "--chains 200 --steps 5000 --init data --seed 1",
        "EBM_MAP",
        "--set search.minima.states=40 --seed 1");
    String said = run(
        environment,
        List.of(
            "scripts/slurm/submit-pipeline.sh",
            "all",
            "4",
            "--config",
            "8gaussians-smoke",
            "--set",
            "training.steps=300"));
    awaitEnd(said.replaceAll("\\D+", ",").replaceAll("^,", ""));
    assertThat(folder.resolve("all/chains/diagnosis/diagnosis.json")).isNotEmptyFile();
    assertThat(folder.resolve("all/train/basins/basins.json")).isNotEmptyFile();
    assertThat(run("./ebm", "status", "all").lines())
        .hasSize(6)
        .allMatch(line -> line.contains("  done "));
  }
}
