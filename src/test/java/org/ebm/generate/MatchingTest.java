package org.ebm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows are counted from the end, and a gap is in sd of U(data). */
class MatchingTest {
  @TempDir
  private Path folder;

  private Path metrics(int rows) throws IOException {
    StringBuilder csv = new StringBuilder("step,learning_rate,energy_gap\n");
    for (int step = 1; step <= rows; step++) {
      csv.append(step).append(",0.1,").append(step).append('\n');
    }
    return Files.writeString(folder.resolve("metrics.csv"), csv);
  }

  @Test
  void windowsAreMeansOfTheGap_inSdOfTheData() throws IOException {
    // 21 rows: windows of 2 from the end, the first row is in none; the last of 20 and 21 with mean
    // 20.5; sd 2
    Matching found = Matching.of(metrics(21), 2).orElseThrow();
    assertThat(found.window()).isEqualTo(2);
    assertThat(found.update()).containsExactly(3, 5, 7, 9, 11, 13, 15, 17, 19, 21);
    assertThat(found.gap()[0]).isEqualTo(1.25);
    assertThat(found.gap()[9]).isEqualTo(10.25);
    assertThat(Matching.of(metrics(5200), 1).orElseThrow().window()).isEqualTo(500);
  }

  @Test
  void ofTooFewUpdates_ofNone_andOfDataThatAllHaveOneEnergy_thereIsNothing() throws IOException {
    assertThat(Matching.of(metrics(9), 1)).isEmpty();
    assertThat(Matching.of(metrics(10), 0)).isEmpty();
    assertThat(Matching.of(folder.resolve("none.csv"), 1)).isEmpty();
  }
}
