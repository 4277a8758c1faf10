package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ebm.Configs;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.files.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvalCommandTest {
  @TempDir
  Path folder;

  private Path run;

  @BeforeEach
  void nameRun() {
    run = folder.resolve("run");
  }

  private void train() throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
  }

  private Path samples(int... sizes) {
    Path file = folder.resolve("points.npz");
    FloatArray early = new FloatArray(new int[] {1, 1}, new float[] {0});
    FloatArray last = Nets.uniform(Shape.of(sizes), 40, RandomKey.ofSeed(2));
    Npz.write(file, Map.of("step_9", early, "step_100", last, "energy", early));
    return file;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** Uniform points beside a ring, by name and by a module that is not there. */
  @Test
  void samplesAreScored_inTheNumbersOfX_orByAModuleThatIsNamed() {
    Object[] command = {
      "eval",
      "--set=energy={gaussian: {sd: [1, 1]}}",
      "--data=rings",
      "--set=draws=200",
      "--set=grid=20",
      "--samples",
      samples(2),
      "--json",
      "-q",
      "--seed=1",
      "--fid",
      "identity"
    };
    JsonNode found = json(Answer.of(command).endsWith(0).out());
    assertThat(found.get("scored_samples").intValue()).isEqualTo(40);
    assertThat(found.get("fid_identity").doubleValue()).isPositive();
    assertThat(found.get("kid_identity_error").doubleValue()).isPositive();
    assertThat(found.get("precision_identity").doubleValue()).isBetween(0.0, 1.0);
    command[command.length - 1] = folder.resolve("none.pt");
    assertThat(Answer.of(command).endsWith(78).err())
        .contains("scores.features: ", "none.pt: no such file");
  }

  /** The density of the ring itself tells rings turned by an eighth from it, and knows nothing of a quarter turn, under which it is the same. */
  @Test
  void outliersAreToldFromTheData_byADensityThatIsRight() {
    Answer answer = Answer.of(
            "eval",
            "--set=energy={gaussian_mixture: {groups: 8, radius: 1.0, sd: 0.05}}",
            "--data={gaussian_mixture: {groups: 8, radius: 1.0, sd: 0.05}}",
            "--set=seed=3",
            "--set=draws=500",
            "--set=grid=50",
            "--out-of-distribution",
            "rotation",
            "uniform",
            "gaussian_mixture: {groups: 8, radius: 1.2, sd: 0.05}",
            "gaussian_mixture: {groups: 8, radius: 1.0, sd: 0.05}",
            "--json",
            "-q")
        .endsWith(0);
    JsonNode rows = json(answer.out()).get("out_of_distribution");
    assertThat(rows.size()).isEqualTo(12);
    // 1000 against 1000 of one law: standard error .013
    assertThat(rows.get(0).get("auroc").doubleValue()).isBetween(0.45, 0.55);
    assertThat(rows.get(3).get("auroc").doubleValue()).isGreaterThan(0.95);
    assertThat(rows.get(6).get("set").stringValue()).isEqualTo("gaussian_mixture");
    assertThat(rows.get(6).get("auroc").doubleValue()).isGreaterThan(0.99);
    assertThat(rows.get(9).get("set").stringValue()).isEqualTo("gaussian_mixture-2");
    assertThat(rows.get(9).get("auroc").doubleValue()).isBetween(0.45, 0.55);
  }

  @Test
  void anUnknownSetOfOutliers_isToldWithThoseThatThereAre() {
    assertThat(Answer.of(
                "eval",
                "--set=energy={gaussian: {sd: [1, 1]}}",
                "--data=rings",
                "--out-of-distribution",
                "unifrom")
            .failsWith(78)
            .err())
        .contains("--out-of-distribution: unknown set 'unifrom', did you mean 'uniform'?")
        .contains("(built in: uniform, constant, interpolation, rotation, all; any data set: ");
  }

  @Test
  void outliersOfAnotherShape_areToldWithTheShapes() {
    Answer answer = Answer.of(
        "eval",
        "--set=energy={gaussian: {sd: [1, 1]}}",
        "--data=rings",
        "--out-of-distribution",
        "glyphs");
    answer.failsWith(78);
    assertThat(answer.err()).contains("glyphs has examples of shape [1, 16, 16], the data 2");
  }

  @Test
  void aTrainedModelIsMeasuredAgainstItsData_andTheRunKeepsTheResult() throws IOException {
    train();
    Answer answer = Answer.of(
            "eval",
            "--model",
            run,
            "--json",
            "-q",
            "--ais",
            "--levels",
            20,
            "--chains",
            30,
            "--set",
            "grid=60",
            "--set",
            "draws=500")
        .endsWith(0);
    JsonNode result = json(answer.out());
    for (String name : new String[] {
      "log_z",
      "kl",
      "kl_reverse",
      "total_variation",
      "entropy",
      "kl_reweighted",
      "boundary_mass",
      "log_z_change",
      "mmd_squared",
      "mmd_p_value",
      "sliced_wasserstein",
      "log_z_low",
      "log_z_up",
      "log_z_low_ess",
      "log_z_up_ess",
      "log_likelihood_per_dimension",
      "log_likelihood_per_dimension_low",
      "log_likelihood_per_dimension_high"
    }) {
      assertThat(result.get(name)).as(name).isNotNull();
      assertThat(result.get(name).isNumber()).as(name).isTrue();
    }
    assertThat(result.get("schema_version").intValue()).isEqualTo(1);
    assertThat(result.get("mode_weights").size()).isEqualTo(4);
    // the bank's size
    assertThat(result.get("samples_compared").intValue()).isEqualTo(120);
    assertThat(result.get("samples").stringValue()).startsWith("persistent chains of ");
    assertThat(Files.readString(run.resolve("eval.json"))).isEqualTo(answer.out());
    // a run that was measured is still a run
    Answer.of("train", "--config", folder.resolve("toy.yaml"), "--run-dir", run, "-q", "--force")
        .endsWith(0);
    assertThat(run.resolve("eval.json")).doesNotExist();
  }

  @Test
  void theSameSeedGivesTheSameNumbers_andAnyEnergyCanBeNamed() {
    Object[] words = {
      "eval",
      "--set",
      "energy.gaussian.sd=[1, 2]",
      "--data",
      "rings",
      "--seed",
      3,
      "--set",
      "box=[-9, 9, -9, 9]",
      "--set",
      "grid=50",
      "--set",
      "draws=300",
      "--workers"
    };
    Answer one = Answer.of(with(words, 1)).endsWith(0);
    Answer two = Answer.of(with(words, 2)).endsWith(0);
    assertThat(one.out()).isEqualTo(two.out()).contains("samples                       exact");
    assertThat(one.err()).contains("seed 3");
  }

  @Test
  void samplesOfAFileAreCompared_theLastStepOfThem() {
    Answer answer = Answer.of(
            "eval",
            "--set",
            "energy.gaussian.sd=[1, 1]",
            "--data",
            "rings",
            "--samples",
            samples(2),
            "--json",
            "-q",
            "--set",
            "grid=20",
            "--set",
            "draws=300")
        .endsWith(0);
    JsonNode result = json(answer.out());
    assertThat(result.get("samples").stringValue()).endsWith("points.npz");
    // the arrays before it are no points in the plane
    assertThat(result.get("samples_compared").intValue()).isEqualTo(40);
    // 40 points of a square of half-width 1 are no rings of radius up to 4
    assertThat(result.get("mmd_p_value").doubleValue()).isLessThan(0.05);
  }

  @Test
  void samplesThatDoNotFitAreRefused() throws IOException {
    Object[] words = {"eval", "--set", "energy.gaussian.sd=[1, 1]", "--data", "rings", "--samples"};
    assertThat(Answer.of(with(words, samples(3))).failsWith(78).err())
        .contains("samples: ")
        .contains("holds (40, 3), wanted (n, 2)");
    assertThat(Answer.of(with(words, folder.resolve("nothing"))).failsWith(78).err())
        .contains("nothing: no such file");
    assertThat(Answer.of(with(words, folder)).failsWith(78).err())
        .contains("must be that of a sample run");
    Path text = Files.writeString(folder.resolve("notes.npy"), "not an array");
    assertThat(Answer.of(with(words, text)).failsWith(65).err()).contains("notes.npy: ");
  }

  @Test
  void badConfigurationsAreRefused() {
    assertThat(Answer.of("eval", "--set", "energy.gaussian.sd=[1]", "--data", "ring")
            .failsWith(78)
            .err())
        .contains("unknown kind 'ring'")
        .contains("rings");
    assertThat(Answer.of("eval", "--set", "energy.gaussian.sd=[1]", "--ais", "--levels", 1)
            .failsWith(78)
            .err())
        .contains("--levels: ais.levels: must be >= 2 and <= 1000000, got 1");
    assertThat(Answer.of("eval", "--model", folder).failsWith(2).err()).contains("no model here");
    assertThat(Answer.of("eval", "--model", folder, "--set", "energy.gaussian.sd=[1]")
            .failsWith(2)
            .err())
        .contains("exclude each other");
  }

  @Test
  void selfTestPassesOnTheRing_andNeedsADensity() {
    Answer answer = Answer.of("eval", "--self-test").endsWith(0);
    assertThat(answer.out()).contains("passed                       true").contains("r_hat");
    assertThat(Answer.of("eval", "--self-test", "--data", "glyphs").failsWith(2).err())
        .contains("needs data in the plane");
  }

  private static Object[] with(Object[] words, Object last) {
    Object[] all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }
}
