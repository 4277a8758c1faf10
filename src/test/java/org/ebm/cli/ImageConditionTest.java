package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.files.Safetensors;
import org.ebm.run.PairsRecord;
import org.ebm.sample.SampleRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An energy and a generator that are told images, as a user learns and samples them. */
class ImageConditionTest {
  private static final String YAML = """
      seed: 7
      data:
        paired: { of: { glyphs: { count: 80 } }, image: { masked: { hole: 0.25, anywhere: true } }, noise: 0.1 }
      energy:
        network:
          input: [1, 16, 16]
          temperature: 0.005
          layers:
            - concatenate: { image: [2, 16, 16] }
            - conv2d: { channels: 4, kernel: 4, stride: 4 }
            - swish
            - flatten
            - dense: { units: 1 }
      objective:
        cooperative: { sampler: { langevin: { step_size: 0.03 } }, steps: 3, data_weight: 0.2 }
      optimizer:
        adam: { learning_rate: 0.001 }
      players:
        generator:
          network:
            input: [3]
            layers: [ { concatenate: { image: [2, 16, 16], layers: [ { avg_pool2d: { kernel: 4, stride: 4 } }, flatten ] } }, { dense: { units: 32 } }, { reshape: { shape: [2, 4, 4] } }, upsample2d, { conv_transpose2d: { channels: 1, kernel: 4, stride: 2, padding: 1 } }, tanh ]
          optimizer: { adam: { learning_rate: 0.001 } }
      training: { steps: 4, batch: 60, checkpoint_every: 2, pictures_every: 2, picture_samples: 16 }
      runtime: { device: cpu, workers: 2 }
      """;

  @TempDir
  private Path folder;

  private Path config;
  private Path run;

  @BeforeEach
  void learn() throws IOException {
    config = Files.writeString(folder.resolve("paired.yaml"), YAML);
    run = train("run");
  }

  private Path train(String name, Object... more) {
    Path path = folder.resolve(name);
    Object[] words = {"train", "--config", config, "--run-dir", path, "-q"};
    Answer.of(Stream.concat(Stream.of(words), Stream.of(more)).toArray()).endsWith(0);
    return path;
  }

  private Answer sample(String name, Object... more) {
    List<Object> words = new ArrayList<>(List.of(
        "sample",
        "--model",
        run,
        "--run-dir",
        folder.resolve(name),
        "--seed=7",
        "--steps=4",
        "-q"));
    words.addAll(List.of(more));
    return Answer.of(words.toArray());
  }

  private FloatArray ends(String name) {
    return SampleRun.read(folder.resolve(name)).ends().orElseThrow();
  }

  @Test
  void resumedOrOnOneWorker_itLearnsTheSameBytes() {
    Path stopped = train("stopped", "--steps=2");
    Answer.of("train", "--resume", "--run-dir", stopped, "--steps=4", "-q").endsWith(0);
    Path alone = train("alone", "--workers=1");
    for (String file :
        List.of("model/weights.safetensors", "model/generator/weights.safetensors")) {
      assertThat(Safetensors.read(stopped.resolve(file)))
          .isEqualTo(Safetensors.read(run.resolve(file)))
          .isEqualTo(Safetensors.read(alone.resolve(file)));
    }
    assertThat(Npz.read(run.resolve("samples/short-000004.npz")))
        .containsKeys("condition", "data", "draft", "short_run");
  }

