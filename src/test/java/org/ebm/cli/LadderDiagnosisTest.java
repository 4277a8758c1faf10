package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two wells 12 sd apart in 33 dimensions, where no jumps are fitted: what only chains that cross can tell. */
class LadderDiagnosisTest {
  private static final int COORDINATES = 33;
  private static final double SD = 0.5;

  @TempDir
  private Path folder;

  /** Of the energy both wells are alike, of the data one has a quarter. Chains that stay in the wells that they began in have the data's weights. log Z is 33 log(.5 sqrt(2 pi)) + log 2. */
  @Test
  void wrongWeights_areSeenByChainsOnALadder() throws IOException {
    writeData();
    JsonNode diagnosis = JsonMapper.shared()
        .readTree(Answer.of(
                "diagnose",
                "--config",
                config(),
                "--set=replica_exchange={reference: gaussian, moves: 1, pilot: 10}",
                "--run-dir",
                folder.resolve("run"),
                "--json")
            .endsWith(0)
            .out());
    assertThat(diagnosis.get("scope").stringValue()).isEqualTo("global");
    assertThat(diagnosis.get("density").stringValue()).isEqualTo("differs");
    assertThat(diagnosis.get("density_because").stringValue()).contains("kl_of_regions");
    double truth = COORDINATES * Math.log(SD * Math.sqrt(2 * Math.PI)) + Math.log(2);
    for (String start : List.of("data", "second")) {
      JsonNode logZ = DiagnoseTest.measure(diagnosis, "ladder_log_z_" + start);
      double error = (logZ.get("high").doubleValue() - logZ.get("low").doubleValue()) / 2 / 1.96;
      assertThat(error).isBetween(0.0, 0.2);
      assertThat(Math.abs(logZ.get("value").doubleValue() - truth) / error).isLessThan(3.5);
      assertThat(DiagnoseTest.measure(diagnosis, "ladder_restarts_" + start)
              .get("value")
              .doubleValue())
          .isGreaterThan(2);
    }
  }

  private void writeData() {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomKey.ofSeed(1).generator());
    FloatArray data = FloatArray.zeros(Shape.of(COORDINATES), 4000);
    for (int i = 0; i < data.values().length; i++) {
      boolean first = i % COORDINATES == 0;
      double well = i / COORDINATES % 4 == 0 ? 3 : -3;
      data.values()[i] = (float) ((first ? well : 0) + SD * normal.sample());
    }
    AtomicFile.write(folder.resolve("data.npy"), out -> Npy.write(out, data));
  }

  private Path config() throws IOException {
    List<Double> sd = Collections.nCopies(COORDINATES, SD);
    List<Integer> others = Collections.nCopies(COORDINATES - 1, 0);
    String zeros = others.toString().substring(1);
    return Files.writeString(
        folder.resolve("config.yaml"), """
        seed: 1
        energy:
          mixture:
            energies:
              - gaussian: {sd: %1$s, mean: [-3, %2$s}
              - gaussian: {sd: %1$s, mean: [3, %2$s}
            weights: [1, 1]
        data: {arrays: {file: %3$s, example: [33]}}
        sampler: {langevin: {step_size: 0.2}}
        steps: 1000
        chains: 800
        examples: 1000
        exact: false
        overdispersed: 0
        runtime: {chains_per_block: 200}
        """.formatted(sd, zeros, folder.resolve("data.npy")));
  }
}
