package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/slurm/task with a program in place of ebm and of scontrol, as Slurm would start it: no cluster is needed. */
class SlurmTaskTest {
  @TempDir
  Path folder;

  @BeforeEach
  void pretendToBeSlurm() throws IOException {
    program("scontrol", "echo \"scontrol $*\"; exit 1");
  }

  private final Map<String, String> environment = new HashMap<>();

  private void program(String name, String body) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/bash\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(
        List.of("bash", Path.of("scripts", "slurm", "task").toAbsolutePath().toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SLURM") || name.startsWith("EBM"));
    environment.putAll(Map.of(
        "PATH",
        folder + ":" + environment.get("PATH"),
        "EBM_HOME",
        folder.toString(),
        "SLURM_JOB_ID",
        "12",
        "SLURM_ARRAY_JOB_ID",
        "10",
        "SLURM_ARRAY_TASK_ID",
        "2"));
    environment.putAll(this.environment);
    return builder.start();
  }

  private static String said(Process task) throws IOException {
    return new String(task.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void awaitFile(String name) throws InterruptedException {
    while (!Files.exists(folder.resolve(name))) {
      Thread.sleep(5);
    }
  }

  private static void signal(Process task, String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + task.pid()).start().waitFor())
        .isZero();
  }

  @Test
  void aRunIsBegun_andGoneOnWithOnceItIsThere() throws Exception {
    program("ebm", "echo \"ebm $*|$EBM_JAVA_OPTS\"");
    Process fresh = start("runs/a", "train", "--config", "two words");
    assertThat(said(fresh))
        .contains(
            "ebm train --config two words --run-dir runs/a --force|-XX:ActiveProcessorCount=1");
    assertThat(fresh.waitFor()).isZero();
    Files.createDirectories(folder.resolve("runs/a"));
    for (String file : List.of("run.json", "config.yaml")) {
      Files.createFile(folder.resolve("runs/a").resolve(file));
    }
    assertThat(said(start("runs/a", "train", "--config", "x")))
        .contains("ebm train --resume --run-dir runs/a|");
    assertThat(said(start("runs/a", "map-basins", "runs/a", "--seed", "1")))
        .contains("ebm map-basins runs/a --seed 1|");
  }

  /** Of job array 10 task 2 alone, although the job of that task has the number 12. */
  @Test
  void warned_itHandsOnTheSignal_andRequeuesThisTaskOnly() throws Exception {
    program("ebm", "trap 'sleep 0.3; exit 85' USR1; touch up; while :; do sleep 0.02; done");
    Process task = start("a", "sample");
    awaitFile("up");
    signal(task, "USR1");
    assertThat(said(task))
        .contains("10_2: exit status 85 after USR1\n")
        .contains("scontrol requeue 10_2\n")
        .doesNotContain("try 2");
    assertThat(task.waitFor()).isEqualTo(85);
  }

  /** Slurm requeues a preempted job itself, and a cancelled one must not come back. */
  @Test
  void toldToEnd_itWaitsForTheCheckpoint_andRequeuesNothing() throws Exception {
    program("ebm", "trap 'sleep 0.3; exit 85' USR1; touch up; while :; do sleep 0.02; done");
    Process task = start("a", "sample");
    awaitFile("up");
    signal(task, "TERM");
    assertThat(said(task)).contains("exit status 85 after TERM").doesNotContain("scontrol");
    assertThat(task.waitFor()).isEqualTo(85);
  }

  @Test
  void killedWithoutWarning_theProcessIsBegunAgain() throws Exception {
    program("ebm", "touch \"life$(ls life* 2>/dev/null | wc -l)\"; [ -e life1 ] || kill -9 $$");
    Process task = start("a", "sample");
    assertThat(said(task)).contains("try 1", "exit status 137", "try 2", "exit status 0");
    assertThat(task.waitFor()).isZero();
    program("ebm", "kill -9 $$");
    Process hopeless = start("a", "sample");
    assertThat(said(hopeless)).contains("try 3").doesNotContain("try 4", "scontrol");
    assertThat(hopeless.waitFor()).isEqualTo(137);
  }

  @Test
  void anError_endsTheTask() throws Exception {
    program("ebm", "exit 78");
    Process task = start("a", "sample");
    assertThat(said(task)).contains("exit status 78").doesNotContain("try 2", "scontrol");
    assertThat(task.waitFor()).isEqualTo(78);
    Files.delete(folder.resolve("ebm"));
    Process nothing = start("a", "sample");
    assertThat(said(nothing)).contains("no " + folder + "/ebm: submit from the folder of ebm");
    assertThat(nothing.waitFor()).isEqualTo(2);
  }

  /** As those of module systems and conda do: unset variables, words of its own, and names that the script uses too. */
  @Test
  void aSetUpFileOfAnyKind_isSourcedFirst() throws Exception {
    program("ebm", "echo \"ebm $*|$PATH_OF_MODULE\"");
    Path setup = Files.writeString(
        folder.resolve("set up.sh"),
        "[ -z \"$NEVER_SET\" ]\nrun=x command=y words=z home=/nowhere child=1\n"
            + "export PATH_OF_MODULE=$#$1\nset -e\ntrue\n");
    environment.put("EBM_SETUP", setup.toString());
    Process task = start("runs/a", "train", "--config", "x");
    assertThat(said(task)).contains("ebm train --config x --run-dir runs/a --force|0\n");
    assertThat(task.waitFor()).isZero();
    environment.put("EBM_SETUP", folder + "/none");
    assertThat(said(start("a", "train"))).contains("EBM_SETUP=" + folder + "/none cannot be read");
  }

  @Test
  void everyScript_isBash() throws Exception {
    try (Stream<Path> scripts = Files.list(Path.of("scripts", "slurm"))) {
      for (Path script : scripts.filter(Files::isRegularFile).toList()) {
        assertThat(new ProcessBuilder("bash", "-n", script.toString()).start().waitFor())
            .as(script.toString())
            .isZero();
      }
    }
  }
}
