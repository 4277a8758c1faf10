package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.files.Csv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Energies of spins and bits go through the commands of all others. */
class SpinsCommandTest {
  private static final String ISING = "energy.ising={size: [4, 4], beta: 0.3}";

  private static final String MACHINE = """
      seed: 7
      data: { bars_and_stripes: { size: 2 } }
      energy: { rbm: { visible: [1, 2, 2], hidden: 4, initial_sd: 0.1 } }
      objective:
        maximum_likelihood:
          sampler: { gibbs: { sweeps: 3 } }
          steps: 1
          init: { persistent: { fill: uniform, chains: 60 } }
      optimizer: { sgd: { learning_rate: 0.2 } }
      training: { steps: 12, batch: 60, checkpoint_every: 5 }
      """;

  @TempDir
  Path folder;

  private Answer sample(String name, Object... more) {
    Object[] words = {
      "sample",
      "--set",
      ISING,
      "--sampler",
      "gibbs",
      "--chains",
      130,
      "--set",
      "seed=3",
      "--set",
      "trace_every=4",
      "-q",
      "--run-dir",
      folder.resolve(name)
    };
    Object[] all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Answer.of(all).endsWith(0);
  }

  /** Stopped and gone on with, or dealt to two processes: the files of one run, byte for byte. */
  @Test
  void chainsOfSpinsAreResumedAndSharded() throws IOException {
    sample("whole", "--steps", 20);
    sample("half", "--steps", 8);
    Answer.of("sample", "--resume", "--run-dir", folder.resolve("half"), "--steps", 20, "-q")
        .endsWith(0);
    sample("one", "--steps", 20, "--shard", "1/2");
    sample("two", "--steps", 20, "--shard", "2/2");
    Answer.of(
            "merge",
            folder.resolve("one"),
            folder.resolve("two"),
            "--run-dir",
            folder.resolve("merged"),
            "-q")
        .endsWith(0);
    for (String file : new String[] {"trace.csv", "energies.npy", "moves.npy"}) {
      byte[] expected = Files.readAllBytes(folder.resolve("whole").resolve(file));
      assertThat(folder.resolve("half").resolve(file)).hasBinaryContent(expected);
      assertThat(folder.resolve("merged").resolve(file)).hasBinaryContent(expected);
    }
    Csv trace = Csv.read(folder.resolve("whole/trace.csv"));
    assertThat(trace.has("gradient_norm")).isFalse();
    assertThat(folder.resolve("whole/gradient_norms.npy")).doesNotExist();
    // at most all spins change: 2 sqrt(16)
    assertThat(trace.column("displacement")[0]).isBetween(1.0, 8.0);
    assertThat(folder.resolve("whole/samples.png")).isNotEmptyFile();
  }

  @Test
  void aLadderOfSpinsIsResumed() throws IOException {
    String ladder = "replica_exchange={reference: uniform, pilot: 10, moves: 1}";
    sample("whole", "--set", ladder, "--steps", 12);
    sample("half", "--set", ladder, "--steps", 8);
    Answer.of("sample", "--resume", "--run-dir", folder.resolve("half"), "--steps", 12, "-q")
        .endsWith(0);
    for (String file : new String[] {"trace.csv", "ladder.csv", "levels.csv", "energies.npy"}) {
      assertThat(folder.resolve("half").resolve(file))
          .hasBinaryContent(Files.readAllBytes(folder.resolve("whole").resolve(file)));
    }
    Csv levels = Csv.read(folder.resolve("whole/levels.csv"));
    int last = levels.rows() - 1;
    // specification A5.1; 130 ladders
    assertThat(levels.column("log_z")[last])
        .isCloseTo(16 * 0.799095, within(4 * levels.column("log_z_error")[last]));
    assertThat(levels.column("log_z_error")[last]).isLessThan(0.1);
  }

