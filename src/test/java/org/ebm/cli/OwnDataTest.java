package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.energy.Network;
import org.ebm.files.Npz;
import org.ebm.run.DataRecord;
import org.ebm.run.RunConfig;
import org.ebm.sampler.GaussianStart;
import org.ebm.train.TrainConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points of one's own, at x around 50 and y around -3000, of unlike widths. */
class OwnDataTest {
  private static final String CONFIG = """
      seed: 7
      data: { arrays: { file: %s, example: [2] } }
      energy:
        network:
          input: [2]
          temperature: 0.005
          layers:
            - dense: { units: 8 }
            - softplus
            - dense: { units: 1 }
      objective:
        maximum_likelihood:
          sampler:
            langevin: { step_size: 0.1 }
          steps: 5
          init:
            persistent: { chains: 120 }
      optimizer:
        sgd: { learning_rate: 0.01 }
      training: { steps: 4, batch: 60, checkpoint_every: 2, picture_samples: 50 }
      runtime: { device: cpu, workers: 2 }
      """;
  private static final String STANDARDIZED = "--set=data.arrays.standardize=coordinates";
  private static final Units UNITS = new Units(List.of(50.0, -3000.0), List.of(1.0, 200.0));

  @TempDir
  Path folder;

  private Path run;
  private FloatArray points;

  @BeforeEach
  void writeData() throws IOException {
    run = folder.resolve("run");
    points = UNITS.toData(new GaussianStart(1)
        .open(Space.of(Shape.of(2)), Optional.empty(), RandomKey.ofSeed(1))
        .draw(500, RandomKey.ofSeed(2))
        .position());
    Path file = folder.resolve("mine.npz");
    Npz.write(file, Map.of("x", points));
    Files.writeString(folder.resolve("mine.yaml"), CONFIG.formatted(file));
  }

  private Answer train(Object... more) {
    List<Object> words = new ArrayList<>(
        List.of("train", "--config", folder.resolve("mine.yaml"), "--run-dir", run));
    words.addAll(List.of(more));
    return Answer.of(words.toArray()).endsWith(0);
  }

  private FloatArray samples(String name) {
    return array(Npz.read(run.resolve("samples/short-000004.npz")), name);
  }

  private static FloatArray array(Map<String, FloatArray> arrays, String name) {
    return Optional.ofNullable(arrays.get(name)).orElseThrow();
  }

  private static double mean(FloatArray points, int coordinate) {
    double sum = 0;
    for (int i = coordinate; i < points.values().length; i += 2) {
      sum += points.values()[i];
    }
    return sum / points.rows();
  }

  @Test
  void numbersOfTheData_areInTheFirstLinesAndInTheRun() {
    List<String> said = train(STANDARDIZED).err().lines().toList();
    assertThat(said.subList(0, 2))
        .last()
        .asString()
        .matches("data: 450 examples of 2; x0 from 4[67]\\S* to 5[23]\\S*, mean (50|49\\.9).*");
    DataRecord record = DataRecord.of(run).orElseThrow();
    assertThat(record.examples()).isEqualTo(450);
    assertThat(record.coordinates()).hasSize(2);
    // standard error of the mean: 200 / sqrt(450) = 9.4
    assertThat(record.coordinates().get(1).mean()).isCloseTo(-3000, within(5 * 9.4));
    assertThat(record.coordinates().get(1).sd()).isCloseTo(200, within(5 * 200 / Math.sqrt(900)));
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 500; i++) {
      // every tenth is held out
      least = i % 10 == 9 ? least : Math.min(least, points.values()[2 * i]);
    }
    assertThat(record.coordinates().get(0).min()).isEqualTo(least);
  }

  @Test
  void unlikeScales_areWarnedOf_andStandardizedOnesAreNot() {
    assertThat(train("--dry-run").err())
        .contains("warning: chains start at x0 = ")
        .contains("data lie at 50")
        .contains("Make them alike: --set data.arrays.standardize=coordinates");
    assertThat(train("--dry-run", STANDARDIZED).err()).doesNotContain("warning");
  }

  @Test
  void standardized_chainsStartAndStayAtTheData_inTheirOwnUnits() {
    train(STANDARDIZED);
    Network network = (Network) RunConfig.read(run).bind(TrainConfig.class).energy();
    Units known = network.units().orElseThrow();
    DataRecord record = DataRecord.of(run).orElseThrow();
    for (int i = 0; i < 2; i++) {
      assertThat(known.mean().get(i)).isEqualTo(record.coordinates().get(i).mean());
      assertThat(known.sd().get(i)).isEqualTo(record.coordinates().get(i).sd());
    }
    for (String name : List.of("data", "short_run", "bank")) {
      // starts are within one sd of the data, and few updates move chains by a few
      assertThat(mean(samples(name), 0)).as(name).isCloseTo(50, within(3.0));
      assertThat(mean(samples(name), 1)).as(name).isCloseTo(-3000, within(600.0));
    }
    assertThat(run.resolve("samples/short-000004.png")).isNotEmptyFile();
    Path chains = folder.resolve("chains");
    Answer.of(
            "sample",
            "--model",
            run,
            "--steps=20",
            "--chains=40",
            "--init=uniform",
            "--keep=10",
            "--run-dir",
            chains,
            "-q")
        .endsWith(0);
    Map<String, FloatArray> states = Npz.read(chains.resolve("samples.npz"));
    assertThat(mean(array(states, "step_20"), 0)).isCloseTo(50, within(4.0));
    assertThat(mean(array(states, "step_20"), 1)).isCloseTo(-3000, within(800.0));
    Answer.of("export", "--model", run, "--kernel").endsWith(0);
    Answer.of("report", run).endsWith(0);
    // a resumed run goes on with the same units
    assertThat(Answer.of("train", "--resume", "--run-dir", run, "--steps=6")
            .endsWith(0)
            .out())
        .contains("step           6\n");
  }

  @Test
  void oneFactor_keepsShapes() {
    train("--set=data.arrays.standardize=factor");
    Network network = (Network) RunConfig.read(run).bind(TrainConfig.class).energy();
    Units known = network.units().orElseThrow();
    DataRecord record = DataRecord.of(run).orElseThrow();
    double squares = Stream.of(0, 1)
        .mapToDouble(i -> record.coordinates().get(i).sd())
        .map(sd -> sd * sd)
        .sum();
    assertThat(known.sd()).hasSize(1);
    assertThat(known.sd().get(0)).isCloseTo(Math.sqrt(squares / 2), within(1e-9));
  }

  @Test
  void whatHasNoSpread_andPictures_cannotBeStandardized() throws IOException {
    float[] values = points.values().clone();
    for (int i = 0; i < 500; i++) {
      values[2 * i + 1] = 4;
    }
    Npz.write(folder.resolve("mine.npz"), Map.of("x", new FloatArray(points.shape(), values)));
    String config = folder.resolve("mine.yaml").toString();
    assertThat(Answer.of(
                "train",
                "--config",
                config,
                "--run-dir",
                run,
                "--set",
                "data.arrays.standardize=coordinates")
            .failsWith(65)
            .err())
        .contains("mine.npz: coordinate 1 (the first is 0) is 4.0 in all examples");
    assertThat(run).doesNotExist();
    assertThat(Answer.of(
                "train",
                "--config",
                config,
                "--run-dir",
                run,
                "--set",
                "data.arrays.standardize=factor",
                "--set",
                "data.arrays.example=[1, 4, 4]")
            .failsWith(78)
            .err())
        .contains("standardize: is for points, got examples of [1, 4, 4]");
  }
}
