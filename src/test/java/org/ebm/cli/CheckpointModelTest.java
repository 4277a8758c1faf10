package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.files.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Diagnose earlier checkpoints" is advice that can be followed. */
class CheckpointModelTest {
  @TempDir
  private Path folder;

  private Path trained() throws IOException {
    Path config = Files.writeString(folder.resolve("rings.yaml"), """
        seed: 7
        data: rings
        energy:
          network: { input: [2], temperature: 0.005, layers: [ { dense: { units: 4 } }, swish, { dense: { units: 1 } } ] }
        objective:
          maximum_likelihood:
            sampler: { langevin: { step_size: 0.1 } }
            steps: 2
            init: { persistent: { chains: 60 } }
        optimizer: { sgd: { learning_rate: 0.1 } }
        training: { steps: 4, batch: 20, checkpoint_every: 2, pictures_every: 4 }
        runtime: { device: cpu, workers: 1 }
        """);
    Path run = folder.resolve("run");
    Answer.of("train", "--config", config, "--run-dir", run).endsWith(0);
    return run;
  }

  @Test
  void aCheckpointIsAModel_forEveryCommand_andStaysApartFromItsRun() throws IOException {
    Path run = trained();
    Path early = run.resolve("checkpoints/step-000002");
    Answer diagnosed = Answer.of(
        "diagnose",
        early,
        "--steps=1000",
        "--chains=20",
        "--set=starts=1",
        "--set=exact=false",
        "--json");
    assertThat(diagnosed.status()).as(diagnosed.toString()).isIn(0, 3, 5);
    assertThat(diagnosed.out()).contains("of-checkpoints/step-000002");
    assertThat(run.resolve("diagnosis")).doesNotExist();
    Path chains = folder.resolve("chains");
    Answer.of("sample", "--model", early, "--steps=10", "--chains=5", "--run-dir", chains)
        .endsWith(0);
    Answer.of("eval", "--model", early, "--set", "draws=50", "--set", "grid=20").endsWith(0);
    Path then = run.resolve("of-checkpoints/step-000002/model/weights.safetensors");
    assertThat(Safetensors.read(then))
        .containsExactlyInAnyOrderEntriesOf(Safetensors.read(early.resolve("weights.safetensors")))
        .isNotEqualTo(Safetensors.read(run.resolve("model/weights.safetensors")));
    assertThat(Answer.of(
                "train", "--config", folder.resolve("rings.yaml"), "--run-dir", run, "--force")
            .status())
        .isZero();
  }

  @Test
  void aDamagedCheckpointIsNamed() throws IOException {
    Path early = trained().resolve("checkpoints/step-000002");
    Path weights = early.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    assertThat(Answer.of("sample", "--model", early, "--steps=10").failsWith(65).err())
        .contains(weights.getFileName().toString());
  }
}
