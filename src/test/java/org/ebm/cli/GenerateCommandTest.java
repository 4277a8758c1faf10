package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.energy.Energy;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Network;
import org.ebm.files.Npz;
import org.ebm.network.Conv2d;
import org.ebm.network.Dense;
import org.ebm.network.Flatten;
import org.ebm.network.LeakyRelu;
import org.ebm.run.GenerationRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm generate} of energies whose chains are known, and of a network with first weights. */
class GenerateCommandTest {
  /** N((1, -2), diag(1, 4)); eps = 0.5. */
  private static final List<String> GAUSSIAN = List.of(
      "--set", "energy.gaussian={mean: [1, -2], sd: [1, 2]}",
      "--set", "sampler={langevin: {step_size: 0.5}}",
      "--set", "steps=6",
      "--set", "init=gaussian");

  private static final double DRIFT = 0.125;

  @TempDir
  private Path folder;

  private Answer generate(List<String> described, Object... more) {
    List<Object> words = new ArrayList<>(List.of(
        "generate",
        "--seed",
        "1",
        "--workers",
        "1",
        "--run-dir",
        folder.resolve("run"),
        "--force",
        "--quiet"));
    words.addAll(described);
    words.addAll(List.of(more));
    return Answer.of(words.toArray());
  }

  private FloatArray array(String file, String name) {
    Map<String, FloatArray> arrays = Npz.read(folder.resolve("run").resolve(file));
    return Objects.requireNonNull(arrays.get(name));
  }

  private GenerationRecord made() {
    return GenerationRecord.read(folder.resolve("run"));
  }

  /** Without step noise a step is x - mean -> (1 - drift / sd^2) (x - mean), so M is known. */
  private static double end(double z, int axis) {
    double mean = axis == 0 ? 1 : -2;
    double variance = axis == 0 ? 1 : 4;
    return mean + Math.pow(1 - DRIFT / variance, 6) * (z - mean);
  }

  @Test
  void examplesAreTheKnownFunctionOfTheirNoise_andPathsToo() {
    generate(GAUSSIAN, "--examples", "40").endsWith(0);
    FloatArray noise = array("examples.npz", "noise");
    FloatArray examples = array("examples.npz", "examples");
    assertThat(examples.shape()).containsExactly(40, 2);
    for (int i = 0; i < 80; i++) {
      assertThat((double) examples.values()[i])
          .isCloseTo(end(noise.values()[i], i % 2), within(1e-5));
    }
    FloatArray paths = array("paths.npz", "noise");
    assertThat(paths.shape()).containsExactly(8, 8, 2);
    // half way between the ends of 8 points lies none; the second is at an angle of pi / 14
    double angle = Math.PI / 14;
    assertThat((double) paths.values()[2])
        .isCloseTo(
            Math.cos(angle) * paths.values()[0] + Math.sin(angle) * paths.values()[14],
            within(1e-6));
    for (int i = 0; i < 128; i++) {
      assertThat((double) array("paths.npz", "examples").values()[i])
          .isCloseTo(end(paths.values()[i], i % 2), within(1e-5));
    }
    // M is affine, so a path of it is a quarter of an ellipse: pi / 4 sqrt(2) = 1.11 at most for a
    // circle
    assertThat(made().paths().orElseThrow().largestJump()).isBetween(1.0, 3.0);
    assertThat(made().reconstruction()).isEmpty();
  }

  @Test
  void theSameSeedMakesTheSame_andStepNoiseIsAnother() {
    generate(GAUSSIAN, "--examples", "10").endsWith(0);
    FloatArray first = array("examples.npz", "examples");
    generate(GAUSSIAN, "--examples", "10").endsWith(0);
    assertThat(array("examples.npz", "examples")).isEqualTo(first);
    FloatArray paths = array("paths.npz", "examples");
    generate(GAUSSIAN, "--examples", "10", "--set", "step_noise=true").endsWith(0);
    assertThat(array("examples.npz", "examples")).isNotEqualTo(first);
    // the same noise at each point of a path: what it adds is the same at all of them
    FloatArray noisy = array("paths.npz", "examples");
    for (int path = 0; path < 8; path++) {
      for (int point = 1; point < 8; point++) {
        int at = 2 * (8 * path + point);
        assertThat(noisy.values()[at] - paths.values()[at])
            .isCloseTo(noisy.values()[at - 2] - paths.values()[at - 2], within(1e-4f));
      }
    }
  }

  /** M is invertible here, so the noise behind a point is that at which M is the point, and the error is 0. */
  @Test
  void theNoiseBehindPointsIsFound_throughAllSteps() {
    generate(GAUSSIAN, "--set", "data.rings={}", "--set", "reconstruct={examples: 5, updates: 400}")
        .endsWith(0);
    FloatArray held = array("reconstructions.npz", "held_out");
    FloatArray noise = array("reconstructions.npz", "noise");
    for (int i = 0; i < 10; i++) {
      assertThat(end(noise.values()[i], i % 2)).isCloseTo(held.values()[i], within(0.02));
    }
    GenerationRecord.Reconstruction found = made().reconstruction().orElseThrow();
    assertThat(found.through()).isEqualTo(6);
    assertThat(found.error()).isLessThan(1e-4).isLessThan(found.errorOfNearest());
  }

  @Test
  void picturesOfImages_andTheirStrips() {
    Energy network = new Network(
        List.of(1, 8, 8),
        1.0,
        List.of(new Conv2d(3, 3, 1, 1), new LeakyRelu(0.05), new Flatten(), new Dense(1)));
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    network.parameters().forEach(p -> arrays.put(p.name(), p.initial(RandomKey.ofSeed(1))));
    ModelDirectory.write(folder.resolve("model"), network, new Weights(arrays));
    generate(List.of(
            "--model",
            folder.resolve("model").toString(),
            "--set",
            "data={glyphs: {size: 8, count: 60}}",
            "--set",
            "sampler={langevin: {step_size: 0.1}}",
            "--steps",
            "5",
            "--set",
            "init=uniform",
            "--set",
            "reconstruct.examples=3"))
        .endsWith(0);
    // piecewise linear: the identity is its derivative
    assertThat(made().reconstruction().orElseThrow().through()).isZero();
    assertThat(made().reconstruction().orElseThrow().error()).isLessThan(0.02);
    for (String picture : List.of("examples", "paths", "reconstructions")) {
      assertThat(folder.resolve("run/plots/" + picture + ".png")).exists();
    }
    assertThat(folder.resolve("run/report.html")).content().contains("Made of noise");
  }

  @Test
  void whatIsNoGenerator_isSaid() {
    List<String> gaussian = GAUSSIAN.subList(0, 6);
    assertThat(generate(gaussian, "--set", "init=data").endsWith(78).err())
        .contains("init: must be noise: uniform, gaussian or generator, got data");
    assertThat(generate(gaussian).endsWith(78).err())
        .contains("init: must be given where no training brings any: --set init=uniform");
    assertThat(generate(GAUSSIAN, "--set", "sampler={mala: {step_size: 0.5}}")
            .endsWith(78)
            .err())
        .contains("step_noise: must be true for mala");
  }
}
