package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Batch;
import org.ebm.data.Glyphs;
import org.ebm.sample.SampleRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preset of a class-conditional energy to its end, and 20 chains of each class from noise: digits of the class asked for. */
@Tag("slow")
class ConditionalGlyphsTest {
  private static final int CLASSES = 10;
  private static final int EACH = 20;

  @TempDir
  private Path folder;

  @Test
  void chainsFromNoise_becomeDigitsOfTheirLabel() {
    Path run = folder.resolve("run");
    Answer.of("train", "--config", "glyphs-conditional", "--run-dir", run, "-q").endsWith(0);
    Batch data = new Glyphs(16, CLASSES, 4000, 0, 0).open().draw(4000, RandomKey.ofSeed(1));
    int right = 0;
    for (int label = 0; label < CLASSES; label++) {
      FloatArray samples = sampled(run, label);
      for (int k = 0; k < EACH; k++) {
        int neighbour = nearest(samples.slice(k, k + 1).values(), data.examples());
        right += data.labels().orElseThrow()[neighbour] == label ? 1 : 0;
      }
    }
    assertThat(right).as("of 200 with their label").isGreaterThanOrEqualTo(160);
  }

  private FloatArray sampled(Path run, int label) {
    Path chains = folder.resolve("label-" + label);
    Answer.of(
            "sample",
            "--model",
            run,
            "--set",
            "condition.label=" + label,
            "--init=uniform",
            "--chains",
            EACH,
            "--steps=3000",
            "--run-dir",
            chains,
            "-q")
        .endsWith(0);
    return SampleRun.read(chains).ends().orElseThrow();
  }

  private static int nearest(float[] sample, FloatArray data) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < data.rows(); row++) {
      double squares = 0;
      for (int i = 0; i < sample.length; i++) {
        double difference = sample[i] - data.values()[row * sample.length + i];
        squares += difference * difference;
      }
      if (squares < least) {
        least = squares;
        best = row;
      }
    }
    return best;
  }
}
