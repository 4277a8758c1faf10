package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.config.ConfigTree;
import org.ebm.data.Examples;
import org.ebm.files.Csv;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty updates whose numbers are known, and the promise that a resumed run gives the same bytes as one never stopped. */
class GoldenRunTest {
  private static final int STEPS = 20;
  private static final String ADAM = "optimizer={adam: {learning_rate: 0.01}}";
  private static final String MILD = "energy.network.temperature=1";
  private static final BooleanSupplier NEVER = () -> false;

  /** What a checkpoint must hold differs: chains or none, no slots or two. */
  enum Kind {
    SGD_FROM_THE_BANK(),
    MOMENTUM_FROM_DATA(
        "optimizer={sgd: {learning_rate: 0.01, momentum: 0.5}}",
        "objective.maximum_likelihood.init=data",
        "schedule={linear: {last: 0.1}}"),
    ADAM_FROM_NOISE(
        "optimizer={adam: {learning_rate: 0.01}}", "objective.maximum_likelihood.init=gaussian"),
    CONTRASTIVE_DIVERGENCE("objective.maximum_likelihood.init={data: {same_batch: true}}"),
    REPLAY_RING(
        "objective.maximum_likelihood.init={replay: {size: 100, rejuvenation: 0.2, write_back: ring}}"),
    AVERAGED(
        "optimizer={adam: {learning_rate: 0.01, weight_decay: 0.1}}",
        "training.gradient_clip=0.5",
        "training.weight_average=0.9"),
    SCORE(MILD, ADAM, "objective=score_matching"),
    DENOISING(MILD, ADAM, "objective={denoising_score_matching: {noise: 0.1}}"),
    SLICED(MILD, ADAM, "objective={sliced_score_matching: {projection: sphere}}"),
    NOISE_LEVELS(
        MILD,
        ADAM,
        "objective=denoising_score_matching",
        "energy.network.noise_levels={largest: 1, smallest: 0.1}",
        "probe.annealing={steps: 2, step_size: 0.05}"),
    NOISE(
        MILD, ADAM, "objective={noise_contrastive: {noise: {mixture: {components: 2}}, ratio: 2}}"),
    NOISE_WITH_ITS_OWN_RULE(
        MILD,
        ADAM,
        "objective={noise_contrastive: {ratio: 2}}",
        "players.normalizer={optimizer: {sgd: {learning_rate: 0.1, momentum: 0.5}}, schedule: {linear: {last: 0.5}}}"),
    COOPERATIVE(
        ADAM,
        "objective={cooperative: {sampler: {langevin: {step_size: 0.05}}, steps: 3, latent_chain: {steps: 2}}}",
        "players.generator={network: {input: [2], layers: [{dense: {units: 8}}, tanh, {dense: {units: 2}}]}, optimizer: {adam: {learning_rate: 0.001}}}"),
    CONDITIONAL_NOISE(
        MILD, ADAM, "objective={conditional_noise_contrastive: {noise: 0.3, copies: 2}}");

    private final List<String> changes;

    Kind(String... changes) {
      this.changes = List.of(changes);
    }
  }

  @TempDir
  Path folder;

  private static TrainConfig config(Kind kind, String... changes) {
    ConfigTree tree = ConfigTree.parse(Configs.PLANE, "toy")
        .with("training.steps=" + STEPS, "test")
        .with("training.checkpoint_every=4", "test")
        .with("training.pictures_every=5", "test")
        .with(
            "probe={every: 4, steps: 10, chains: 30, sampler: {langevin: {step_size: 0.05}}}",
            "test");
    for (String change :
        Stream.concat(kind.changes.stream(), Stream.of(changes)).toList()) {
      tree = tree.with(change, "test");
    }
    return tree.bind(TrainConfig.class);
  }

  private static Trainer.Result train(TrainConfig config, RunDirectory run, BooleanSupplier stop) {
    Examples data = config.data().open();
    try (Torch torch = config.runtime().open();
        Trainer trainer = new Trainer(config, data, run, torch)) {
      return trainer.train(Progress.none(), stop);
    }
  }

  private Path whole(Kind kind) {
    Path path = folder.resolve("whole");
    try (RunDirectory run = RunDirectory.create(path)) {
      assertThat(train(config(kind), run, NEVER).finished()).isTrue();
    }
    return path;
  }

