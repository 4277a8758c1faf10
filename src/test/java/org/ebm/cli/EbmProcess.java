package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.files.Folders;

/** A command in a process of its own, which can be killed without warning. */
record EbmProcess(Process process, BufferedReader output) implements AutoCloseable {
  /**
   * How a process is begun.
   *
   * @param by a command that becomes the one given to it as words; empty: none
   * @param heap Java's, MiB
   * @param environment what it has more than this process's
   */
  record Launch(List<String> by, int heap, Map<String, String> environment) {
    static final Launch PLAIN = new Launch(List.of(), 512, Map.of());

    Launch withHeap(int mebibytes) {
      return new Launch(by, mebibytes, environment);
    }
  }

  static EbmProcess start(List<String> arguments) throws IOException {
    return start(Launch.PLAIN, arguments);
  }

  static EbmProcess start(Launch launch, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(launch.by());
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + launch.heap() + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dai.djl.offline=true",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Ebm.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    return new EbmProcess(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** What a command said, on both streams, and how it ended. */
  static Answer answer(List<String> arguments) throws IOException, InterruptedException {
    return answer(Launch.PLAIN, arguments);
  }

  static Answer answer(Launch launch, List<String> arguments)
      throws IOException, InterruptedException {
    try (EbmProcess command = start(launch, arguments)) {
      return command.answer();
    }
  }

  /** Returns when the run's files are there and updates begin. */
  void awaitBegin() throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("run directory")) {
      line = output.readLine();
    }
    assertThat(line).as("the run begins").isNotNull();
  }

  /** Returns when a file or folder is there. */
  void awaitFile(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      assertThat(process.isAlive()).as(file + " is written").isTrue();
      Thread.sleep(2);
    }
  }

  /** Returns when a run has the checkpoint of a step, or one of a later step: older ones go. */
  void awaitCheckpoint(Path run, long step) throws InterruptedException {
    while (newest(run) < step) {
      assertThat(process.isAlive()).as("step " + step + " is reached").isTrue();
      Thread.sleep(1);
    }
  }

  private static long newest(Path run) {
    return Folders.list(run.resolve("checkpoints")).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.matches("step-\\d+"))
        .mapToLong(name -> Long.parseLong(name.substring("step-".length())))
        .max()
        .orElse(0);
  }

  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM; Process.destroy would close the output too. */
  void askToStop() {
    process.toHandle().destroy();
  }

  /** {@code STOP} or {@code CONT}. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** The exit status; what was said meanwhile is read away. */
  int end() throws InterruptedException {
    return answer().status();
  }

  /** Waits for the end; all that was said is taken as an error's text. */
  Answer answer() throws InterruptedException {
    String said = output.lines().collect(Collectors.joining("\n"));
    return new Answer(process.waitFor(), "", said);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
