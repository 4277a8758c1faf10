package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Energies of point sets and volumes go through the commands of all others. */
class SolidsCommandTest {
  private static final String RUN = """
      seed: 7
      data: { solids: { as: %s, points: 16, size: 8, count: 20, noise: 0.1 } }
      energy:
        tilted:
          sd: 0.5
          of:
            network: { input: [%s], layout: %s, temperature: 0.005, layers: [%s, { dense: { units: 1 } }] }
      objective:
        maximum_likelihood:
          sampler: { langevin: { step_size: 0.05 } }
          steps: 2
          init: { persistent: { fill: data, chains: 20 } }
      optimizer: { adam: { learning_rate: 0.001 } }
      training: { steps: 3, batch: 10, checkpoint_every: 2 }
      """;

  @TempDir
  Path folder;

  private JsonNode evaluated(String as, String input, String layout, String layers)
      throws IOException {
    Path config =
        Files.writeString(folder.resolve("c.yaml"), RUN.formatted(as, input, layout, layers));
    Path run = folder.resolve("run");
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
    assertThat(run.resolve("samples/short-000003.png")).isRegularFile();
    Path chains = folder.resolve("chains");
    Answer.of("sample", "--model", run, "--steps", 4, "--chains", 10, "-q", "--run-dir", chains)
        .endsWith(0);
    assertThat(chains.resolve("samples.png")).isRegularFile();
    return JsonMapper.shared()
        .readTree(Answer.of("eval", "--model", run, "--json", "-q", "--set", "seed=7")
            .endsWith(0)
            .out());
  }

  @Test
  void pointSetsAreLearnedSampledAndMeasured() throws IOException {
    JsonNode found = evaluated(
        "points", "16, 3", "point_set", "{ point_dense: { units: 4 } }, swish, point_pool");
    // chains have moved four steps from data: they are still as near to data as other data
    double data = found.get("mmd_cd_data").doubleValue();
    assertThat(data).isPositive();
    assertThat(found.get("mmd_cd").doubleValue()).isBetween(data / 2, 2 * data);
    assertThat(found.get("mmd_cd_error").doubleValue()).isPositive();
    assertThat(found.get("coverage_cd").doubleValue()).isBetween(0.05, 1.0);
    assertThat(found.get("coverage_cd_data_error").doubleValue()).isPositive();
  }

  @Test
  void volumesAreLearnedSampledAndMeasured() throws IOException {
    JsonNode found = evaluated(
        "voxels",
        "1, 8, 8, 8",
        "volume",
        "{ conv3d: { channels: 3, kernel: [3, 3, 3], stride: [2, 2, 2] } }, leaky_relu, { max_pool3d: { kernel: [2, 2, 2], stride: [1, 1, 1] } }, flatten");
    double data = found.get("occupancy_data").doubleValue();
    assertThat(data).isBetween(0.05, 0.4);
    assertThat(found.get("occupancy_data_error").doubleValue()).isPositive();
    // twenty chains a few steps from data: an example's share of full cells has an sd of .067, so
    // their mean has one of .015
    assertThat(found.get("occupancy").doubleValue()).isBetween(data - 0.075, data + 0.075);
  }

  /** Learned on crops of 16x16, sampled at 24x24. */
  @Test
  void texturesAreLearnedSampledLargerAndMeasured() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), """
        seed: 7
        data: { textures: { made: spots, size: 16, channels: 1, noise: 0.1 } }
        energy:
          network:
            input: [1, 16, 16]
            temperature: 0.005
            layers: [{ wrap: { pixels: 1 } }, { conv2d: { channels: 4, kernel: 4, stride: 2 } }, leaky_relu, { conv2d: { channels: 1, kernel: 1 } }, global_pool]
        objective:
          maximum_likelihood:
            sampler: { langevin: { step_size: 0.05 } }
            steps: 2
            chains: 20
            init: { persistent: { fill: data, chains: 40 } }
        optimizer: { adam: { learning_rate: 0.001 } }
        training: { steps: 3, batch: 10, checkpoint_every: 2 }
        """);
    Path run = folder.resolve("run");
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
    JsonNode found = JsonMapper.shared()
        .readTree(Answer.of("eval", "--model", run, "--json", "-q").endsWith(0).out());
    // chains six steps from data are nearly data
    assertThat(found.get("filter_histograms").doubleValue()).isBetween(0.0, 0.5);
    assertThat(found.get("filter_histograms_error").doubleValue()).isPositive();
    Path chains = folder.resolve("chains");
    Answer.of(
            "sample",
            "--model",
            run,
            "--set",
            "energy.model.input=[1,24,24]",
            "--set",
            "data.textures.size=24",
            "--init",
            "uniform",
            "--steps",
            4,
            "--chains",
            6,
            "-q",
            "--run-dir",
            chains)
        .endsWith(0);
    FloatArray ends =
        Objects.requireNonNull(Npz.read(chains.resolve("samples.npz")).get("step_4"));
    assertThat(ends.shape()).containsExactly(6, 1, 24, 24);
    assertThat(chains.resolve("samples.png")).isRegularFile();
  }
}
