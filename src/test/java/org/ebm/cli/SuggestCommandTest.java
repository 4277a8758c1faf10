package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.run.RunConfig;
import org.ebm.train.TrainConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestCommandTest {
  @TempDir
  Path folder;

  private Path data;

  @BeforeEach
  void write() throws IOException {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomKey.ofSeed(2).generator());
    StringBuilder rows = new StringBuilder("id,x,y\n");
    for (int i = 0; i < 600; i++) {
      rows.append(i).append(',').append((i % 2 == 0 ? 40 : 60) + normal.sample());
      rows.append(',').append(-3000 + 200 * normal.sample()).append('\n');
    }
    Path table = Files.writeString(folder.resolve("table.csv"), rows);
    data = Files.writeString(
        folder.resolve("my lumps.yaml"),
        "data: {arrays: {file: '" + table
            + "', example: [2], columns: [x, y], standardize: coordinates}}\n");
  }

  @Test
  void theFile_trainsAsItIs_andIsNotWrittenOver() {
    Path file = folder.resolve("mine.yaml");
    Answer suggested = Answer.of("suggest", data, "--minutes", "0.02", "--no-pilot", "--to", file);
    assertThat(suggested.status()).as(suggested.err()).isZero();
    assertThat(suggested.out().strip()).isEqualTo(file.toString());
    TrainConfig config = ConfigTree.read(file).bind(TrainConfig.class);
    assertThat(config.training().steps()).isGreaterThanOrEqualTo(200);

    Path run = folder.resolve("run");
    Answer trained =
        Answer.of("train", "--config", file, "--run-dir", run, "--steps", "3", "--quiet");
    assertThat(trained.status()).as(trained.err()).isZero();

    Answer again = Answer.of("suggest", data, "--minutes", "0.02", "--no-pilot", "--to", file);
    assertThat(again.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void trainOnData_writesWhatItLearnedWith_intoTheRun() {
    Path run = folder.resolve("run");
    Answer trained = Answer.of(
        "train",
        data,
        "--minutes",
        "0.02",
        "--no-pilot",
        "--run-dir",
        run,
        "--steps",
        "2",
        "--seed",
        "5",
        "--quiet");
    assertThat(trained.status()).as(trained.err()).isZero();

    TrainConfig config = RunConfig.read(run).bind(TrainConfig.class);
    assertThat(config.training().steps()).isEqualTo(2);
    assertThat(config.seed()).contains(5L);
    assertThat(config.energy().units()).isPresent();
  }

  @Test
  void dataAndConfig_excludeEachOther_andOneIsNeeded() {
    assertThat(Answer.of("train").err()).contains("no --config").contains("DATA of your own");
    assertThat(Answer.of("train", data, "--config", "convergent").status())
        .isEqualTo(ExitCode.USAGE.status());
  }

  @Test
  void whatIsNotThere_isSaidToBeNotThere() {
    Answer missing = Answer.of("suggest", folder.resolve("nowhere"));
    assertThat(missing.status()).isEqualTo(ExitCode.CONFIG.status());
    assertThat(missing.err()).contains("nowhere").contains("folder of pictures");
    assertThat(Answer.of("suggest", data, "--minutes", "-1").status())
        .isEqualTo(ExitCode.USAGE.status());
  }
}
