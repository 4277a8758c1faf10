package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A5.10 of the specification in the plane: a generator that learns with an energy finds all eight modes, and what chains make of its drafts has their weights. */
@Tag("slow")
class CooperativeRingTest {
  @TempDir
  Path folder;

  /** Of 10 000 draws a fair mode has .125 with a standard error of .003. */
  @Test
  void draftsAndRevisedExamplesHaveAllModes() {
    Path run = folder.resolve("run");
    Answer.of("train", "--config", "8gaussians-cooperative", "--run-dir", run, "-q")
        .endsWith(0);
    Map<String, FloatArray> shown = Npz.read(run.resolve("samples/short-005000.npz"));
    assertThat(weights(shown, "draft")).allMatch(weight -> weight >= 0.05 && weight <= 0.25);
    assertThat(weights(shown, "short_run")).allMatch(weight -> weight >= 0.10 && weight <= 0.15);
  }

  /** Share of points in each eighth of the plane, the first around the first axis. */
  private static List<Double> weights(Map<String, FloatArray> shown, String name) {
    float[] points = Objects.requireNonNull(shown.get(name)).values();
    double[] weights = new double[8];
    for (int i = 0; i < points.length; i += 2) {
      double turn = Math.atan2(points[i + 1], points[i]) / (2 * Math.PI / 8);
      weights[(int) Math.floorMod(Math.round(turn), 8)] += 2.0 / points.length;
    }
    return Arrays.stream(weights).boxed().toList();
  }
}
