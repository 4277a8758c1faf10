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
    // 10 rows: windows of 2, the last of 9 and 10 with mean 9.5; sd 2
    Matching found = Matching.of(metrics(10), 2).orElseThrow();
    assertThat(found.window()).isEqualTo(2);
    assertThat(found.update()).containsExactly(2, 4, 6, 8, 10);
    assertThat(found.gap()).containsExactly(0.75, 1.75, 2.75, 3.75, 4.75);
    // 2100 rows: windows of 500 from the end, the first hundred are in none
    assertThat(Matching.of(metrics(2100), 1).orElseThrow().update())
        .containsExactly(600, 1100, 1600, 2100);
  }

  @Test
  void ofTooFewUpdates_ofNone_andOfDataThatAllHaveOneEnergy_thereIsNothing() throws IOException {
    assertThat(Matching.of(metrics(3), 1)).isEmpty();
    assertThat(Matching.of(metrics(10), 0)).isEmpty();
    assertThat(Matching.of(folder.resolve("none.csv"), 1)).isEmpty();
  }
}
