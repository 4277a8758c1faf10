package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramsTest {
  @TempDir
  private Path folder;

  /** Memories at -118 to rounding, a fifth of the chains elsewhere: both are seen. */
  @Test
  void write_samplesWithoutASpread_stillShowWhereTheOthersAre() throws IOException {
    double[] data = new double[60];
    Arrays.setAll(data, i -> i % 2 == 0 ? -118.000031f : -118.000038f);
    double[] chains = data.clone();
    Arrays.fill(chains, 0, 10, -100);
    Path png = folder.resolve("energies.png");
    Histograms.write(
        png,
        "energies",
        "U",
        List.of(new Histograms.Sample("data", data), new Histograms.Sample("chains", chains)));
    // of a picture 900 wide, above the floor: data at the left end, others at the right one
    List<int[]> ofData = Picture.read(png).places(Palette.line(0).getRGB());
    List<int[]> ofChains = Picture.read(png).places(Palette.line(1).getRGB());
    assertThat(ofData).anyMatch(place -> place[0] < 120 && place[1] < 420);
    assertThat(ofChains).anyMatch(place -> place[0] > 800 && place[1] < 420);
  }
}
