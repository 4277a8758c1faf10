package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations made to exhaust the machine: exit 78 with what is too much, within seconds. */
class HostileConfigTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String IMAGES =
      Configs.images("glyphs: { count: 50, size: 16 }", "1, 16, 16");

  @TempDir
  Path folder;

  private String refused(String yaml) throws IOException {
    Path config = Files.writeString(folder.resolve("hostile.yaml"), yaml);
    Path run = folder.resolve("run");
    long begun = System.nanoTime();
    String said = Answer.of("train", "--config", config, "--run-dir", run, "-q")
        .failsWith(78)
        .err();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    assertThat(run.resolve("model")).doesNotExist();
    assertThat(said.lines()).hasSize(1);
    return said;
  }

  /** 50 examples of 2 numbers fit everywhere; each of these does not. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      units: 8                | units: 2147483647        | energy.network.layers[0].dense
      units: 8                | units: 1000000000        | parameters
      units: 8                | units: 260000000         | parameters
      chains: 120             | chains: 2147483647       | 2147483647 x 2
      chains: 120             | chains: 1000000000       | 1000000000 x 2
      groups: 4               | groups: 2147483647       | data.gaussian_mixture.groups
      workers: 2              | workers: 2, chains_per_block: 2147483647 | runtime.chains_per_block
      """)
  void numbersThatNoMemoryHolds_inThePlane(String good, String bad, String named)
      throws IOException {
    assertThat(refused(Configs.PLANE.replace(good, bad))).contains(named);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      channels: 4             | channels: 1073741824     | energy.network.layers[0].conv2d
      channels: 4             | channels: 100000000      | parameters
      kernel: 4, stride: 4    | kernel: 65536, stride: 4, padding: 40000 | energy.network.layers[0].conv2d
      kernel: 4, stride: 4    | kernel: 4, stride: 4, padding: 2147483647 | energy.network.layers[0].conv2d
      input: [1, 16, 16]      | input: [1, 1000000, 1000000] | energy.network
      count: 50               | count: 1000000000        | data.glyphs.count
      """)
  void numbersThatNoMemoryHolds_ofImages(String good, String bad, String named) throws IOException {
    assertThat(refused(IMAGES.replace(good, bad))).contains(named);
  }

  @Test
  void aDenseLayerOfAMillionByAMillion_isNamed() throws IOException {
    String wide = "dense: { units: 1000000 }\n      - ";
    assertThat(refused(Configs.PLANE.replace("softplus", wide + wide + "softplus")))
        .contains("energy.network.layers[2].dense: shape [1000000, 1000000]");
  }

  /** The engine's parser overflows its stack at a few thousand. */
  @Test
  void aNetworkOfThousandsOfLayers_isRefused() throws IOException {
    assertThat(refused(
            Configs.PLANE.replace("- softplus", "- softplus\n      ".repeat(5000) + "- softplus")))
        .contains("energy.network.layers: at most 1000 layers, got 5003");
  }

  /** Each level is written three times: 3^18 texts. */
  @Test
  void residualsInResiduals_areBounded() throws IOException {
    String nested = "residual: { layers: [".repeat(18) + "swish" + "] }".repeat(18);
    assertThat(refused(IMAGES.replace("- swish", "- " + nested)))
        .contains("energy.network.layers: at most 1000 layers, got ");
  }

  @Test
  void aSweepOfMillionsOfCells_isRefused() throws IOException {
    String numbers = IntStream.rangeClosed(1, 2000)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
    Path config = Files.writeString(
        folder.resolve("sweep.yaml"),
        Configs.PLANE + "sweep: {grids: [{step_sizes: " + numbers + ", steps: " + numbers
            + "}]}\n");
    assertThat(Answer.of("config", "check", config).failsWith(78).err())
        .contains("sweep.grids: at most 10000 cells, got 12000000");
  }

  @Test
  void aBillionLaughs_areNotLaughed() throws IOException {
    StringBuilder yaml = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 20; i++) {
      yaml.append("a%d: &a%d [".formatted(i, i))
          .append("*a%d, ".formatted(i - 1).repeat(9))
          .append("]\n");
    }
    assertThat(refused(yaml.toString())).contains("values once anchors are written out");
  }

  @Test
  void depthOfTenThousand_isRefused() throws IOException {
    assertThat(refused("seed: " + "[".repeat(10_000) + "]".repeat(10_000)))
        .contains("nested deeper than 64 levels");
    assertThat(refused("seed: " + "{a: ".repeat(10_000) + "}".repeat(10_000)))
        .contains("nested deeper than 64 levels");
  }

  @Test
  void hundredMegabytes_areNotRead() throws IOException {
    Path config = folder.resolve("large.yaml");
    try (RandomAccessFile file = new RandomAccessFile(config.toFile(), "rw")) {
      file.setLength(100_000_000);
    }
    assertThat(Answer.of("config", "check", config).failsWith(78).err())
        .contains("large.yaml: larger than 1048576 bytes");
  }
}
