package org.ebm.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.diagnose.Moments;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Network;
import org.ebm.files.AtomicFile;
import org.ebm.files.Csv;
import org.ebm.files.Folders;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.files.Sha256;
import org.ebm.network.Dense;
import org.ebm.run.Checkpoint;
import org.ebm.run.Checkpoints;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long chains on a Gaussian, which needs no training. */
class LongRunTest {
  private static final List<String> FILES =
      List.of("trace.csv", "energies.npy", "states.npy", "samples.npz");

  /** Two blocks of chains, the second one partial; milestones of all kinds that do not fall together. */
  private static final String CHAINS = """
      seed: 5
      energy: {gaussian: {sd: [1, 0.5]}}
      sampler: {langevin: {step_size: 0.3}}
      steps: 2300
      chains: 60
      keep: 150
      trace_every: 230
      checkpoint_every: 700
      runtime: {device: cpu, workers: 1}
      """;

  @TempDir
  Path folder;

  private static SampleConfig config(String yaml, Object... assignments) {
    ConfigTree tree = ConfigTree.parse(yaml, "test");
    for (Object assignment : assignments) {
      tree = tree.with(assignment.toString(), "--set");
    }
    return tree.bind(SampleConfig.class).resolved(1);
  }

  /** As the command does: a new folder, or the one of a run that goes on. */
  private LongRun.Result run(SampleConfig config, String name, BooleanSupplier stop) {
    Path path = folder.resolve(name);
    boolean resumes = Files.exists(path.resolve("config.yaml"));
    if (!resumes) {
      AtomicFile.write(
          path.resolve("config.yaml"), ConfigWriter.yaml(config).getBytes(StandardCharsets.UTF_8));
      Provenance.starting(
              RunKind.SAMPLE, new Provenance.Subject(List.of(), 1, "", Map.of(), Map.of()))
          .write(path.resolve("run.json"));
    }
    try (RunDirectory directory = RunDirectory.resume(path);
        Torch torch = config.runtime().open();
        LongRun chains = LongRun.open(config, config.energy().open(), config.openData(), torch)) {
      return chains.run(directory, Progress.none(), stop);
    }
  }

  private LongRun.Result whole(SampleConfig config, String name) {
    return run(config, name, () -> false);
  }

  /** True from the n-th time on that it is asked. */
  private static BooleanSupplier stopAt(int n) {
    int[] asked = {0};
    return () -> ++asked[0] >= n;
  }

  private void assertSameFiles(String one, String other) {
    for (String file : FILES) {
      assertThat(folder.resolve(one).resolve(file))
          .hasSameBinaryContentAs(folder.resolve(other).resolve(file));
    }
  }

  @Test
  void stoppedAtEveryMilestone_theRunEndsWithTheSameBytes() {
    assertThat(whole(config(CHAINS), "whole").finished()).isTrue();
    int lives = 0;
    while (!run(config(CHAINS), "stopped", stopAt(2)).finished()) {
      lives++;
    }
    assertThat(lives).isGreaterThan(25);
    assertSameFiles("stopped", "whole");
  }

  @Test
  void endedWithoutWarning_itGoesOnFromTheLastCheckpoint() {
    whole(config(CHAINS), "whole");
    // asked after each milestone: they end at 900, 1500 and 2000, with checkpoints at 700 and 1400
    for (int life : new int[] {20, 12, 8}) {
      int[] asked = {0, life};
      assertThatThrownBy(() -> run(config(CHAINS), "killed", () -> {
            if (++asked[0] == asked[1]) {
              throw new IllegalStateException("killed");
            }
            return false;
          }))
          .hasMessage("killed");
    }
    // rows behind the newest checkpoint: they must go before the chains make them again
    assertThat(SampleRun.read(folder.resolve("killed")).steps()).endsWith(1840, 2000);
    assertThat(folder.resolve("killed/checkpoints"))
        .isDirectoryContaining("glob:**step-001400")
        .isDirectoryNotContaining("glob:**step-002*");
    whole(config(CHAINS, "runtime.workers=2"), "killed");
    assertSameFiles("killed", "whole");
  }

  /** 1500 is a milestone of the longer run (a kept step), but not a traced one: the row that marks the first end must go. */
  @Test
  void moreStepsLater_equalOneLongRun() {
    whole(config(CHAINS), "whole");
    whole(config(CHAINS, "steps=1500"), "extended");
    assertThat(SampleRun.read(folder.resolve("extended")).steps()).contains(1500);
    whole(config(CHAINS), "extended");
    assertSameFiles("extended", "whole");
  }

  @Test
  void anEndedRunResumed_isAsItWas() throws IOException {
    LongRun.Result first = whole(config(CHAINS), "once");
    byte[] trace = Files.readAllBytes(folder.resolve("once/trace.csv"));
    LongRun.Result second = whole(config(CHAINS), "once");
    assertThat(second).isEqualTo(first);
    assertThat(folder.resolve("once/trace.csv")).hasBinaryContent(trace);
  }

