package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.Configs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/ebm_read.py} and its notebook on runs made here. Another Python than python3: {@code EBM_PYTHON}. */
class EbmReadTest {
  private static final String PYTHON = System.getenv().getOrDefault("EBM_PYTHON", "python3");

  @TempDir
  Path folder;

  private Path run;
  private Path chains;

  @BeforeEach
  void nameRuns() {
    run = folder.resolve("run");
    chains = folder.resolve("chains");
  }

  private void makeRuns() throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
    Answer.of(
            "sample",
            "--model",
            run,
            "--steps=100",
            "--chains=20",
            "--keep=10",
            "--run-dir",
            chains,
            "-q")
        .endsWith(0);
    // planted: what takes minutes to compute
    Files.createDirectories(run.resolve("diagnosis"));
    Files.writeString(run.resolve("diagnosis/diagnosis.json"), """
        {"schema_version": 1, "verdict": "convergent", "found": "f", "means": "m", "try": "t",
         "measures": [{"name": "gap", "value": null, "meaning": "m"}]}
        """);
    Files.createDirectories(run.resolve("basins"));
    Files.writeString(run.resolve("basins/basins.json"), """
        {"schema_version": 1, "basins": 2, "energies": [0, 1], "barriers": [[null, 2.5], [2.5, null]]}
        """);
  }

  static String python(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? said : "failed: " + said;
  }

  /** Skips, and says so, where Python has not got them. */
  static void assumePython(String imports) throws IOException, InterruptedException {
    String answer;
    try {
      answer = python("-c", "import " + imports);
    } catch (IOException e) {
      answer = "failed: " + e.getMessage();
    }
    assumeThat(answer)
        .as(
            "skipped: %s has no %s; pip install them, or name another by EBM_PYTHON",
            PYTHON, imports)
        .doesNotStartWith("failed");
  }

  private String check(String how) throws IOException, InterruptedException {
    return python(
        Path.of("src/test/python/check_ebm_read.py").toString(),
        how,
        run.toString(),
        chains.toString());
  }

  @Test
  void numpyAlone_isEnough() throws IOException, InterruptedException {
    assumePython("numpy");
    makeRuns();
    assertThat(check("alone")).endsWith("ok\n");
  }

  @Test
  void pandasAndArviz_getWhatTheyKnow() throws IOException, InterruptedException {
    assumePython("numpy, pandas, arviz, xarray");
    makeRuns();
    assertThat(check("libraries")).endsWith("ok\n");
  }
}
