package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.sample.SampleRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class-conditional model as a user samples it: {@code --set condition.label=3}. */
class ConditionCommandTest {
  @TempDir
  Path folder;

  private Path run;

  @BeforeEach
  void train() throws IOException {
    run = folder.resolve("run");
    String yaml = Configs.images("glyphs: { count: 80 }", "1, 16, 16")
        .replace("- swish", "- label_embedding: { classes: 10 }\n      - swish");
    Path config = Files.writeString(folder.resolve("labelled.yaml"), yaml);
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
  }

  private Answer sample(String name, Object... more) {
    Object[] words = {
      "sample",
      "--model",
      run,
      "--run-dir",
      folder.resolve(name),
      "--seed=7",
      "--steps=5",
      "--chains=6",
      "-q"
    };
    return Answer.of(Stream.concat(Stream.of(words), Stream.of(more)).toArray());
  }

  private FloatArray ends(String name) {
    return SampleRun.read(folder.resolve(name)).ends().orElseThrow();
  }

  @Test
  void chainsAreOfTheLabelThatIsSet() {
    sample("three", "--init=uniform", "--set=condition.label=3").endsWith(0);
    sample("four", "--init=uniform", "--set=condition.label=4").endsWith(0);
    assertThat(ends("three")).isNotEqualTo(ends("four"));
    String given = "--set=energy={given: {of: {model: '" + run.resolve("model") + "'}, label: 3}}";
    Answer.of(
            "sample",
            given,
            "--init=uniform",
            "--set=sampler.langevin.step_size=0.03",
            "--seed=7",
            "--steps=5",
            "--chains=6",
            "--run-dir",
            folder.resolve("given"),
            "-q")
        .endsWith(0);
    assertThat(ends("given")).isEqualTo(ends("three"));
  }

  @Test
  void aRunInATreeOfEnergies_isToldWhereItsModelIs() {
    Answer answer = Answer.of(
        "sample",
        "--set=energy={given: {of: {model: '" + run + "'}, label: 3}}",
        "--set=sampler.langevin.step_size=0.03");
    assertThat(answer.failsWith(2).err())
        .contains("give the folder of the run's model: " + run.resolve("model"));
  }

  @Test
  void fromTheBank_theyStartAtChainsOfTheirLabel() {
    sample("three", "--set=condition.label=3").endsWith(0);
    assertThat(ends("three").isFinite()).isTrue();
  }

  @Test
  void withoutALabel_theLineToTypeIsSaid() {
    assertThat(sample("none").failsWith(78).err())
        .contains("one of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]: --set condition.label=");
    assertThat(sample("ten", "--set=condition.label=10").failsWith(78).err())
        .contains("must be one of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], got 10");
  }

  @Test
  void itIsExportedForWhoTellsItTheLabel_withoutALoop() {
    Path to = folder.resolve("exported");
    Answer.of("export", "--model", run, "--to", to).endsWith(0);
    assertThat(to.resolve("energy.pt")).exists();
    assertThat(to.resolve("reference.npz")).doesNotExist();
    assertThat(Answer.of("export", "--model", run, "--kernel", "--to", folder.resolve("none"))
            .failsWith(2)
            .err())
        .contains("this energy is told [label] of each chain; leave it out");
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