  /** True from the question after the given update on: the trainer asks before the first update and after each. */
  private static BooleanSupplier after(int updates) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.getAndIncrement() >= updates;
  }

  @Test
  void theNumbersOfARun_areThoseOfThePast() {
    Csv metrics = Csv.read(whole(Kind.SGD_FROM_THE_BANK).resolve("metrics.csv"));
    assertThat(metrics.rows()).isEqualTo(STEPS);
    assertRow(metrics, 0, 24.37738, 49.04701, 24.66963, 31.29547, 0.1564773);
    assertRow(metrics, STEPS - 1, -7.789038, 95.56004, 103.3491, 19.76447, 0.09882237);
  }

  /**
   * Another processor adds float32 numbers in another order, 1e-7 each time. Energies near 100 over 20 updates then differ by some 1e-4; a wrong draw,
   * factor or sign differs by more than 1e-1.
   */
  private static void assertRow(Csv metrics, int row, double... expected) {
    String[] names = {"energy_gap", "energy_data", "energy_model", "gradient_norm", "displacement"};
    for (int i = 0; i < names.length; i++) {
      assertThat(metrics.column(names[i])[row])
          .as("%s of row %d", names[i], row)
          .isCloseTo(expected[i], within(i < 3 ? 1e-2 : 1e-3 * expected[i]));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStoppedAndResumedRun_isByteEqualToAWholeOne(Kind kind) throws IOException {
    Path path = folder.resolve("resumed");
    try (RunDirectory run = RunDirectory.create(path)) {
      // a probe asks too, so the tenth question comes at the tenth update or before
      Trainer.Result first = train(config(kind), run, after(10));
      assertThat(first.step()).isBetween(5L, 10L);
      assertThat(first.finished()).isFalse();
      Trainer.Result second = train(config(kind, "runtime.workers=1"), run, after(5));
      assertThat(second.step()).isBetween(first.step() + 1, first.step() + 5);
      Trainer.Result last = train(config(kind, "runtime.workers=3"), run, NEVER);
      assertThat(last.step()).isEqualTo(STEPS);
      assertThat(last.finished()).isTrue();
    }
    assertSameFiles(path, whole(kind));
  }

  @Test
  void aRunThatGetsMoreSteps_isByteEqualToOneThatHadThemAtOnce() throws IOException {
    Path path = folder.resolve("longer");
    try (RunDirectory run = RunDirectory.create(path)) {
      Kind kind = Kind.ADAM_FROM_NOISE;
      assertThat(train(config(kind, "training.steps=10"), run, NEVER).finished())
          .isTrue();
      assertThat(train(config(kind), run, NEVER).step()).isEqualTo(STEPS);
    }
    assertSameFiles(path, whole(Kind.ADAM_FROM_NOISE));
  }

  /** A signal can come at any moment; what was reached is saved whichever question it falls before. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aStopLeavesACheckpointOfTheLastUpdate(int updates) {
    Path path = folder.resolve("stopped");
    try (RunDirectory run = RunDirectory.create(path)) {
      TrainConfig config = config(Kind.SGD_FROM_THE_BANK, "training.checkpoint_every=1000");
      assertThat(train(config, run, after(updates)).step()).isEqualTo(updates);
      assertThat(path.resolve("checkpoints/step-%06d".formatted(updates))).isDirectory();
    }
  }

  /** All that seed and configuration determine: tables, weights, slots, chains, samples. */
  private static void assertSameFiles(Path actual, Path expected) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(expected)) {
      files = all.filter(Files::isRegularFile)
          .map(expected::relativize)
          .filter(file -> file.toString().matches(".*\\.(csv|safetensors|npz|json|pt|yaml)"))
          .filter(file -> !file.endsWith("times.csv"))
          .toList();
    }
    assertThat(files)
        .contains(
            Path.of("metrics.csv"),
            Path.of("density.csv"),
            Path.of("probe.csv"),
            Path.of("model/weights.safetensors"),
            Path.of("checkpoints/step-000020/optimizer.safetensors"),
            Path.of("checkpoints/step-000020/chains.safetensors"),
            Path.of("samples/short-000015.npz"),
            Path.of("samples/long-000020.npz"));
    for (Path file : files) {
      if (!isOlderCheckpoint(file)) {
        assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
      }
    }
    assertThat(Csv.read(actual.resolve("times.csv")).column("step")).containsExactly(5, 10, 15, 20);
    assertThat(Csv.read(actual.resolve("density.csv")).column("step"))
        .containsExactly(5, 10, 15, 20);
    assertThat(Csv.read(actual.resolve("probe.csv")).column("step"))
        .containsExactly(4, 8, 12, 16, 20);
  }

  /** Which older checkpoints there are depends on where a run was stopped. */
  private static boolean isOlderCheckpoint(Path file) {
    return file.startsWith("checkpoints") && !file.startsWith("checkpoints/step-000020");
  }
}
