package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command in a process of its own, which can be killed without warning. */
record EbmProcess(Process process, BufferedReader output) implements AutoCloseable {
  static EbmProcess start(List<String> arguments) throws IOException {
    return start(List.of("-Xmx512m"), arguments);
  }

  static EbmProcess start(List<String> java, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Dai.djl.offline=true",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Ebm.class.getName()));
    command.addAll(1, java);
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new EbmProcess(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** Returns when the run's files are there and updates begin. */
  void awaitBegin() throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("run directory")) {
      line = output.readLine();
    }
    assertThat(line).as("the run begins").isNotNull();
  }

  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM; Process.destroy would close the output too. */
  void askToStop() {
    process.toHandle().destroy();
  }

  /** The exit status; what was said meanwhile is read away. */
  int end() throws InterruptedException {
    output.lines().forEach(line -> {});
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
