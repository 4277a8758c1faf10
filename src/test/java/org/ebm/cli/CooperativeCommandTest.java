package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Precision;
import org.ebm.files.Safetensors;
import org.ebm.network.NetworkDirectory;
import org.ebm.sample.SampleRun;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Generator;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An energy and a generator that learned together, class by class, as a user samples and judges them. */
class CooperativeCommandTest {
  private static final String LABEL = "--set=condition.label=3";

  @TempDir
  Path folder;

  private Path trained() throws IOException {
    String yaml = Configs.images("glyphs: { count: 80 }", "1, 16, 16")
        .replace("- swish", "- label_embedding: { classes: 10 }\n      - swish");
    int objective = yaml.indexOf("objective:");
    Path config = Files.writeString(
        folder.resolve("cooperative.yaml"),
        yaml.substring(0, objective) + """
        objective:
          cooperative: { sampler: { langevin: { step_size: 0.03 } }, steps: 3 }
        players:
          generator:
            network:
              input: [3]
              layers: [ { dense: { units: 32 } }, { label_embedding: { classes: 10 } }, { reshape: { shape: [2, 4, 4] } }, upsample2d, { conv_transpose2d: { channels: 1, kernel: 4, stride: 2, padding: 1 } }, tanh ]
            optimizer: { adam: { learning_rate: 0.001 } }
        """ + yaml.substring(yaml.indexOf("optimizer:")));
    Path run = folder.resolve("run");
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
    return run;
  }

  @Test
  void chainsStartAtTheGeneratorsDrafts_andACheckpointHasItToo() throws IOException {
    Path run = trained();
    Path chains = folder.resolve("chains");
    Answer.of(
            "sample",
            "--model",
            run,
            LABEL,
            "--init=generator",
            "--steps=1",
            "--chains=7",
            "--sampler=langevin",
            "--step-size=1e-6",
            "--run-dir",
            chains,
            "-q")
        .endsWith(0);
    FloatArray ends = SampleRun.read(chains).ends().orElseThrow();
    NetworkDirectory.Contents learned = NetworkDirectory.load(run.resolve("model/generator"));
    try (Torch torch = Torch.open("cpu", 1);
        Generator generator =
            new Generator(learned.network(), new Compute(torch, Precision.FLOAT32))) {
      // whatever z is, tanh keeps drafts below 1, and another class gives another draft
      FloatArray z = generator.latents(7, RandomKey.ofSeed(1));
      FloatArray threes = generator.drafts(learned.weights().list(), z, List.of(FloatArray.of(3)));
      FloatArray fours = generator.drafts(learned.weights().list(), z, List.of(FloatArray.of(4)));
      assertThat(threes).isNotEqualTo(fours);
      assertThat(mean(ends)).isCloseTo(mean(threes), within(0.05));
    }
    Path early = run.resolve("checkpoints/step-000002");
    Answer.of(
            "sample",
            "--model",
            early,
            LABEL,
            "--init=generator",
            "--steps=1",
            "--chains=2",
            "--run-dir",
            folder.resolve("early"),
            "-q")
        .endsWith(0);
    assertThat(Safetensors.read(
            run.resolve("of-checkpoints/step-000002/model/generator/weights.safetensors")))
        .isEqualTo(Safetensors.read(early.resolve("generator-weights.safetensors")))
        .isNotEqualTo(learned.weights().arrays());
  }

  private static double mean(FloatArray array) {
    double sum = 0;
    for (float value : array.values()) {
      sum += value;
    }
    return sum / array.values().length;
  }

  @Test
  void aGeneratorThatIsNotThere_isToldWithTheWayOut() throws IOException {
    Path run = trained();
    Answer answer = Answer.of(
        "sample",
        "--model",
        run,
        LABEL,
        "--set=init.generator.folder=nowhere",
        "--run-dir",
        folder.resolve("chains"));
    answer.endsWith(2);
    assertThat(answer.err())
        .contains("nowhere: no learned function here", "runs/NAME/model/generator");
  }

  @Test
  void diagnosisComparesWithTrainingsOwnShortRuns() throws IOException {
    Path config = Files.writeString(
        folder.resolve("plane.yaml"), Configs.PLANE.replaceAll("(?s)objective:.*?optimizer:", """
            objective:
              cooperative: { sampler: { langevin: { step_size: 0.1 } }, steps: 3 }
            players:
              generator:
                network: { input: [2], layers: [ { dense: { units: 2 } } ] }
                optimizer: { adam: { learning_rate: 0.001 } }
            optimizer:"""));
    Path run = folder.resolve("run");
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
    Answer diagnosed =
        Answer.of("diagnose", run, "--steps=1000", "--chains=20", "--set=exact=false", "--json");
    assertThat(diagnosed.status()).as(diagnosed.toString()).isIn(0, 3, 5);
    assertThat(List.of(diagnosed.out().split("\n")))
        .anyMatch(line -> line.contains("short_long_difference"));
    assertThat(Files.readString(run.resolve("diagnosis/second/config.yaml"))).contains("generator");
  }
}
