package org.ebm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.restore.RestoreConfig;
import org.ebm.run.Progress;
import org.ebm.run.RestorationRecord;
import org.ebm.run.RunDirectory;
import org.ebm.run.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restorations under a normal law, whose posterior is a formula. Specification A5.12. */
class RestorationRunTest {
  private static final double[] MEAN = {0.5, -1, 0, 2};
  private static final double[] SD = {1, 0.5, 1.5, 0.8};
  private static final String PRIOR =
      "energy: {gaussian: {sd: [1, 0.5, 1.5, 0.8], mean: [0.5, -1, 0, 2]}}\n";

  @TempDir
  private Path folder;

  private static Call call(java.util.function.BooleanSupplier stop) {
    return new Call(List.of("restore"), Progress.none(), StopSignal.none(), stop, true);
  }

  private Path file(String name, FloatArray array) {
    Path file = folder.resolve(name);
    AtomicFile.write(file, out -> Npy.write(out, array));
    return file;
  }

  private static FloatArray truths(int n) {
    var normal =
        ZigguratSampler.NormalizedGaussian.of(RandomKey.ofSeed(5).fold("truth").generator());
    float[] x = new float[4 * n];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (MEAN[i % 4] + SD[i % 4] * normal.sample());
    }
    return new FloatArray(new int[] {n, 4}, x);
  }

  /** Rows of A. */
  private static double[][] matrix(String operator) {
    return switch (operator) {
      case "mask" -> new double[][] {{1, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
      case "block_mean" -> new double[][] {{0.5, 0.5, 0, 0}, {0, 0, 0.5, 0.5}};
      case "identity" -> new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
      default -> new double[][] {{1, 1, 0, -1}, {0, 2, 1, 0}};
    };
  }

  private static FloatArray observed(double[][] a, FloatArray x, double noise) {
    var normal =
        ZigguratSampler.NormalizedGaussian.of(RandomKey.ofSeed(6).fold("noise").generator());
    float[] y = new float[x.rows() * a.length];
    for (int i = 0; i < y.length; i++) {
      double sum = noise * normal.sample();
      for (int k = 0; k < 4; k++) {
        sum += a[i % a.length][k] * x.values()[i / a.length * 4 + k];
      }
      y[i] = (float) sum;
    }
    return new FloatArray(new int[] {x.rows(), a.length}, y);
  }

  /**
   * One row of A after the other, each a number y = a x + noise: mean += C a (y - a mean) / s and C -= C a a' C / s, with s = a C a + noise^2; as the Kalman filter.
   *
   * @return mean, then sd
   */
  private static double[][] exact(double[][] a, float[] y, int from, double noise) {
    double[] mean = MEAN.clone();
    double[][] c = new double[4][4];
    for (int k = 0; k < 4; k++) {
      c[k][k] = SD[k] * SD[k];
    }
    for (int row = 0; row < a.length; row++) {
      double[] gain = new double[4];
      double s = noise * noise;
      double miss = y[from + row];
      for (int k = 0; k < 4; k++) {
        for (int l = 0; l < 4; l++) {
          gain[k] += c[k][l] * a[row][l];
        }
      }
      for (int k = 0; k < 4; k++) {
        s += a[row][k] * gain[k];
        miss -= a[row][k] * mean[k];
      }
      for (int k = 0; s > 0 && k < 4; k++) {
        mean[k] += gain[k] * miss / s;
        for (int l = 0; l < 4; l++) {
          c[k][l] -= gain[k] * gain[l] / s;
        }
      }
    }
    double[] sd = new double[4];
    for (int k = 0; k < 4; k++) {
      sd[k] = Math.sqrt(Math.max(0, c[k][k]));
    }
    return new double[][] {mean, sd};
  }

  private RestorationRecord run(String yaml, Path run) {
    RestoreConfig config = ConfigTree.parse(yaml, "test").bind(RestoreConfig.class);
    return RestorationRun.of(config)
        .begin(() -> RunDirectory.create(run), Map.of(), call(() -> false))
        .result()
        .found()
        .orElseThrow();
  }

  /**
   * 500 observations, 200 nearly independent draws of each. Means: the slope of the found on the exact ones, less the prior's, has a standard error below 0.004; sd: that of the mean ratio is 1 /
   * sqrt(2 x 200 x 1500). Coverage of 1500 to 2000 intervals: 0.008 at most, around 0.9 x 199 / 201.
   */
  @ParameterizedTest
  @CsvSource({
    "mask, '{}', 0.4",
    "block_mean, '{factor: 2}', 0",
    "identity, '{}', 0.5",
  })
  void theGaussianPosteriorIsTheFormula(String kind, String arguments, double noise) {
    int n = 500;
    double[][] a = matrix(kind);
    FloatArray x = truths(n);
    FloatArray y = observed(a, x, noise);
    float[] flat = new float[4 * a.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) a[i / 4][i % 4];
    }
    Path matrix = file("matrix.npy", new FloatArray(new int[] {a.length, 4}, flat));
    boolean isMask = kind.equals("mask");
    Path mask = file("mask.npy", FloatArray.of(1, 0, 0, 0));
    String operator = isMask
        ? "{mask: {file: " + mask + "}}"
        : "{" + kind + ": " + arguments.replace("matrix.npy", matrix.toString()) + "}";
    RestorationRecord found = run(
        PRIOR + "operator: " + operator + "\n" + (noise > 0 ? "noise_sd: " + noise + "\n" : "")
            + "input: " + file("y.npy", y) + "\ntruth: " + file("x.npy", x)
            + "\nsampler: {nuts: {step_size: 0.4, max_depth: 3}}\nseed: 1\nchains: 2\ndraws: 200\nsteps: 400\n"
            + "init: {gaussian: {scale: 1}}\nruntime: {device: cpu, workers: 1, chains_per_block: 4000}\n",
        folder.resolve("run"));
    Map<String, FloatArray> restored = Npz.read(folder.resolve("run/restored.npz"));
    float[] means = java.util.Objects.requireNonNull(restored.get("mean")).values();
    float[] sds = java.util.Objects.requireNonNull(restored.get("sd")).values();
    double product = 0;
    double squares = 0;
    double ratios = 0;
    double misses = 0;
    int counted = 0;
    for (int i = 0; i < n; i++) {
      double[][] exact = exact(a, y.values(), i * a.length, noise);
      for (int k = 0; k < 4; k++) {
        double moved = exact[0][k] - MEAN[k];
        product += (means[4 * i + k] - MEAN[k]) * moved;
        squares += moved * moved;
        boolean isOpen = exact[1][k] > 1e-6;
        ratios += isOpen ? sds[4 * i + k] / exact[1][k] : 0;
        counted += isOpen ? 1 : 0;
        misses += isOpen ? Math.pow((means[4 * i + k] - exact[0][k]) / exact[1][k], 2) : 0;
        if (!isOpen) {
          assertThat((double) means[4 * i + k]).isCloseTo(exact[0][k], within(1e-4));
        }
      }
    }
    // 1 / 200 if all draws were independent
    assertThat(misses / counted).isLessThan(3 / 200.0);
    assertThat(product / squares).isCloseTo(1, within(0.02));
    assertThat(ratios / counted).isCloseTo(1, within(0.05));
    assertThat(found.coverage().orElseThrow()).isBetween(0.88, 0.92);
  }

  /** Stopped in mid-chain and gone on with: the same draws, byte for byte. */
  @Test
  void aStoppedRestoration_goneOnWith_isTheSameAsOneThatWasNot() throws IOException {
    FloatArray y = truths(3);
    String yaml = PRIOR + "operator: identity\nnoise_sd: 0.5\ninput: " + file("y.npy", y)
        + "\nsampler: {mala: {step_size: 0.3}}\nseed: 4\nchains: 4\ndraws: 40\nsteps: 100\nruntime: {device: cpu, workers: 1}\n";
    run(yaml, folder.resolve("whole"));
    RestoreConfig config = ConfigTree.parse(yaml, "test").bind(RestoreConfig.class);
    Path cut = folder.resolve("cut");
    AtomicInteger asked = new AtomicInteger();
    Ended<RestorationRun.Result> stopped = RestorationRun.of(config)
        .begin(() -> RunDirectory.create(cut), Map.of(), call(() -> asked.incrementAndGet() > 5));
    assertThat(stopped.finished()).isFalse();
    assertThat(cut.resolve("draws.npy")).doesNotExist();
    try (RunDirectory directory = RunDirectory.resume(cut)) {
      Ended<RestorationRun.Result> ended =
          RestorationRun.continued(directory, tree -> tree).goOn(directory, call(() -> false));
      assertThat(ended.finished()).isTrue();
    }
    for (String file : List.of("draws.npy", "restored.npz", "restorations.csv")) {
      assertThat(Files.mismatch(cut.resolve(file), folder.resolve("whole").resolve(file)))
          .as(file)
          .isEqualTo(-1);
    }
  }
}
