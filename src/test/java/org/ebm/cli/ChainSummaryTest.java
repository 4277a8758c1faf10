package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.files.Csv;
import org.ebm.files.Npy;
import org.ebm.sample.ChainSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ebm sample} says of each coordinate, on a law that is known. */
class ChainSummaryTest {
  @TempDir
  Path folder;

  private Answer sample(String sd, Object... more) {
    List<Object> words = new ArrayList<>(List.of(
        "sample",
        "--set",
        "energy.gaussian.sd=" + sd,
        "--sampler",
        "hmc",
        "--step-size",
        0.5,
        "--seed",
        3,
        "--chains",
        60,
        "--steps",
        400,
        "--set",
        "trace_every=4",
        "--keep",
        4,
        "-q",
        "--run-dir",
        folder.resolve("run"),
        "--init",
        "gaussian"));
    words.addAll(List.of(more));
    return Answer.of(words.toArray()).endsWith(0);
  }

  @Test
  void meanSdAndQuantiles_areThoseOfTheLaw_asFarAsTheDrawsAreWorth() throws IOException {
    Answer answer = sample("[1, 2]", "--json");
    JsonNode quantities = JsonMapper.shared().readTree(answer.out()).path("quantities");
    assertThat(quantities).hasSize(3);
    assertThat(quantities.path(0).path("name").stringValue()).isEqualTo("U");
    // U = |z|^2 / 2 of two coordinates: exponential with mean 1 and sd 1
    require(quantities.path(0), 1, 1, 0.05129, 2.9957);
    require(quantities.path(1), 0, 1, -1.6449, 1.6449);
    require(quantities.path(2), 0, 2, -3.2897, 3.2897);
    List<String> csv = Files.readAllLines(folder.resolve("run/summary.csv"));
    assertThat(csv)
        .hasSize(4)
        .first()
        .isEqualTo("quantity,mean,sd,q5,q50,q95,ess_bulk,ess_tail,r_hat");
    assertThat(csv.get(2).split(",")[1])
        .isEqualTo(Double.toString(quantities.path(1).path("mean").doubleValue()));
  }

  private static void require(JsonNode found, double mean, double sd, double q5, double q95) {
    double ess = found.path("ess_bulk").doubleValue();
    assertThat(ess).isBetween(300.0, 60 * 50 * Math.log10(60 * 50));
    assertThat(found.path("r_hat").doubleValue()).isBetween(0.99, 1.1);
    double error = 5 * sd / Math.sqrt(ess);
    assertThat(found.path("mean").doubleValue()).isCloseTo(mean, within(error));
    // of an exponential law, whose fourth moment is largest here: sd of the sd is sd sqrt(2 / n)
    assertThat(found.path("sd").doubleValue()).isCloseTo(sd, within(1.5 * error));
    // sqrt(p (1 - p) / n) / density: at most 4.4 sd / sqrt(n) for these two laws
    assertThat(found.path("q5").doubleValue()).isCloseTo(q5, within(4.4 * error));
    assertThat(found.path("q95").doubleValue()).isCloseTo(q95, within(4.4 * error));
  }

  @Test
  void aPerson_getsATable_andChainsAreFollowedWhereTheyAre() {
    assertThat(sample("[1, 2, 0.5]").out())
        .contains("second half, 50 draws of each chain:")
        .containsPattern("\n +mean +sd +q5 +q50 +q95 +ess_bulk +ess_tail +r_hat\nU +\\S")
        .containsPattern("\nx2 +");
    Path run = folder.resolve("run");
    double[] steps = Csv.read(run.resolve("trace.csv")).column("step");
    FloatArray followed = Npy.read(run.resolve("coordinates.npy"));
    FloatArray states = Npy.read(run.resolve("states.npy"));
    assertThat(followed.shape()).containsExactly(steps.length, 60, 3);
    int compared = 0;
    for (int row = 0; row < steps.length; row++) {
      if (steps[row] % 4 == 0) {
        int draw = (int) (steps[row] / 4) - 1;
        assertThat(followed.slice(row, row + 1)).isEqualTo(states.slice(draw, draw + 1));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(100);
    for (String picture : List.of("samples.png", "plots/chains.png", "plots/energies.png")) {
      assertThat(run.resolve(picture)).isNotEmptyFile();
    }
  }

  @Test
  void chainsThatStandStill_haveNoRHat_andSayWhy() throws IOException {
    Answer answer = sample("[1e-6, 2e-6]", "--json");
    for (JsonNode found : JsonMapper.shared().readTree(answer.out()).path("quantities")) {
      assertThat(found.path("r_hat").isNull()).as(found.toString()).isTrue();
      assertThat(found.path("ess_bulk").isNull()).isTrue();
      assertThat(found.path("note").stringValue()).contains("chains stand still");
    }
    assertThat(ChainSummary.read(folder.resolve("run")).lines())
        .anyMatch(line -> line.matches("x1( +-?[0-9.e+-]+){5}( +-){3}"))
        .last()
        .asString()
        .startsWith("U, x0, x1: chains stand still");
  }

  @Test
  void manyCoordinates_areFollowedByProjections_ofTheSameSd() throws IOException {
    Answer answer = sample("[2, 2, 2, 2, 2, 2, 2, 2, 2]", "--json");
    JsonNode quantities = JsonMapper.shared().readTree(answer.out()).path("quantities");
    assertThat(quantities).hasSize(5);
    for (int k = 1; k < 5; k++) {
      assertThat(quantities.path(k).path("name").stringValue()).isEqualTo("projection " + (k - 1));
      require(quantities.path(k), 0, 2, -3.2897, 3.2897);
    }
  }
}