  /** Held-out conditions by themselves, from drafts of the generator. */
  @Test
  void chainsAreToldHeldOutImages_andComparedWithTheirTruth() {
    Answer answer = sample("chains", "--chains=56").endsWith(0);
    assertThat(answer.out()).contains("error_draft", "error_revised", "error_guess", "gain");
    PairsRecord pairs = PairsRecord.of(folder.resolve("chains")).orElseThrow();
    assertThat(pairs.images()).isEqualTo(8);
    assertThat(pairs.gain().value())
        .isEqualTo(pairs.ofStart().value() - pairs.ofRevised().value(), offset());
    assertThat(folder.resolve("chains").resolve(PairsRecord.PICTURE)).isNotEmptyFile();
    assertThat(pairs.ofRevised().value()).isEqualTo(byHand("chains"), offset());
    sample("again", "--chains=56", "--workers=1").endsWith(0);
    assertThat(ends("again")).isEqualTo(ends("chains"));
    sample("part1", "--chains=56", "--shard=1/2").endsWith(0);
    sample("part2", "--chains=56", "--shard=2/2").endsWith(0);
    Answer.of(
            "merge",
            folder.resolve("part1"),
            folder.resolve("part2"),
            "--run-dir",
            folder.resolve("merged"),
            "-q")
        .endsWith(0);
    assertThat(ends("merged")).isEqualTo(ends("chains"));
    assertThat(PairsRecord.of(folder.resolve("merged"))).contains(pairs);
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.api.Assertions.within(1e-6);
  }

  private FloatArray pairs(String name, String array) {
    return Objects.requireNonNull(
        Npz.read(folder.resolve(name).resolve("pairs.npz")).get(array));
  }

  /** Mean over all chains and hidden pixels: holes are of one size, so each image weighs alike. */
  private double byHand(String name) {
    FloatArray end = ends(name);
    FloatArray truth = pairs(name, "truth");
    FloatArray open = pairs(name, "open");
    double sum = 0;
    double count = 0;
    for (int i = 0; i < end.values().length; i++) {
      int at = i % truth.values().length;
      sum += open.values()[at] * Math.abs(end.values()[i] - truth.values()[at]);
      count += open.values()[at];
    }
    return sum / count;
  }

  @Test
  void itIsAGeneratorToo_andOthersImagesAreTold() {
    Path made = folder.resolve("made");
    Answer.of("generate", "--model", run, "--run-dir", made, "--seed=1", "-q").endsWith(0);
    assertThat(made.resolve("plots/examples.png")).isNotEmptyFile();
    Path file = folder.resolve("seen.npy");
    FloatArray three = FloatArray.zeros(Shape.of(2, 16, 16), 3);
    AtomicFile.write(file, out -> Npy.write(out, three));
    sample("seen", "--chains=6", "--set=condition.image.file.path=" + file).endsWith(0);
    assertThat(ends("seen").rows()).isEqualTo(6);
    assertThat(PairsRecord.of(folder.resolve("seen"))).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefused_beforeThereIsAFolder() throws IOException {
    assertThat(sample("odd", "--chains=9").failsWith(78).err())
        .contains("must be a multiple of 8, as many as there are of 'image', got 9");
    assertThat(folder.resolve("odd")).doesNotExist();
    assertThat(Answer.of("diagnose", run).failsWith(78).err())
        .contains("is told images and has another law for each");
    Path map = folder.resolve("map");
    assertThat(Answer.of("map-basins", run, "--run-dir", map).failsWith(78).err())
        .contains("condition.image: must be given");
    assertThat(map).doesNotExist();
    refused(
        "[2, 16, 16]",
        "[1, 16, 16]",
        "data: must bring an image of shape 1x16x16 with each example");
    refused(
        "paired: { of: { glyphs: { count: 80 } }, image: { masked: { hole: 0.25, anywhere: true } }, noise: 0.1 }",
        "glyphs: { count: 80 }",
        "got none; choose paired");
    refused("[2, 16, 16], layers", "[2, 8, 8], layers", "read 'image', which the energy does not");
    refused(
        "masked: { hole: 0.25, anywhere: true }",
        "low_resolution: { factor: 3 }",
        "data.paired.image.low_resolution.factor: must divide height and width, 16 and 16, got 3");
  }

  private void refused(String from, String to, String message) throws IOException {
    assertThat(YAML).contains(from);
    Path bad = Files.writeString(folder.resolve("bad.yaml"), YAML.replace(from, to));
    Path nowhere = folder.resolve("nowhere");
    assertThat(Answer.of("train", "--config", bad, "--run-dir", nowhere)
            .failsWith(78)
            .err())
        .contains(message);
    assertThat(nowhere).doesNotExist();
  }
}
