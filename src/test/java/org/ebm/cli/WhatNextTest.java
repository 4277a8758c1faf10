package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.service.WhatNext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands name when they are over, taken by a shell and given to the program: in a folder whose name needs quotes. */
class WhatNextTest {
  private static final String DIAGNOSIS = """
      {"schema_version": 1, "verdict": "inconclusive", "found": "f", "means": "m", "try": "t", %s "measures": []}
      """;

  @TempDir
  Path folder;

  private Path run;

  @BeforeEach
  void nameRun() {
    run = folder.resolve("my run's");
  }

  private Answer train(Object... more) throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    return Answer.of(
            Stream.concat(Stream.of("train", "--config", config, "--run-dir", run), Stream.of(more))
                .toArray())
        .endsWith(0);
  }

  /** What stands after a label on lines of standard error. */
  private static List<String> told(Answer answer, String label) {
    return answer
        .err()
        .lines()
        .filter(line -> line.startsWith(label + " "))
        .map(line -> line.substring(label.length()).strip())
        .toList();
  }

  /** The words that a shell makes of a line. */
  private static List<String> pasted(String line) throws IOException {
    Process shell = new ProcessBuilder(
            "sh", "-c", "for word in " + line + "; do echo \"$word\"; done")
        .redirectErrorStream(true)
        .start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private static void requireFiles(Answer answer, Path... expected) throws IOException {
    List<String> seen = new ArrayList<>();
    for (String line : told(answer, "see")) {
      seen.addAll(pasted(line));
    }
    assertThat(seen)
        .containsExactlyElementsOf(Stream.of(expected).map(Path::toString).toList());
    assertThat(expected).allMatch(Files::isRegularFile);
  }

  private static void requireNext(Answer answer, Object... words) throws IOException {
    assertThat(told(answer, "next")).hasSize(1);
    List<String> expected = new ArrayList<>(List.of("ebm"));
    Stream.of(words).forEach(word -> expected.add(word.toString()));
    assertThat(pasted(told(answer, "next").get(0))).isEqualTo(expected);
  }

  @Test
  void aTraining_namesPageAndPicture_andWhatIsNotKnownYet() throws IOException {
    Answer first = train();
    requireFiles(first, run.resolve("report.html"), run.resolve("samples/short-000004.png"));
    requireNext(first, "diagnose", run);
    // planted, so that nothing has to be computed
    Path diagnosis = run.resolve("diagnosis/diagnosis.json");
    Files.createDirectories(diagnosis.getParent());
    String more = "\"more\": {\"chains\": 10, \"examples\": 20, \"steps\": 30},";
    Files.writeString(diagnosis, DIAGNOSIS.formatted(more));
    requireNext(again(), "diagnose", run, "--more");
    Files.writeString(diagnosis, DIAGNOSIS.formatted(""));
    requireNext(again(), "map-basins", run);
    Files.createDirectories(run.resolve("basins"));
    Files.writeString(run.resolve("basins/basins.json"), BASINS);
    requireNext(again(), "eval", "--model", run);
    Answer evaluated = Answer.of("eval", "--model", run, "--set", "grid=20", "--set", "draws=100")
        .endsWith(0);
    requireNext(evaluated, "report", run);
  }

  private static final String BASINS = """
      {"schema_version": 1, "basins": 1, "states": 1, "energies": [0], "populations": [1], "barriers": [[null]],
       "merges": [], "force": 1, "resolution": 1, "agreement": [], "scan": [], "remarks": []}
      """;

  private Answer again() {
    return Answer.of("train", "--resume", "--run-dir", run).endsWith(0);
  }

  @Test
  void nothingIsNamed_whereNobodyReadsAlong() throws IOException {
    assertThat(train("--quiet").err()).isEmpty();
    for (String silent : List.of("--json", "--quiet", "--progress=none")) {
      Answer answer = Answer.of("train", "--resume", "--run-dir", run, silent).endsWith(0);
      assertThat(told(answer, "see")).isEmpty();
      assertThat(told(answer, "next")).isEmpty();
    }
  }

  @Test
  void anObjectiveWithoutChains_isNotDiagnosed() throws IOException {
    Answer answer = train(
        "--set",
        "objective={noise_contrastive: {ratio: 2}}",
        "--set",
        "energy.network.temperature=1");
    requireNext(answer, "eval", "--model", run);
  }

  @Test
  void chains_goOnToADiagnosis_orTwiceAsFar() throws IOException {
    train();
    Path chains = folder.resolve("chains 1");
    Answer sampled = Answer.of(
            "sample", "--model", run, "--steps", 20, "--chains", 20, "--run-dir", chains)
        .endsWith(0);
    requireFiles(
        sampled,
        chains.resolve("report.html"),
        chains.resolve("samples.png"),
        chains.resolve("plots/energy.png"));
    requireNext(sampled, "diagnose", chains);
    Path noise = folder.resolve("chains 2");
    Answer fromNoise = Answer.of(
            "sample", "--model", run, "--steps=20", "--init=uniform", "--run-dir", noise)
        .endsWith(0);
    requireNext(fromNoise, "sample", "--resume", "--run-dir", noise, "--steps", 40);
    List<String> words = pasted(told(fromNoise, "next").get(0));
    Answer longer = Answer.of(words.subList(1, words.size()).toArray()).endsWith(0);
    assertThat(longer.out()).contains("steps          40\n");
  }

  @Test
  void pathsBelowHere_areShort() {
    assertThat(WhatNext.near(Path.of("runs/x").toAbsolutePath())).isEqualTo(Path.of("runs/x"));
    assertThat(WhatNext.near(Path.of("runs/x"))).isEqualTo(Path.of("runs/x"));
    assertThat(WhatNext.near(folder)).isEqualTo(folder);
  }

  @Test
  void aPreset_isCopiedWithItsCommand() throws IOException {
    Path copy = folder.resolve("my map.yaml");
    requireNext(
        Answer.of("config", "cp", "map-8gaussians", copy).endsWith(0),
        "map-basins",
        "--config",
        copy);
  }
}
