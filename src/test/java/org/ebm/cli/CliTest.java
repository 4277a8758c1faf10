package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.files.Csv;
import org.ebm.run.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command once, as a user types it. */
class CliTest {
  @TempDir
  Path folder;

  private Path config;
  private Path run;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    run = folder.resolve("run");
  }

  private Answer train(Object... more) {
    return Answer.of(
        Stream.concat(Stream.of("train", "--config", config, "--run-dir", run), Stream.of(more))
            .toArray());
  }

  @Test
  void trainWritesEverythingAUserCanAskLater() {
    Answer answer = train().endsWith(0);
    assertThat(answer.out()).contains("step           4\n").contains("finished       true\n");
    assertThat(answer.err()).contains("run directory " + run + ", seed 7").contains("4/4  ");
    for (String file : List.of(
        "config.yaml",
        "run.json",
        "log.txt",
        "metrics.csv",
        "density.csv",
        "model/network.yaml",
        "model/weights.safetensors",
        "model/energy.pt",
        "checkpoints/step-000004/weights.safetensors",
        "samples/short-000004.npz",
        "samples/short-000004.png",
        "plots/diagnostics.png")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(Csv.read(run.resolve("metrics.csv")).column("step")).containsExactly(1, 2, 3, 4);
    assertThat(json(read("run.json")).get("status").stringValue()).isEqualTo("done");
    assertThat(folder.resolve("latest")).isSymbolicLink().isDirectoryContaining("glob:**run.json");
    assertThat(run.resolve("lock")).doesNotExist();
  }

  @Test
  void theSavedConfigRepeatsTheRun() {
    train().endsWith(0);
    Path again = folder.resolve("again");
    Answer.of("train", "--config", run.resolve("config.yaml"), "--run-dir", again)
        .endsWith(0);
    assertThat(again.resolve("metrics.csv")).hasSameBinaryContentAs(run.resolve("metrics.csv"));
  }

  @Test
  void resumeWithMoreSteps_goesOn() {
    train().endsWith(0);
    Answer.of("train", "--resume", "--run-dir", run, "--steps", 6, "--workers", 1)
        .endsWith(0);
    Path whole = folder.resolve("whole");
    Answer.of("train", "--config", config, "--run-dir", whole, "--steps", 6).endsWith(0);
    assertThat(run.resolve("metrics.csv")).hasSameBinaryContentAs(whole.resolve("metrics.csv"));
    assertThat(json(read("run.json")).get("restarts").size()).isEqualTo(1);
  }

  @Test
  void resumeOfAFinishedRun_isDoneAtOnce() {
    train().endsWith(0);
    Answer answer = Answer.of("train", "--resume", "--run-dir", run).endsWith(0);
    assertThat(answer.out()).contains("step      4\n");
    assertThat(Csv.read(run.resolve("metrics.csv")).rows()).isEqualTo(4);
  }

  @Test
  void resumeWithAnotherNetwork_isRefused() {
    train().endsWith(0);
    Answer answer = Answer.of(
            "train", "--resume", "--run-dir", run, "--set", "energy.network.temperature=1")
        .failsWith(78);
    assertThat(answer.err())
        .contains(
            "cannot be changed by --resume: energy.network.temperature (1.0, was 0.005); it may change")
        .contains("for a new run with that: ebm train --config " + run.resolve("config.yaml"));
  }

  @Test
  void resumeWithAnotherSeed_namesKeyAndAlternative_whichWorksPasted() throws Exception {
    run = folder.resolve("my runs/it's");
    train().endsWith(0);
    String said = Answer.of("train", "--resume", "--run-dir", run, "--seed", 5)
        .failsWith(78)
        .err();
    assertThat(said).contains("cannot be changed by --resume: seed (5, was 7); it may change");
    String line = said.strip().substring(said.indexOf("ebm train --config"));
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s\n' " + line).start();
    List<String> words = shell.inputReader(StandardCharsets.UTF_8).lines().toList();
    Path again = folder.resolve("again");
    Answer.of(
            Stream.concat(words.stream().skip(1), Stream.of("--run-dir", again)).toArray())
        .endsWith(0);
    assertThat(again.resolve("config.yaml")).content().startsWith("seed: 5\n");
  }

  /** However few updates there were; and what is there because of the clock goes with the next. */
  @Test
  void aCheckpointIsWrittenByTheClockToo_andTheNewestOfThoseAloneIsKept() {
    train("--set", "training.checkpoint_minutes=1e-9", "--set", "training.checkpoint_every=3")
        .endsWith(0);
    assertThat(run.resolve("checkpoints").toFile().list())
        .containsExactlyInAnyOrder("step-000003", "step-000004");
    Path rare = folder.resolve("rare");
    Answer.of(
            "train", "--config", config, "--run-dir", rare, "--set", "training.checkpoint_every=3")
        .endsWith(0);
    for (String file : List.of("checkpoints/step-000003/SHA256SUMS", "metrics.csv")) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(rare.resolve(file));
    }
  }

  @Test
  void aTildeIsNoFolder() {
    assertThat(Answer.of("train", "--config", config, "--run-dir=~nobody/x")
            .failsWith(2)
            .err())
        .contains("--run-dir", "'~nobody/x'", "write the whole path");
    assertThat(Answer.of(
                "train",
                "--config",
                config,
                "--run-dir",
                run,
                "--set",
                "data={image_folder: {folder: $HOME/pics, size: 8}}")
            .failsWith(78)
            .err())
        .contains("'$HOME/pics' begins with a variable");
    assertThat(Path.of("~nobody")).doesNotExist();
  }

  @Test
  void resumeOfNoRun_isAUsageError() {
    assertThat(Answer.of("train", "--resume", "--run-dir", run).failsWith(2).err())
        .contains("is no run directory (no run.json), so there is nothing to resume");
  }

  @Test
  void dryRunSaysTheCost_andWritesNothing() {
    Answer answer = train("--dry-run").endsWith(0);
    // dense 2 > 8: 24, dense 8 > 1: 9
    assertThat(answer.out())
        .contains("parameters   33\n")
        .contains("with 2 workers")
        .contains("checkpoints ");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(config));
  }

  @Test
  void aSeedNotGiven_isDrawnAndRecorded() {
    train("--set", "seed=auto").endsWith(0);
    long seed = json(read("run.json")).get("seed").longValue();
    assertThat(read("config.yaml")).contains("seed: " + seed + "\n");
  }

  @Test
  void jsonIsOneObjectWithASchemaVersion() {
    JsonNode result = json(train("--json", "--quiet").endsWith(0).out());
    assertThat(result.get("schema_version").intValue()).isEqualTo(1);
    assertThat(result.get("step").intValue()).isEqualTo(4);
    assertThat(result.get("finished").booleanValue()).isTrue();
    assertThat(result.get("energy_gap").isNumber()).isTrue();
  }

  @Test
  void quietSaysNothing() {
    assertThat(train("--quiet").endsWith(0).err()).isEmpty();
  }

  @Test
  void anExistingRunIsRefused_untilForced() {
    train().endsWith(0);
    assertThat(train().failsWith(2).err())
        .contains(run + ": is not empty; go on with --resume, replace it with --force");
    assertThat(train("--force", "--steps", 3).endsWith(0).out()).contains("step           3\n");
    assertThat(Csv.read(run.resolve("metrics.csv")).rows()).isEqualTo(3);
    assertThat(run.resolve("samples/short-000004.npz")).doesNotExist();
  }

  @Test
  void aRunThatIsBeingWritten_isBusy() {
    train().endsWith(0);
    try (RunDirectory held = RunDirectory.resume(run)) {
      assertThat(train("--force").failsWith(75).err()).contains(held.path() + ": is being written");
      assertThat(Answer.of("train", "--resume", "--run-dir", run).failsWith(75).err())
          .contains("wait until it ends, or choose another --run-dir");
    }
  }

  @Test
  void divergence_isRecordedInRunAndLog_andLeavesARunToLookAt() {
    Answer answer = train("--set", "objective.maximum_likelihood.sampler.langevin.step_size=1e19")
        .failsWith(4);
    assertThat(answer.err())
        .contains("ebm: update 1: 60 of 60 chains are non-finite after 5 steps")
        .contains("step_size 1.0E19");
    assertThat(json(read("run.json")).get("status").stringValue()).isEqualTo("failed");
    assertThat(json(read("run.json")).get("reason").stringValue())
        .startsWith("update 1: 60 of 60 chains are non-finite");
    assertThat(read("log.txt")).contains("ERROR update 1: 60 of 60 chains are non-finite");
    assertThat(Answer.of("report", run).endsWith(0).out())
        .isEqualTo(run.resolve("report.html") + "\n");
  }

  @Test
  void aRunThatDivergesAgainWhenResumed_saysSoAgain() {
    Answer first = train("--set", "optimizer.sgd.learning_rate=1e20").failsWith(4);
    assertThat(first.err()).contains("ebm: update 2: ").contains("before the first checkpoint");
    assertThat(Answer.of("train", "--resume", "--run-dir", run).failsWith(4).err())
        .contains("ebm: update 2: ");
  }

  @Test
  void aBugOfOurs_leavesItsStackTraceInTheLog() {
    StringWriter err = new StringWriter();
    PrintWriter broken = new PrintWriter(err, true) {
      @Override
      public void write(String text, int from, int length) {
        if (text.startsWith("run directory")) {
          throw new IllegalStateException("seen by nobody else");
        }
        super.write(text, from, length);
      }
    };
    int status = Ebm.run(
        new PrintWriter(PrintWriter.nullWriter()),
        broken,
        "train",
        "--config",
        config.toString(),
        "--run-dir",
        run.toString());
    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .contains("seen by nobody else")
        .contains("this is a bug of ours, please report it with these lines");
    assertThat(read("log.txt")).contains("seen by nobody else").contains("\tat org.ebm.");
    assertThat(json(read("run.json")).get("reason").stringValue())
        .isEqualTo("unexpected error, see log.txt");
  }

  @Test
  void dryRunCannotResume() {
    train().endsWith(0);
    assertThat(train("--resume", "--dry-run", "--steps", 9).failsWith(2).err())
        .contains("--dry-run");
    assertThat(Csv.read(run.resolve("metrics.csv")).rows()).isEqualTo(4);
  }

  @Test
  void sampleRunsChainsOfTheModel() {
    train().endsWith(0);
    Path samples = folder.resolve("samples");
    Answer answer = Answer.of(
            "sample",
            "--model",
            run,
            "--run-dir",
            samples,
            "--steps",
            20,
            "--chains",
            30,
            "--seed",
            1,
            "--json")
        .endsWith(0);
    assertThat(json(answer.out()).get("schema_version").intValue()).isEqualTo(1);
    assertThat(json(answer.out()).get("steps").intValue()).isEqualTo(20);
    // a hundredth of 20 steps: every step
    assertThat(Csv.read(samples.resolve("trace.csv")).rows()).isEqualTo(20);
    for (String file :
        List.of("config.yaml", "run.json", "energies.npy", "samples.npz", "samples.png")) {
      assertThat(samples.resolve(file)).isNotEmptyFile();
    }
    Answer.of("sample", "--model", run, "--run-dir", samples, "--steps", 10, "--force")
        .endsWith(0);
  }

  @Test
  void sampleStartsWhereItIsTold() {
    train().endsWith(0);
    for (String init : List.of("bank", "uniform", "gaussian")) {
      Path samples = folder.resolve(init);
      Answer.of("sample", "--model", run, "--run-dir", samples, "--steps", 2, "--init", init)
          .endsWith(0);
    }
  }

  @Test
  void reportDrawsTheSamePicturesAgain() throws IOException {
    train().endsWith(0);
    Path picture = run.resolve("samples/short-000004.png");
    byte[] drawn = Files.readAllBytes(picture);
    Files.delete(picture);
    Answer answer = Answer.of("report", run).endsWith(0);
    assertThat(answer.out().lines())
        .containsExactly(
            run.resolve("plots/diagnostics.png").toString(),
            picture.toString(),
            run.resolve("report.html").toString());
    assertThat(picture).hasBinaryContent(drawn);
  }

  @Test
  void everyCommandsConfigurationIsExplained() {
    assertThat(Answer.of("config", "explain", "second_start", "--of", "diagnose")
            .endsWith(0)
            .out())
        .contains("where the other chains start");
    assertThat(Answer.of("config", "explain", "warm_up", "--of", "sample")
            .endsWith(0)
            .out())
        .contains("mala, hmc or random_walk");
    assertThat(Answer.of("config", "explain", "quota", "--of", "map_basins")
            .endsWith(0)
            .out())
        .contains("how many must arrive");
    assertThat(
            Answer.of("config", "explain", "grids", "--of", "sweep").endsWith(0).out())
        .contains("cells");
    assertThat(
            Answer.of("config", "explain", "levels", "--of", "eval").endsWith(0).out())
        .contains("temperatures between the reference and the model");
  }

  @Test
  void configCheckSaysOk() {
    assertThat(Answer.of("config", "check", config).endsWith(0).out()).isEqualTo(config + ": ok\n");
  }

  @Test
  void configShow_writesDefaultsOut_andBindsAgain() throws IOException {
    Answer answer = Answer.of(
            "config", "show", "--config", config, "--seed", 8, "--set", "training.batch=50")
        .endsWith(0);
    assertThat(answer.out())
        .contains("seed: 8\n")
        .contains("batch: 50\n")
        .contains("sd: 0.15")
        .contains("precision: auto");
    Path shown = Files.writeString(folder.resolve("shown.yaml"), answer.out());
    assertThat(Answer.of("config", "show", "--config", shown, "--resolved")
            .endsWith(0)
            .out())
        .isEqualTo(answer.out());
  }

  @Test
  void configExplainsKeysAndKinds() {
    assertThat(Answer.of("config", "explain", "objective.maximum_likelihood.steps")
            .endsWith(0)
            .out())
        .contains("L, chain steps per update");
    assertThat(Answer.of("config", "explain", "langevin").endsWith(0).out())
        .contains("step_size")
        .contains("eps of the step, data units");
    assertThat(Answer.of("config", "explain").endsWith(0).out()).contains("optimizer");
  }

  @Test
  void configListsAndCopiesPresets() {
    assertThat(Answer.of("config", "ls").endsWith(0).out()).contains("convergent");
    Path copy = folder.resolve("mine.yaml");
    assertThat(Answer.of("config", "cp", "convergent", copy).endsWith(0).out())
        .isEqualTo(copy + "\n");
    Answer.of("config", "check", copy).endsWith(0);
    assertThat(Answer.of("config", "cp", "convergent", copy).failsWith(2).err())
        .contains("is there already; give another name");
  }

  @Test
  void exportWritesProgramsForPlainPyTorch() {
    train().endsWith(0);
    Path export = folder.resolve("export");
    Answer answer =
        Answer.of("export", "--model", run, "--to", export, "--kernel").endsWith(0);
    assertThat(answer.out()).isEqualTo(export + "\n");
    for (String file :
        List.of("energy.pt", "kernel.pt", "reference.npz", "network.yaml", "weights.safetensors")) {
      assertThat(export.resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void completionIsABashScript() {
    assertThat(Answer.of("completion", "bash").endsWith(0).out())
        .contains("complete -F")
        .contains("--run-dir");
  }

  @Test
  void doctorUsesWhatItChecks() {
    assertThat(Answer.of("doctor", "--device", "cpu").endsWith(0).out())
        .contains("libtorch 2.")
        .contains("float32")
        .contains("bfloat16")
        .endsWith("all is well\n");
  }

  @Test
  void helpAndVersionAreResults() {
    assertThat(Answer.of("--help").endsWith(0).out()).contains("Exit codes:").contains("train");
    assertThat(Answer.of("--version").endsWith(0).out()).startsWith("ebm ");
    assertThat(Answer.of("help", "train").endsWith(0).out()).contains("--resume");
  }

  @Test
  void usageErrorsSayWhatIsPossible() {
    Answer.of().failsWith(2);
    Answer.of("config").failsWith(2);
    assertThat(Answer.of("trian").failsWith(2).err()).contains("trian").contains("train");
    assertThat(Answer.of("train").failsWith(2).err()).contains("no --config; start with");
    assertThat(train("--step", 3).failsWith(2).err()).contains("--steps");
    assertThat(train("--progress", "loud").failsWith(2).err()).contains("loud").contains("plain");
    assertThat(run).doesNotExist();
  }

  private String read(String file) {
    try {
      return Files.readString(run.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
