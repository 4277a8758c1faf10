package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.base.Weights;
import org.ebm.files.Npz;
import org.ebm.network.Dense;
import org.ebm.network.FeedForward;
import org.ebm.network.NetworkDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map of latents whose basins are known. */
class LatentMapTest {
  @TempDir
  private Path folder;

  /** g(z) = (3 z, 0) and U of a normal law around (3, 0) with sd 0.3: U_z = (3 z - 3)^2 / 0.18 + z^2 / 2, whose minimum lies at z = 100 / 101 and is decoded to 300 / 101 = 2.970. */
  @Test
  void minimaAreDecoded() {
    FeedForward network = new FeedForward(List.of(1), List.of(new Dense(2)));
    Weights weights = Weights.of(
        network.parameters().stream().map(parameter -> parameter.name()).toList(),
        List.of(new FloatArray(new int[] {2, 1}, new float[] {3, 0}), FloatArray.of(0, 0)));
    NetworkDirectory.write(folder.resolve("generator"), network, weights);
    Path run = folder.resolve("map");
    Answer.of(
            "map-basins",
            "--set",
            "energy.latent={of: {gaussian: {mean: [3, 0], sd: [0.3, 0.3]}}, generator: "
                + folder.resolve("generator") + "}",
            "--set",
            "search={minima: {states: 4, box: [-2, 2]}}",
            "--set",
            "sampler={random_walk: {step_size: 0.016, temperature: 0.1}}",
            "--set",
            "resolution=0.1",
            "--set",
            "repeats=0",
            "--set",
            "force=2",
            "--set",
            "steps=200",
            "--set",
            "trials=1",
            "--set",
            "consolidate=false",
            "--set",
            "barriers={trials: 1, nearest: 1}",
            "--seed",
            "1",
            "--run-dir",
            run,
            "-q")
        .endsWith(0);
    Map<String, FloatArray> decoded = Npz.read(run.resolve("decoded.npz"));
    FloatArray lowest = Objects.requireNonNull(decoded.get("representatives"));
    assertThat(lowest.shape()).containsExactly(1, 2);
    assertThat(lowest.values()[0]).isCloseTo(2.970f, within(0.01f));
    assertThat(lowest.values()[1]).isZero();
  }

  @Test
  void withoutAGenerator_thereAreNoLatents() throws IOException {
    Path config = Files.writeString(folder.resolve("plane.yaml"), Configs.PLANE);
    Path run = folder.resolve("run");
    Answer.of("train", "--config", config, "--steps=1", "--run-dir", run, "-q").endsWith(0);
    assertThat(Answer.of("map-basins", run, "--latent").endsWith(2).err())
        .contains("has no generator that learned with the energy");
  }
}
