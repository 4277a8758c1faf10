package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.data.Glyphs;
import org.ebm.files.Sha256;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of samples that are data, memories, or neither. */
class SampleScoresTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(4);
  private static final Examples LEARNED = new Glyphs(8, 10, 400, 0, 0).open();
  private static final Examples HELD = new Glyphs(8, 10, 400, 0, 1).open();

  @TempDir
  private Path folder;

  @AfterAll
  static void close() {
    TORCH.close();
  }

  private static Findings scores(
      FloatArray samples, Optional<Path> features, Optional<Examples> learned) {
    Findings findings = new Findings();
    new SampleScores(new ScoresConfig(features, 10_000, 2000), HELD, learned)
        .report(findings, new Samples("test", samples), KEY, TORCH);
    return findings;
  }

  private static double value(Findings findings, String name) {
    assertThat(findings.values()).containsKey(name);
    return (double) Objects.requireNonNull(findings.values().get(name));
  }

  /** Other drawings of the same law: as far from the data as one half of them from the other, and from what was learned. */
  @Test
  void freshData_scoreAsDataDo() {
    FloatArray fresh = new Glyphs(8, 10, 200, 0, 2).open().first(200);
    Findings found = scores(fresh, Optional.empty(), Optional.of(LEARNED));
    double floor = value(found, "fid_identity_floor");
    assertThat(value(found, "fid_identity")).isBetween(0.7 * floor, 1.3 * floor);
    assertThat(Math.abs(value(found, "kid_identity")))
        .isLessThan(5 * value(found, "kid_identity_error"));
    // shares of 200, of which two differ by sd 0.05 at most; a half, by 0.03
    assertThat(value(found, "precision_identity"))
        .isCloseTo(value(found, "precision_identity_data"), within(0.2));
    assertThat(value(found, "nearest_learned_closer")).isCloseTo(0.5, within(0.1));
  }

  @Test
  void memoriesAreFound_andNoiseIsNoData() {
    Findings memory = scores(LEARNED.first(100), Optional.empty(), Optional.of(LEARNED));
    assertThat(value(memory, "nearest_learned")).isZero();
    assertThat(value(memory, "nearest_learned_closer")).isGreaterThan(0.99);
    FloatArray noise = FloatArray.zeros(HELD.shape(), 200);
    var random = KEY.generator();
    for (int i = 0; i < noise.values().length; i++) {
      noise.values()[i] = 2 * random.nextFloat() - 1;
    }
    Findings found = scores(noise, Optional.empty(), Optional.empty());
    assertThat(value(found, "fid_identity")).isGreaterThan(10 * value(found, "fid_identity_floor"));
    assertThat(value(found, "precision_identity")).isZero();
    assertThat(found.values()).doesNotContainKey("nearest_learned");
    assertThat(found.warnings()).anyMatch(line -> line.contains("memories"));
  }

  /** Names carry the network, so that scores of two are never put side by side. */
  @Test
  void aNetworksHashIsInTheNames() throws IOException {
    Path file = folder.resolve("f.pt");
    Files.write(
        file,
        Archive.write(new TorchClass(
            "Theirs",
            List.of(Method.of(
                "forward(x: Tensor) -> Tensor",
                "return torch.mean(torch.reshape(x, [-1, 8, 8]), [2])")))));
    Findings found = scores(LEARNED.first(100), Optional.of(file), Optional.of(LEARNED));
    String hash = Sha256.hex(file);
    assertThat(found.values())
        .containsEntry("feature_network", hash)
        .containsEntry("features", 8)
        .containsEntry("scored_samples", 100)
        .containsKeys("fid_" + hash.substring(0, 12), "kid_" + hash.substring(0, 12) + "_error");
  }

  @Test
  void tooFewSamples() {
    Findings few = scores(LEARNED.first(50), Optional.empty(), Optional.of(LEARNED));
    assertThat(few.values()).doesNotContainKey("fid_identity").containsKey("kid_identity");
    assertThat(few.warnings())
        .contains("no FID: it needs more samples than the 64 features, got 50; KID needs fewer");
    assertThatThrownBy(() -> scores(LEARNED.first(10), Optional.empty(), Optional.empty()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("scores: needs at least 20 samples and as many data, got 10 and 400");
  }
}
