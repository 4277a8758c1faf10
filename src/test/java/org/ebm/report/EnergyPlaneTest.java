package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Grid2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyPlaneTest {
  @TempDir
  private Path folder;

  /** A well of radius 4 in a plane of 200: seen large, not as a dot; U is 12 above its floor there. */
  @Test
  void write_aSmallWellInALargePlane_showsThePartAroundIt() throws IOException {
    int n = 100;
    Grid2d grid = new Grid2d(-100, 100, -100, 100, n);
    double[] energies = new double[n * n];
    float[] centres = grid.centres().values();
    for (int i = 0; i < energies.length; i++) {
      energies[i] = 0.75 * (Math.pow(centres[2 * i] - 30, 2) + Math.pow(centres[2 * i + 1], 2));
    }
    Path png = folder.resolve("plane.png");
    FloatArray chains = new FloatArray(new int[] {1, 2}, new float[] {30, 0});
    EnergyPlane.write(png, grid, energies, chains, new double[] {0}, List.of());
    Picture picture = Picture.read(png);
    // 3 cells of room on each side of 5 at most: what lies above the colours is the rest of the
    // panel
    int bright = picture.count(Palette.map(1), 76, 56, 560, 560);
    assertThat(bright).isBetween(560 * 560 / 4, 560 * 560 * 19 / 20);
  }
}
