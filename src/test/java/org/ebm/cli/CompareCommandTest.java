package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ebm.Configs;
import org.ebm.files.Csv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {
  @TempDir
  Path folder;

  private Path train(String name, String... changes) throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Path run = folder.resolve(name);
    List<Object> words =
        new ArrayList<>(List.of("train", "--config", config, "--run-dir", run, "-q"));
    Arrays.stream(changes).forEach(change -> words.addAll(List.of("--set", change)));
    Answer.of(words.toArray()).endsWith(0);
    return run;
  }

  private Path likelihood() throws IOException {
    return train("likelihood", "training.pictures_every=1");
  }

  private Path noise() throws IOException {
    return train(
        "noise", "objective={noise_contrastive: {ratio: 2}}", "energy.network.temperature=1");
  }

  @Test
  void runsOnTheSameData_goIntoOneTableAndOneFigure() throws IOException {
    Path likelihood = likelihood();
    Path noise = noise();
    Answer.of("eval", "--model", noise, "-q", "--set", "grid=60", "--set", "draws=500")
        .endsWith(0);
    double[] kl = Csv.read(likelihood.resolve("density.csv")).column("kl");
    double reached = Arrays.stream(kl).skip(1).min().orElseThrow();
    Path to = folder.resolve("comparison");
    Answer answer = Answer.of(
            "compare", likelihood, noise, "--to", to, "--json", "--kl", Double.toString(reached))
        .endsWith(0);

    JsonNode runs = JsonMapper.shared().readTree(answer.out()).path("runs");
    JsonNode first = runs.path("likelihood");
    Csv times = Csv.read(likelihood.resolve("times.csv"));
    double[] seconds = times.column("seconds");
    assertThat(times.column("step")).containsExactly(1, 2, 3, 4);
    assertThat(seconds).isSorted();
    assertThat(first.path("objective").stringValue()).isEqualTo("maximum_likelihood");
    assertThat(first.path("kl").doubleValue()).isEqualTo(kl[3]);
    assertThat(first.path("seconds").doubleValue()).isEqualTo(seconds[3]);
    int at = 0;
    while (kl[at] > reached) {
      at++;
    }
    assertThat(first.path("seconds_to_kl").doubleValue()).isEqualTo(seconds[at]);
    // 4 updates of 60 examples, 5 chain steps, the energy at their starts, data and samples
    assertThat(first.path("gradients_per_second").doubleValue())
        .isCloseTo(4 * 60 * 8 / seconds[3], within(1e-6 / seconds[3]));
    assertThat(first.has("log_normalizer")).isFalse();
    assertThat(runs.path("noise").path("log_normalizer").isNumber()).isTrue();
    assertThat(runs.path("noise").path("log_z").isNumber()).isTrue();

    assertThat(Files.readString(to.resolve("table.md")).lines().toList())
        .hasSize(4)
        .allMatch(line -> line.startsWith("| ") && line.endsWith(" |"));
    assertThat(to.resolve("kl.png")).isNotEmptyFile();
    assertThat(answer.err())
        .contains("not evaluated: ebm eval --model " + likelihood)
        .doesNotContain("not evaluated: ebm eval --model " + noise)
        .contains("not diagnosed: ebm diagnose " + noise);
  }

  @Test
  void runsOnOtherData_areRefused() throws IOException {
    Path likelihood = likelihood();
    Path other = train("other", "data.gaussian_mixture.groups=5");
    Answer answer =
        Answer.of("compare", likelihood, other, "--to", folder.resolve("to")).failsWith(2);
    assertThat(answer.err())
        .contains(other + ": learned from other data than " + likelihood)
        .contains("compare runs on the same data");
    assertThat(folder.resolve("to")).doesNotExist();
  }

  @Test
  void whatIsSaidOfSeveralRuns_goesBesideTheFirst() throws IOException {
    Path first = train("first/run", "training.pictures_every=1");
    Path second = train("second/run");
    Answer compared = Answer.of("compare", first, second).endsWith(0);
    Path beside = folder.resolve("first/comparison");
    assertThat(beside.resolve("table.md")).isNotEmptyFile();
    assertThat(compared.err()).contains("see   " + beside.resolve("kl.png"));
    Answer reported = Answer.of("report", first, second).endsWith(0);
    assertThat(reported.out()).endsWith(folder.resolve("first/comparison.html") + "\n");
    assertThat(folder.resolve("first/comparison.html")).isNotEmptyFile();
    assertThat(folder.resolve("second").toFile().list()).containsExactlyInAnyOrder("run", "latest");
  }

  @Test
  void aFolderThatIsNoTrainingRun_isRefused() {
    assertThat(Answer.of("compare", folder).failsWith(2).err())
        .contains(folder + ": is no training run with times");
    assertThat(Answer.of("compare", folder, "--kl", "0").failsWith(2).err())
        .contains("--kl: must be > 0 nats, got 0.0");
  }
}