  /** The chains are of the weights that were read when they were opened, whatever lies in the folder when they begin. */
  @Test
  void aModelWrittenAnew_whileChainsBegin_isNotTheOneThatTheRunRemembers() throws IOException {
    Path model = folder.resolve("model");
    write(model, 1);
    String read = Sha256.hex(model.resolve("weights.safetensors"));
    SampleConfig config = config(
        "energy: { model: { folder: " + model
            + " } }\nsampler: { langevin: { step_size: 0.1 } }\nsteps: 2\nchains: 3\ninit: gaussian\nruntime: { device: cpu, workers: 1 }\n");
    Path run = folder.resolve("run");
    try (RunDirectory directory = RunDirectory.create(run);
        Torch torch = config.runtime().open();
        LongRun chains = LongRun.open(config, config.energy().open(), config.openData(), torch)) {
      write(model, 2);
      chains.run(directory, Progress.none(), () -> false);
    }
    assertThat(Sha256.hex(model.resolve("weights.safetensors"))).isNotEqualTo(read);
    assertThat(run.resolve("checkpoints/step-000002/state.json")).content().contains(read);
  }

  private static void write(Path model, long seed) {
    Network network = new Network(List.of(2), 1.0, List.of(new Dense(1)));
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            parameter -> weights.put(parameter.name(), parameter.initial(RandomKey.ofSeed(seed))));
    ModelDirectory.write(model, network, new Weights(weights));
  }

  private static final String LADDER = """
      seed: 5
      energy: {gaussian: {sd: [0.3, 0.3], mean: [1.0, -1.0]}}
      sampler: {mala: {step_size: 0.3}}
      replica_exchange: {reference: {gaussian: {sd: 2}}, moves: 2, pilot: 10}
      steps: 60
      chains: 60
      keep: 15
      trace_every: 7
      checkpoint_every: 20
      runtime: {device: cpu, workers: 1}
      """;

  /** log Z = log 2 pi 0.09; every file is the same when each milestone is followed by a new process, with other workers. */
  @Test
  void onALadder_stoppedAtEveryMilestone_theRunEndsWithTheSameBytes() {
    LongRun.Result whole = whole(config(LADDER), "whole");
    int lives = 0;
    while (!run(config(LADDER, "runtime.workers=" + (1 + lives % 2)), "stopped", stopAt(2))
        .finished()) {
      lives++;
    }
    assertThat(lives).isGreaterThan(10);
    assertSameFiles("stopped", "whole");
    for (String file : List.of("ladder.csv", "bennett.npy", "levels.csv")) {
      assertThat(folder.resolve("stopped").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
    LadderFindings found = whole.ladder().orElseThrow();
    assertThat(Math.abs(found.logZ() - Math.log(2 * Math.PI * 0.09)) / found.logZError())
        .isLessThan(3);
    assertThat(found.logZError()).isLessThan(0.1);
    Csv levels = Csv.read(folder.resolve("whole/levels.csv"));
    assertThat(levels.rows()).isEqualTo(found.rungs());
    assertThat(levels.column("log_z")[found.rungs() - 1]).isEqualTo(found.logZ());
    Csv travels = Csv.read(folder.resolve("whole/ladder.csv"));
    assertThat(travels.column("round_trips")[travels.rows() - 1])
        .isEqualTo(found.roundTrips())
        .isPositive();
  }

  /** eps and units are found once, before the first step, and kept in checkpoints, as are sums of what only this sampler tells. */
  @Test
  void ofNutsInAMetric_stoppedAtEveryMilestone_theRunEndsWithTheSameBytes() {
    Object[] changes = {
      "energy.gaussian.sd=[1, 0.01]",
      "sampler={nuts: {step_size: 0.1, max_depth: 4}}",
      "warm_up={steps: 60, precondition: diagonal}",
      "steps=300"
    };
    whole(config(CHAINS, changes), "whole");
    while (!run(config(CHAINS, changes), "stopped", stopAt(2)).finished()) {}
    assertSameFiles("stopped", "whole");
    for (String file : List.of("divergences.npy", "leapfrog_steps.npy")) {
      assertThat(folder.resolve("stopped").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
    double[] leaps = SampleRun.read(folder.resolve("whole")).trace().column("leapfrog_steps");
    assertThat(leaps[leaps.length - 1]).isBetween(1.0, 15.0);
    float[] units = Npy.read(folder.resolve("whole/metric.npy")).values();
    assertThat(units[0] / units[1]).isBetween(32f, 256f);
  }

  @Test
  void whatDoesNotGoWithALadder_isRefusedAtOnce() {
    assertThatThrownBy(() -> config(
            LADDER,
            "sampler={langevin: {step_size: 0.1}}",
            "replica_exchange.reference=gaussian",
            "warm_up={steps: 5}",
            "shard={index: 1, count: 2}"))
        .hasMessageContaining(
            "sampler: of replica_exchange must be mala or hmc, or for spins and bits gibbs, flips or gibbs_with_gradients, which leave each rung's law as it is, got langevin")
        .hasMessageContaining("replica_exchange.reference.gaussian.sd: must be given")
        .hasMessageContaining("warm_up: the pilot of replica_exchange")
        .hasMessageContaining("shard: chains on a ladder");
    assertThatThrownBy(() -> config(LADDER, "sampler.mala.temperature=2"))
        .hasMessageContaining("sampler.temperature: must be 1 on a ladder");
  }

  @Test
  void fewerStepsThanTaken_areRefused() {
    whole(config(CHAINS), "run");
    assertThatThrownBy(() -> whole(config(CHAINS, "steps=100"), "run"))
        .hasMessage("steps: the run is at step 2300 already, got 100; give more");
  }

  /** U = x^2 / 2 + y^2 / (2 0.5^2); the file's numbers are float32, the reader's are those of the run. */
  @Test
  void whatIsWritten_belongsTogether() {
    LongRun.Result result = whole(config(CHAINS), "run");
    SampleRun read = SampleRun.read(folder.resolve("run"));
    assertThat(read.reached()).contains(2300);
    assertThat(read.steps()).hasSameSizeAs(read.trace().column("energy_mean"));
    FloatArray ends = read.ends().orElseThrow();
    float[] energies = read.energiesAt(2300).orElseThrow();
    assertThat(ends.shape()).containsExactly(60, 2);
    for (int chain = 0; chain < 60; chain++) {
      float x = ends.values()[2 * chain];
      float y = ends.values()[2 * chain + 1];
      assertThat((double) energies[chain]).isCloseTo(x * x / 2 + 2 * y * y, within(1e-5));
    }
    double[] means = read.trace().column("energy_mean");
    for (int row = 0; row < means.length; row++) {
      assertThat(Moments.of(read.energies().slice(row, row + 1).values()).mean())
          .isEqualTo(means[row]);
    }
    assertThat(result.energyChains()).isEqualTo(means[means.length - 1]);
    assertThat(result.energyData()).isEmpty();
    // 15 draws of every 150th step of 2300, the last but one of which is at 2250
    FloatArray states = Npy.read(folder.resolve("run/states.npy"));
    assertThat(states.shape()).containsExactly(15, 60, 2);
    assertThat(Npz.read(folder.resolve("run/samples.npz")))
        .containsOnlyKeys("step_0", "step_100", "step_1000", "step_2300", "energy");
  }

  @Test
  void keptStates_areThoseOfTheirSteps() {
    whole(config(CHAINS, "keep=100"), "kept");
    FloatArray states = Npy.read(folder.resolve("kept/states.npy"));
    Map<String, FloatArray> shown = Npz.read(folder.resolve("kept/samples.npz"));
    // rows 0, 9, 22 are steps 100, 1000, 2300
    assertThat(states.slice(0, 1).values())
        .isEqualTo(java.util.Objects.requireNonNull(shown.get("step_100")).values());
    assertThat(states.slice(9, 10).values())
        .isEqualTo(java.util.Objects.requireNonNull(shown.get("step_1000")).values());
    assertThat(states.slice(22, 23).values())
        .isEqualTo(java.util.Objects.requireNonNull(shown.get("step_2300")).values());
  }

  /**
   * Descent without noise on U = x^2 / 2 with eps = 1: x halves in every step, and |dU/dx| = |x|. Row 10 is a mean over steps 5..9, which are made in two
   * calls of the kernel (4 steps to a checkpoint at 9, 1 more): x0 (2^-5 + ... + 2^-9) / 5 = x0 31 / 512 / 5.
   */
  @Test
  void gradientNorm_isTheMeanOverTheStepsSinceTheLastRow() {
    String descent = """
        seed: 5
        energy: {gaussian: {sd: [1]}}
        sampler: {langevin: {step_size: 1, noise: false}}
        steps: 10
        chains: 1
        trace_every: 10
        checkpoint_every: 9
        runtime: {device: cpu, workers: 1}
        """;
    // asked before the first and after each of 1, 2, 5, 9
    assertThat(run(config(descent), "run", stopAt(5)).steps()).isEqualTo(9);
    whole(config(descent), "run");
    double start = Math.abs(java.util.Objects.requireNonNull(
            Npz.read(folder.resolve("run/samples.npz")).get("step_0"))
        .values()[0]);
    Csv trace = Csv.read(folder.resolve("run/trace.csv"));
    assertThat(trace.column("step")).containsExactly(1, 2, 5, 10);
    assertThat(trace.column("gradient_norm")[3]).isCloseTo(start * 31 / 512 / 5, within(1e-6));
    assertThat(trace.column("displacement")[3]).isCloseTo(start * 31 / 512 / 5 / 2, within(1e-6));
  }

  /** Chains of sd s in the ULA law have variance s^2 / (1 - eps^2 / 4 s^2); 200 chains: relative standard error of a variance sqrt(2 / 400). */
  @Test
  void theChainsHaveTheirLaw() {
    whole(config(CHAINS, "chains=200", "energy.gaussian.sd=[1, 1]", "keep=none"), "law");
    Moments moments =
        Moments.of(SampleRun.read(folder.resolve("law")).ends().orElseThrow().values());
    double variance = 1 / (1 - 0.3 * 0.3 / 4);
    assertThat(moments.sd() * moments.sd())
        .isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / 400)));
  }

  @Test
  void divergence_isAnError_withWhatWasReached() {
    assertThatThrownBy(() -> whole(config(CHAINS, "sampler.langevin.step_size=100"), "run"))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
        .hasMessageMatching(
            "step \\d+: 60 of 60 chains are non-finite \\(step_size 100.0\\); lower .*samples.npz");
    assertThat(folder.resolve("run/samples.npz")).exists();
  }

  @Test
  void startsThatChangedSinceTheRunBegan_areFoundOut() {
    Path starts = folder.resolve("x.npy");
    AtomicFile.write(starts, out -> Npy.write(out, FloatArray.zeros(org.ebm.base.Shape.of(2), 60)));
    SampleConfig config = config(CHAINS, "init={file: {path: '" + starts + "'}}");
    run(config, "run", stopAt(5));
    AtomicFile.write(starts, out -> Npy.write(out, FloatArray.zeros(org.ebm.base.Shape.of(2), 61)));
    assertThatThrownBy(() -> whole(config, "run"))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageContaining("run: init.file changed since this run began (SHA-256 ")
        .hasMessageEndingWith("put the old content back or start a new run");
  }

  private Optional<SampleConfig> goneOnWith(SampleConfig config) {
    return SampleRun.goneOnWith(
        folder.resolve("old"), config, config.energy().open(), config.openData());
  }

  @Test
  void aCheckpointWithoutSumsOfTheChains_isNotGoneOnFrom() {
    run(config(CHAINS), "old", stopAt(20));
    Path folderOfCheckpoints = folder.resolve("old/checkpoints");
    assertThat(goneOnWith(config(CHAINS))).isPresent();
    Checkpoint saved =
        new Checkpoints(folderOfCheckpoints, 1).newest(text -> {}).orElseThrow().checkpoint();
    Map<String, Map<String, FloatArray>> arrays = new TreeMap<>(saved.arrays());
    arrays.remove("trace");
    Folders.delete(folderOfCheckpoints);
    new Checkpoints(folderOfCheckpoints, 1)
        .write(new Checkpoint(saved.step(), arrays, saved.state()));
    assertThatThrownBy(() -> whole(config(CHAINS), "old"))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("its checkpoint has no gradient_norm of the chains");
    assertThat(goneOnWith(config(CHAINS))).isEmpty();
  }

  @Test
  void dataGiveAReference_andStarts() {
    String data = "data={gaussian_mixture: {groups: 1, radius: 0, sd: 0.5}}";
    LongRun.Result result = whole(config(CHAINS, data, "steps=20"), "run");
    // E U = (0.25 + 4 0.25) / 2 = 0.625 for data of sd 0.5; 1000 draws, sd U about 0.73
    assertThat(result.energyData().orElseThrow()).isCloseTo(0.625, within(4 * 0.73 / 31.6));
    assertThat(
            SampleRun.read(folder.resolve("run")).energiesOfData().orElseThrow().rows())
        .isEqualTo(1000);
    assertThatThrownBy(() -> whole(config(CHAINS, data, "energy.gaussian.sd=[1]"), "other"))
        .hasMessage("data: must have the shape of the energy's input, 1, got 2");
  }

  /** 2^20 numbers per picture are 341 images of 3x32x32, and 64 of anything larger. */
  @Test
  void ofManyLargeStates_onlyTheFirstChainsAreHeldForPictures() {
    StatesOverTime shown = new StatesOverTime();
    shown.add(100, FloatArray.zeros(org.ebm.base.Shape.of(3, 32, 32), 400));
    shown.add(1000, FloatArray.zeros(org.ebm.base.Shape.of(3, 128, 128), 70));
    shown.add(10_000, FloatArray.zeros(org.ebm.base.Shape.of(2), 400));
    assertThat(shown.saved().values()).extracting(FloatArray::rows).containsExactly(341, 64, 400);
    assertThat(StatesOverTime.of(shown.saved()).saved()).isEqualTo(shown.saved());
  }
}
