package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.files.Csv;
import org.ebm.files.Safetensors;
import org.ebm.sample.SampleRun;
import org.ebm.sampler.Grids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Energies on three grids as a user learns, goes on with and samples them. */
class MultiGridCommandTest {
  @TempDir
  private Path folder;

  private Path config(String grids, String players) throws IOException {
    String yaml = Configs.images("glyphs: { count: 80 }", "1, 16, 16");
    return Files.writeString(
        folder.resolve("grids.yaml"),
        yaml.substring(0, yaml.indexOf("objective:"))
            + "objective: { multi_grid: { sampler: { langevin: { step_size: 0.03 } }, steps: 3, grids: "
            + grids + " } }\nplayers:\n" + players + yaml.substring(yaml.indexOf("optimizer:")));
  }

  private static String player(int grid) {
    return "  grid" + grid + ": { network: { input: [1, " + grid + ", " + grid
        + "], layers: [ flatten, { dense: { units: 8 } }, swish, { dense: { units: 1 } } ] }, optimizer: { adam: { learning_rate: 0.001 } } }\n";
  }

  @Test
  void everyGridLearns_goesOnExactly_andChainsStartAtTheCoarserOnes() throws IOException {
    Path config = config("[4, 8]", player(4) + player(8));
    Path whole = folder.resolve("whole");
    Answer.of("train", "--config", config, "--run-dir", whole, "-q").endsWith(0);
    Path parts = folder.resolve("parts");
    Answer.of("train", "--config", config, "--run-dir", parts, "--steps=2", "--workers=1", "-q")
        .endsWith(0);
    Answer.of("train", "--resume", "--run-dir", parts, "--steps=4", "-q").endsWith(0);
    for (String player : new String[] {"", "grid4/", "grid8/"}) {
      String file = "model/" + player + "weights.safetensors";
      assertThat(Safetensors.read(parts.resolve(file)))
          .isEqualTo(Safetensors.read(whole.resolve(file)));
    }
    Csv metrics = Csv.read(whole.resolve("metrics.csv"));
    // three steps of eps 0.03 hardly move the means of blocks
    for (String column : new String[] {"kept", "grid4_kept", "grid8_kept"}) {
      assertThat(Arrays.stream(metrics.column(column)).min().orElseThrow()).isBetween(0.8, 1.0);
    }
    Path chains = folder.resolve("chains");
    Answer.of(
            "sample",
            "--model",
            whole,
            "--init=generator",
            "--steps=1",
            "--chains=30",
            "--step-size=1e-6",
            "--run-dir",
            chains,
            "-q")
        .endsWith(0);
    FloatArray ends = SampleRun.read(chains).ends().orElseThrow();
    // chains that do not move are where they started: at copies of the pixels of the grid below
    FloatArray copied = Grids.up(Grids.down(ends, 8), 16);
    for (int i = 0; i < ends.values().length; i++) {
      assertThat(Math.abs(ends.values()[i] - copied.values()[i])).isLessThan(1e-3f);
    }
    assertThat(Grids.up(Grids.down(ends, 4), 16)).isNotEqualTo(copied);
  }

  @Test
  void gridsThatDoNotFit_areSaid() throws IOException {
    assertThat(
            Answer.of("config", "check", config("[3]", player(4))).endsWith(78).err())
        .contains("grids: must be some of [2, 4, 8, 16, 32], ascending, got [3]");
    assertThat(Answer.of("config", "check", config("[16]", player(16)))
            .endsWith(78)
            .err())
        .contains("must divide the side of square images and be smaller");
    assertThat(Answer.of("config", "check", config("[4, 8]", player(4)))
            .endsWith(78)
            .err())
        .contains("players.grid8: is missing, and objective multi_grid learns one");
    String wrong = player(8).replace("grid8", "grid4");
    assertThat(Answer.of("config", "check", config("[4]", wrong)).endsWith(78).err())
        .contains("players.grid4.network.input: must be that of images of its grid, 1x4x4");
  }
}
