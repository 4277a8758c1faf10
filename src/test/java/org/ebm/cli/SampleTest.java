package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.sample.SampleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm sample} as a user types it. */
class SampleTest {
  @TempDir
  Path folder;

  private Path run(String name) {
    return folder.resolve(name);
  }

  private static Answer sample(Object... words) {
    return Answer.of(
        Stream.concat(Stream.of("sample", "--workers", 1), Stream.of(words)).toArray());
  }

  /** Chains on a Gaussian of two dimensions, with no training run around. */
  private Answer gaussian(String name, Object... more) {
    return sample(Stream.concat(
            Stream.of(
                "--set",
                "energy.gaussian.sd=[1, 0.5]",
                "--seed",
                3,
                "--chains",
                20,
                "--run-dir",
                run(name)),
            Stream.of(more))
        .toArray());
  }

  private Answer langevin(String name, Object... more) {
    return gaussian(
        name,
        Stream.concat(Stream.of("--sampler", "langevin", "--step-size", 0.3), Stream.of(more))
            .toArray());
  }

  private Path train() throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Answer.of("train", "--config", config, "--run-dir", run("train")).endsWith(0);
    return run("train");
  }

  @Test
  void anAnalyticEnergyNeedsNoTrainingRun() throws IOException {
    Answer answer = langevin("run", "--steps", 150).endsWith(0);
    assertThat(answer.out())
        .contains("steps          150\n")
        .contains("finished       true\n")
        .contains("acceptance     1.0000\n")
        .doesNotContain("energy_data");
    SampleRun read = SampleRun.read(run("run"));
    assertThat(read.ends().orElseThrow().shape()).containsExactly(20, 2);
    assertThat(run("run").resolve("samples.png")).isNotEmptyFile();
    assertThat(run("run").resolve("plots/energy.png")).isNotEmptyFile();
    // nothing is left to choose when the run goes on
    assertThat(run("run").resolve("config.yaml"))
        .content()
        .contains("trace_every: 1\n")
        .contains("gaussian: {scale: 1.0}");
    assertThat(Answer.of("report", run("run")).endsWith(0).out()).contains("samples.png");
    Answer.of("config", "check", run("run").resolve("config.yaml")).endsWith(0);
    sample("--config", run("run").resolve("config.yaml"), "--run-dir", run("again"))
        .endsWith(0);
    assertThat(run("again").resolve("energies.npy"))
        .hasSameBinaryContentAs(run("run").resolve("energies.npy"));
  }

  @Test
  void moreStepsLater_equalOneLongRun() {
    langevin("part", "--steps", 1000, "--keep", 500).endsWith(0);
    sample("--resume", "--run-dir", run("part"), "--steps", 3000).endsWith(0);
    langevin("whole", "--steps", 3000, "--keep", 500, "--set", "trace_every=10").endsWith(0);
    for (String file : new String[] {"trace.csv", "energies.npy", "states.npy", "samples.npz"}) {
      assertThat(run("part").resolve(file)).hasSameBinaryContentAs(run("whole").resolve(file));
    }
    assertThat(run("part").resolve("run.json")).content().contains("\"restarts\" : [");
  }

  @Test
  void whatAResumedRunMayNotChange_isRefused() throws IOException {
    langevin("run", "--steps", 10).endsWith(0);
    for (String change : new String[] {"chains=30", "seed=4", "sampler.langevin.step_size=0.2"}) {
      assertThat(sample("--resume", "--run-dir", run("run"), "--set", change)
              .failsWith(78)
              .err())
          .contains(
              "cannot be changed by --resume: " + change.substring(0, change.indexOf('=')) + " (")
          .contains("it may change steps, runtime.device and runtime.workers")
          .contains(
              "ebm sample --config " + run("run").resolve("config.yaml") + " --set " + change);
    }
    sample("--resume", "--run-dir", run("run"), "--steps", 20).endsWith(0);
    assertThat(sample("--resume", "--run-dir", run("run"), "--steps", 10)
            .endsWith(78)
            .err())
        .contains("the run is at step 20 already");
    assertThat(sample("--resume", "--model", run("x"), "--run-dir", run("run"))
            .failsWith(2)
            .err())
        .contains("leave out --model");
    train();
    assertThat(sample("--resume", "--run-dir", run("train")).failsWith(2).err())
        .contains("is no run of chains");
    assertThat(
            Answer.of("train", "--resume", "--run-dir", run("run")).failsWith(2).err())
        .contains("is a run of chains; name the training run");
  }

  /** Annealed chains start their steps inside the data's box, where uniform noise of scale 5 seldom is. */
  @Test
  void chainsOfAnEnergyWithNoiseLevels_canComeDownThem() throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Answer.of(
            "train",
            "--config",
            config,
            "--run-dir",
            run("train"),
            "--set",
            "energy.network.noise_levels={largest: 1, smallest: 0.1}",
            "--set",
            "energy.network.temperature=1",
            "--set",
            "objective=denoising_score_matching",
            "--set",
            "optimizer={adam: {learning_rate: 0.1}}",
            "--steps",
            100)
        .endsWith(0);
    Object[] words = {
      "--model",
      run("train"),
      "--chains",
      20,
      "--steps",
      5,
      "--seed",
      1,
      "--sampler",
      "langevin",
      "--step-size",
      0.05,
      "--set",
      "init={uniform: {scale: 5}}"
    };
    sample(with(words, "--run-dir", run("plain"))).endsWith(0);
    sample(with(words, "--run-dir", run("annealed"), "--set", "annealing={step_size: 0.05}"))
        .endsWith(0);
    assertThat(largest(start("plain"))).isGreaterThan(4);
    assertThat(largest(start("annealed"))).isLessThan(3);

    Answer refused = langevin("refused", "--steps", 5, "--set", "annealing={step_size: 0.05}")
        .failsWith(78);
    assertThat(refused.err()).contains("annealing: the energy has no noise levels to go down");
    assertThat(run("refused")).doesNotExist();
  }

  private static Object[] with(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  private static double largest(FloatArray x) {
    double largest = 0;
    for (float value : x.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void chainsStartAtAFile_orWhereAnotherRunEnded() {
    Path states = folder.resolve("x's states.npy");
    FloatArray zeros = FloatArray.zeros(org.ebm.base.Shape.of(2), 25);
    AtomicFile.write(states, out -> Npy.write(out, zeros));
    langevin("first", "--steps", 5, "--init", states).endsWith(0);
    assertThat(start("first")).isEqualTo(zeros.slice(0, 20));
    langevin("second", "--steps", 5, "--init", run("first")).endsWith(0);
    assertThat(start("second")).isEqualTo(SampleRun.read(run("first")).ends().orElseThrow());
  }

  private FloatArray start(String name) {
    return java.util.Objects.requireNonNull(SampleRun.read(run(name)).samples().get("step_0"));
  }

  @Test
  void startsThatCannotBe() throws IOException {
    assertThat(langevin("run", "--init", "nowhere").failsWith(2).err())
        .contains(
            "--init: must be data, corrupted, overdispersed, uniform, gaussian, bank, generator, a .npy or .npz file");
    assertThat(langevin("run", "--init", "bank").failsWith(2).err())
        .contains("--init bank: there is no training run with persistent chains");
    assertThat(langevin("run", "--init", "data").failsWith(78).err())
        .contains("init.data: there are no data; give data, or another init");
    assertThat(run("run")).doesNotExist();
    langevin("few", "--steps", 5).endsWith(0);
    assertThat(langevin("run", "--init", run("few"), "--set", "chains=21")
            .failsWith(78)
            .err())
        .contains("samples.npz: holds 20 states, got 21 chains");
    assertThat(run("run")).doesNotExist();
  }

  @Test
  void energiesThatCannotBe() throws IOException {
    Path config = Files.writeString(folder.resolve("chains.yaml"), """
        energy: {network: {input: [2], layers: [{dense: {units: 1}}]}}
        sampler: {langevin: {step_size: 0.1}}
        """);
    assertThat(sample("--config", config, "--run-dir", run("run")).failsWith(78).err())
        .contains("energy.network: has no weights here; give a learned one");
    assertThat(gaussian("run", "--model", run("x")).failsWith(2).err())
        .contains("--model and an energy in --config or --set exclude each other");
    assertThat(gaussian("run").failsWith(78).err()).contains("sampler: required key is missing");
    assertThat(gaussian("run", "--step-size", 1).failsWith(2).err())
        .contains("--step-size: there is no sampler to give it to");
    langevin("run", "--steps", 2).endsWith(0);
    assertThat(sample("--model", run("run"), "--run-dir", run("other"))
            .failsWith(2)
            .err())
        .contains("is a run on an energy that was not learned");
  }

  @Test
  void aModelGivesDataSamplerAndRuntime_unlessToldOtherwise() throws IOException {
    Path model = train();
    sample("--model", model, "--run-dir", run("run"), "--steps", 20, "--step-size", 0.05)
        .endsWith(0);
    SampleRun read = SampleRun.read(run("run"));
    assertThat(read.config().sampler().stepSize()).isEqualTo(0.05);
    assertThat(read.config().data()).isPresent();
    assertThat(read.energiesOfData()).isPresent();
    sample("--model", model, "--run-dir", run("two"), "--steps", 2, "--set", "init.uniform.scale=2")
        .endsWith(0);
    sample("--model", run("run"), "--run-dir", run("three"), "--steps", 2, "--init", "bank")
        .endsWith(0);
  }

  @Test
  void aModelThatLearnedMoreSince_isNotSampledOn() throws IOException {
    Path model = train();
    sample("--model", model, "--run-dir", run("run"), "--steps", 20).endsWith(0);
    Answer.of("train", "--resume", "--run-dir", model, "--steps", 6).endsWith(0);
    assertThat(sample("--resume", "--run-dir", run("run"), "--steps", 40)
            .endsWith(65)
            .err())
        .contains(run("run") + ": weights.safetensors changed since this run began (SHA-256 ");
  }

  @Test
  void aLaterFileMayNameAnotherKind() throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Path adam =
        Files.writeString(folder.resolve("adam.yaml"), "optimizer: {adam: {learning_rate: 1e-4}}");
    assertThat(Answer.of("config", "show", "--config", config, "--config", adam)
            .endsWith(0)
            .out())
        .contains("adam:", "learning_rate: 1.0e-4")
        .doesNotContain("sgd");
  }

  @Test
  void aLadderSaysWhatItFound() throws IOException {
    Answer answer = gaussian(
            "run",
            "--sampler",
            "mala",
            "--step-size",
            0.5,
            "--steps",
            20,
            "--set",
            "replica_exchange={reference: {gaussian: {sd: 3}}, pilot: 10}",
            "--json")
        .endsWith(0);
    assertThat(answer.out()).contains("\"rungs\":", "\"round_trips\":", "\"log_z\":");
    Answer.of("report", run("run")).endsWith(0);
    assertThat(run("run").resolve("report.html"))
        .content()
        .contains("Swaps with the next", "Tempered restarts");
    assertThat(gaussian(
                "other",
                "--sampler",
                "langevin",
                "--step-size",
                0.5,
                "--set",
                "replica_exchange.reference=gaussian")
            .failsWith(78)
            .err())
        .contains("sampler: of replica_exchange must be mala or hmc")
        .contains("replica_exchange.reference.gaussian.sd: must be given");
  }

  @Test
  void aWarmUpFindsEps_andARunThatGoesOnKeepsIt() throws IOException {
    Object[] words = {
      "--sampler",
      "hmc",
      "--step-size",
      0.01,
      "--set",
      "warm_up.steps=150",
      "--set",
      "trace_every=50",
      "--keep",
      50
    };
    gaussian("whole", Stream.concat(Stream.of(words), Stream.of("--steps", 200)).toArray())
        .endsWith(0);
    Answer first = gaussian(
            "parts", Stream.concat(Stream.of(words), Stream.of("--steps", 100)).toArray())
        .endsWith(0);
    // 1.02^150 is 19: eps can come from 0.01 to 0.2
    assertThat(first.out()).containsPattern("step_size +0\\.1");
    Answer.of("sample", "--resume", "--run-dir", run("parts"), "--steps", 200).endsWith(0);
    for (String name : new String[] {"trace.csv", "energies.npy", "states.npy", "warm_up.csv"}) {
      assertThat(run("parts").resolve(name)).hasSameBinaryContentAs(run("whole").resolve(name));
    }
  }

  @Test
  void aWarmUpOfLangevin_isRefused() {
    Answer answer = langevin("run", "--steps", 10, "--set", "warm_up.steps=5").failsWith(78);
    assertThat(answer.err()).contains("warm_up: aims at an acceptance, and langevin accepts every");
  }

  @Test
  void aTorchScriptModuleOfOnesOwn_isSampled() {
    Path module = Path.of("src/test/resources/torchscript/trained.pt");
    Answer answer = sample(
        "--set",
        "energy.torchscript={file: " + module + ", input: [2]}",
        "--sampler",
        "mala",
        "--step-size",
        0.2,
        "--steps",
        100,
        "--chains",
        20,
        "--run-dir",
        run("own"));
    answer.endsWith(0);
    assertThat(run("own").resolve("report.html")).isNotEmptyFile();
  }
}
