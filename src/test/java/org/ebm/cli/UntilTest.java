package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.files.Csv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a training early: one Gaussian, of which the reference is the density already, and a network that hardly learns. */
class UntilTest {
  @TempDir
  Path folder;

  private Answer train(String until, double sd, Object... more) throws Exception {
    Path config = Files.writeString(folder.resolve("config.yaml"), """
        seed: 7
        data: { gaussian_mixture: { groups: 1, radius: 0, sd: 0.3 } }
        energy:
          tilted:
            sd: %s
            of:
              network:
                input: [2]
                layers: [dense: { units: 2 }, softplus, dense: { units: 1 }]
        objective:
          maximum_likelihood:
            sampler: { langevin: { step_size: 0.1 } }
            steps: 2
            init: { persistent: { chains: 100 } }
        optimizer: { sgd: { learning_rate: 1.0e-6 } }
        training: { steps: 6, checkpoint_every: 2, until: %s }
        probe: { every: 2, chains: 1000, steps: 2000, sampler: { langevin: { step_size: 0.1 } } }
        runtime: { device: cpu, workers: 1, chains_per_block: 500 }
        """.formatted(sd, until));
    return Answer.of(
        "train",
        "--config",
        config,
        "--run-dir",
        folder.resolve(until),
        "--force",
        "--set=" + (more.length == 0 ? "seed=7" : more[0]));
  }

  private int updates(String until) {
    return Csv.read(folder.resolve(until).resolve("metrics.csv")).rows();
  }

  @Test
  void aRightDensity_endsAtTheFirstProbe_andAResumedRunEndsThereToo() throws Exception {
    Answer answer = train("agrees", 0.3).endsWith(0);
    assertThat(updates("agrees")).isEqualTo(2);
    assertThat(answer.err())
        .contains("learned enough at update 2")
        .contains("density agrees")
        .doesNotContain("none are held out");
    assertThat(folder.resolve("agrees/samples/short-000002.png")).exists();
    Answer.of("train", "--resume", "--run-dir", folder.resolve("agrees")).endsWith(0);
    assertThat(updates("agrees")).isEqualTo(2);
    // whoever wants to go on says so
    Answer.of(
            "train",
            "--resume",
            "--run-dir",
            folder.resolve("agrees"),
            "--set",
            "training.until=budget")
        .endsWith(0);
    assertThat(updates("agrees")).isEqualTo(6);
  }

  /** Of half the width: the data's U has four times the chains' mean, 1 of theirs. */
  @Test
  void aWrongDensity_isLearnedToTheEndOfTheBudget() throws Exception {
    train("convergent", 0.15).endsWith(0);
    assertThat(updates("convergent")).isEqualTo(6);
  }

  @Test
  void chainsThatCannotTell_areRefused() throws Exception {
    assertThat(train("convergent", 0.3, "probe.chains=100").failsWith(78).err())
        .contains("probe.chains: must be at least 200");
    assertThat(train("agrees", 0.3, "probe=null").failsWith(78).err())
        .contains("training.until: needs a probe");
  }
}
