package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ebm.base.RandomKey;
import org.ebm.files.Folders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose files were damaged behind its back: it goes back to what is intact, to the same end, or says which file stands in its way. */
@Tag("faults")
class DamagedFilesFaultsTest {
  @TempDir(factory = QuickDisk.class)
  static Path folder;

  private static GlyphTraining training = new GlyphTraining(Path.of("none"), 0);
  private static Path whole = Path.of("none");
  private static Path killed = Path.of("none");

  /** What happens to the newest checkpoint, given an older one. */
  private enum Damage {
    TRUNCATED {
      @Override
      void to(Path newest, Path older) throws IOException {
        truncate(newest.resolve("chains.safetensors"));
      }
    },
    BIT_FLIPPED {
      @Override
      void to(Path newest, Path older) throws IOException {
        flip(newest.resolve("optimizer.safetensors"));
      }
    },
    FILE_MISSING {
      @Override
      void to(Path newest, Path older) throws IOException {
        Files.delete(newest.resolve("weights.safetensors"));
      }
    },
    LIST_MISSING {
      @Override
      void to(Path newest, Path older) throws IOException {
        Files.delete(newest.resolve("SHA256SUMS"));
      }
    },
    FILE_OF_ANOTHER {
      @Override
      void to(Path newest, Path older) throws IOException {
        swap(newest.resolve("weights.safetensors"), older.resolve("weights.safetensors"));
      }
    },
    FOLDERS_EXCHANGED {
      @Override
      void to(Path newest, Path older) throws IOException {
        swap(newest, older);
      }
    };

    abstract void to(Path newest, Path older) throws IOException;
  }

  @BeforeAll
  static void train() throws Exception {
    training = GlyphTraining.of(40, folder);
    whole = training.whole(folder.resolve("whole"));
    killed = training.killedAt(20, folder.resolve("killed"));
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedCheckpoint_isNamedAndPassedOver_toTheSameEnd(Damage damage) throws Exception {
    Path run = folder.resolve(damage.name());
    Folders.copy(killed, run);
    long newest = GlyphTraining.newest(run);
    // the third, so that an exchange of files leaves the second intact
    damage.to(GlyphTraining.checkpoint(run, newest), GlyphTraining.checkpoint(run, newest - 4));
    Answer answer = EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    assertThat(answer.err())
        .contains("skipped a damaged checkpoint: " + GlyphTraining.checkpoint(run, newest))
        .doesNotContain("\tat ");
    assertThat(run.resolve("log.txt")).content().contains("skipped a damaged checkpoint");
    training.assertSame(whole, run);
  }

  @Test
  void whenAllCheckpointsAreDamaged_theRunIsRefused() throws Exception {
    Path run = folder.resolve("all");
    Folders.copy(killed, run);
    for (Path checkpoint : Folders.list(run.resolve("checkpoints"))) {
      flip(checkpoint.resolve("weights.safetensors"));
    }
    Answer answer = EbmProcess.answer(GlyphTraining.resume(run)).failsWith(65);
    assertThat(answer.err()).contains(run + "/checkpoints: none of its ");
  }

  @Test
  void aTableCutBeforeTheCheckpoint_isRefused_andAnOlderCheckpointGoesOn() throws Exception {
    Path run = folder.resolve("table");
    Folders.copy(killed, run);
    long newest = GlyphTraining.newest(run);
    Path metrics = run.resolve("metrics.csv");
    List<String> lines = Files.readAllLines(metrics);
    Files.writeString(metrics, String.join("\n", lines.subList(0, (int) newest)) + "\n12,0.0");
    Answer answer = EbmProcess.answer(GlyphTraining.resume(run)).failsWith(65);
    assertThat(answer.err()).contains(metrics + ": has no whole row " + newest);
    Folders.delete(GlyphTraining.checkpoint(run, newest));
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    training.assertSame(whole, run);
  }

  @Test
  void aDamagedModel_isNotSampled_andResumingMakesItAnew() throws Exception {
    Path run = folder.resolve("model");
    Folders.copy(whole, run);
    Path weights = run.resolve("model/weights.safetensors");
    byte[] good = Files.readAllBytes(weights);
    for (boolean cut : new boolean[] {true, false}) {
      Files.write(weights, good);
      if (cut) {
        truncate(weights);
      } else {
        flip(weights);
      }
      Answer sampled = EbmProcess.answer(List.of(
          "sample", "--model", run.toString(), "--steps", "10", "--run-dir", folder + "/sampled"));
      assertThat(sampled.failsWith(65).err()).contains("model/model/weights.safetensors: ");
      Answer diagnosed = EbmProcess.answer(List.of("diagnose", run.toString()));
      assertThat(diagnosed.failsWith(65).err()).contains("model/model/weights.safetensors: ");
    }
    assertThat(folder.resolve("sampled")).doesNotExist();
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    assertThat(weights).hasBinaryContent(good);
    Files.delete(run.resolve("model/network.yaml"));
    assertThat(
            EbmProcess.answer(List.of("diagnose", run.toString())).failsWith(2).err())
        .contains(run + "/model: no model here");
  }

  @Test
  void keptStatesThatWereCut_areNamed() throws Exception {
    Path run = folder.resolve("states");
    List<String> chains = List.of(
        ("sample --set energy.gaussian.sd=[1] --sampler langevin --step-size 0.3 --steps 4000"
                + " --keep 10 --seed 5 --run-dir " + run)
            .split(" "));
    EbmProcess.answer(chains).endsWith(0);
    truncate(run.resolve("states.npy"));
    List<String> resume =
        List.of("sample", "--resume", "--run-dir", run.toString(), "--steps", "5000");
    assertThat(EbmProcess.answer(resume).failsWith(65).err())
        .contains(run.resolve("states.npy") + ": has fewer than the ");
  }

  private static void truncate(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length / 2));
  }

  /** A bit of the last quarter: of the numbers, not of a header. */
  private static void flip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int quarter = content.length / 4;
    int place = RandomKey.ofSeed(9).fold("flip").generator().nextInt(quarter);
    content[content.length - 1 - place] ^= 1;
    Files.write(file, content);
  }

  private static void swap(Path one, Path other) throws IOException {
    Path aside = folder.resolve("aside");
    for (List<Path> move :
        List.of(List.of(one, aside), List.of(other, one), List.of(aside, other))) {
      Files.move(move.get(0), move.get(1));
    }
  }
}