  /** Filters are taken as they would have been without a stop. */
  @Test
  void aTextureIsLearnedAndUsed() throws IOException {
    Path config = Files.writeString(folder.resolve("texture.yaml"), """
        seed: 7
        data: { grey_levels: { of: { textures: { made: stripes, size: 8, channels: 1 } } } }
        energy: { frame: { input: [1, 8, 8], filters: [delta, gradient, laplacian], values: grey } }
        objective:
          filter_pursuit:
            sampler: { gibbs: {} }
            steps: 1
            init: { persistent: { chains: 10 } }
            every: 3
            most: 3
        optimizer: { sgd: { learning_rate: 0.05 } }
        training: { steps: 8, batch: 10, checkpoint_every: 4, log_every: 1 }
        """);
    Path whole = folder.resolve("whole");
    Path half = folder.resolve("half");
    Answer.of("train", "--config", config, "--run-dir", whole, "-q").endsWith(0);
    Answer.of("train", "--config", config, "--run-dir", half, "-q", "--steps", 4)
        .endsWith(0);
    Answer.of("train", "--resume", "--run-dir", half, "-q", "--steps", 8).endsWith(0);
    for (String file : new String[] {"metrics.csv", "model/weights.safetensors"}) {
      assertThat(half.resolve(file)).hasBinaryContent(Files.readAllBytes(whole.resolve(file)));
    }
    // one at update 1, 4 and 7
    assertThat(Csv.read(whole.resolve("metrics.csv")).column("filters"))
        .containsExactly(1, 1, 1, 2, 2, 2, 3, 3);
    assertThat(whole.resolve("plots/filters.png")).isNotEmptyFile();
    Answer.of(
            "sample",
            "--model",
            whole,
            "--init",
            "uniform",
            "--chains",
            5,
            "--steps",
            4,
            "-q",
            "--run-dir",
            folder.resolve("chains"))
        .endsWith(0);
    assertThat(folder.resolve("chains/samples.png")).isNotEmptyFile();
    Answer.of("export", "--model", whole).endsWith(0);
  }

  @Test
  void logZIsCountedAndAnnealed() {
    JsonNode found = JsonMapper.shared()
        .readTree(Answer.of("eval", "--set", ISING, "--levels", 50, "--chains", 60, "--json", "-q")
            .endsWith(0)
            .out());
    // specification A5.1
    assertThat(found.get("log_z").asDouble() / 16).isCloseTo(0.799095, within(1e-6));
    assertThat(found.get("ising_energy_per_site").asDouble()).isCloseTo(-0.844054, within(1e-6));
    assertThat(found.get("log_z_low").asDouble())
        .isCloseTo(
            found.get("log_z").asDouble(), within(4 * found.get("log_z_low_se").asDouble()));
  }

  /** A model of bits is learned, stopped, gone on with, sampled, measured, exported and diagnosed. */
  @Test
  void aMachineIsLearnedAndUsed() throws IOException {
    Path config = Files.writeString(folder.resolve("machine.yaml"), MACHINE);
    Path whole = folder.resolve("whole");
    Path half = folder.resolve("half");
    Answer.of("train", "--config", config, "--run-dir", whole, "-q").endsWith(0);
    Answer.of("train", "--config", config, "--run-dir", half, "-q", "--steps", 6)
        .endsWith(0);
    Answer.of("train", "--resume", "--run-dir", half, "-q", "--steps", 12).endsWith(0);
    for (String file : new String[] {"metrics.csv", "model/weights.safetensors"}) {
      assertThat(half.resolve(file)).hasBinaryContent(Files.readAllBytes(whole.resolve(file)));
    }
    Answer.of(
            "sample",
            "--model",
            whole,
            "--init",
            "bank",
            "--chains",
            50,
            "--steps",
            30,
            "-q",
            "--run-dir",
            folder.resolve("chains"))
        .endsWith(0);
    JsonNode found = JsonMapper.shared()
        .readTree(
            Answer.of("eval", "--model", whole, "--json", "-q").endsWith(0).out());
    // six pictures of which none is better than -log 6
    assertThat(found.get("log_likelihood").asDouble()).isBetween(-2.8, -Math.log(6));
    Answer.of("export", "--model", whole).endsWith(0);
    assertThat(whole.resolve("export/energy.pt")).isNotEmptyFile();
    Answer diagnosed = Answer.of(
        "diagnose", whole, "--steps", 1000, "--chains", 50, "--set", "examples=100", "-q");
    assertThat(diagnosed.status()).as(diagnosed.toString()).isIn(0, 3, 5);
    assertThat(Files.readString(whole.resolve("diagnosis/diagnosis.json")))
        .contains("\"verdict\"")
        .doesNotContain("eps NaN");
  }
}
