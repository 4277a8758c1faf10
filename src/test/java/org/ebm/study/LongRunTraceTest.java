package org.ebm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.energy.Gaussian;
import org.ebm.files.Csv;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SampleRun;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongRunTraceTest {
  @TempDir
  Path folder;

  /** Two chains with U = step and U = -step, traced at the given steps; the displacement of a row is its number. */
  private LongRunTrace trace(int... steps) throws IOException {
    StringBuilder csv = new StringBuilder("step,displacement,acceptance\n");
    float[] energies = new float[2 * steps.length];
    for (int row = 0; row < steps.length; row++) {
      csv.append(steps[row]).append(',').append(row).append(",1\n");
      energies[2 * row] = steps[row];
      energies[2 * row + 1] = -steps[row];
    }
    Path file = Files.writeString(folder.resolve("trace.csv"), csv);
    SampleConfig config = new SampleConfig(
        Optional.of(1L),
        new Gaussian(List.of(1.0, 1.0)),
        Optional.empty(),
        new Langevin(0.1, 1, true),
        Optional.empty(),
        Optional.empty(),
        100,
        2,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        100,
        Optional.empty(),
        new Resources("cpu", Optional.of(org.ebm.energy.Precision.FLOAT32), Optional.of(1), 50));
    return new LongRunTrace(new SampleRun(
        config, Csv.read(file), new FloatArray(new int[] {steps.length, 2}, energies), Map.of()));
  }

  @Test
  void energiesAreMeansOverTheTwentiethBeforeHalfTimeAndBeforeTheEnd() throws IOException {
    LongRunTrace trace = trace(1, 10, 44, 45, 46, 50, 60, 95, 96, 100);
    assertThat(trace.steps()).isEqualTo(100);
    assertThat(trace.energies()).containsExactly(100, -100);
    // T / 20 is 5: of (45, 50] there are 46 and 50; of (95, 100] 96 and 100
    assertThat(trace.halfWayEnergies()).containsExactly(48, -48);
    assertThat(trace.lateEnergies()).containsExactly(98, -98);
  }

  /** Rows 6 to 9 follow half time; they stand for 10, 35, 1 and 4 steps. */
  @Test
  void displacementIsTheMeanOverTheStepsOfTheSecondHalf() throws IOException {
    LongRunTrace trace = trace(1, 10, 44, 45, 46, 50, 60, 95, 96, 100);
    assertThat(trace.displacement())
        .isEqualTo(
            (10 * 6 + 35 * 7 + 1 * 8 + 4 * 9) / 50.0, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(trace.lateDraws())
        .isDeepEqualTo(new double[][] {{60, 95, 96, 100}, {-60, -95, -96, -100}});
  }

  @Test
  void aTraceOfOnePoint_isTooShort() {
    assertThatThrownBy(() -> trace(1)).hasMessageContaining("1 trace points; run it further");
  }
}
