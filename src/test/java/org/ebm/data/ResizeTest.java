package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResizeTest {
  @Test
  void halvingFourPixels_isATriangleOfWidthTwo() {
    // centre 3, reach 2: weights 1/4, 3/4, 3/4 of pixels 2, 3, 4 over their sum 7/4; so 210 * 3/7 =
    // 90 on the right, 0 on the left
    byte[] row = {0, 0, 0, (byte) 210};
    byte[] image = new byte[16];
    for (int y = 0; y < 4; y++) {
      System.arraycopy(row, 0, image, 4 * y, 4);
    }
    assertThat(Resize.toSquare(image, 4, 4, 2)).containsExactly(0, 90, 0, 90);
  }

  @Test
  void doublingTwoPixels_interpolatesBetweenTheirCentres() {
    // output centres 0.25, 0.75, 1.25, 1.75 between input centres 0.5 and 1.5: 0, 1/4, 3/4, 1 of
    // 200
    byte[] image = {0, (byte) 200, 0, (byte) 200};
    assertThat(Arrays.copyOf(Resize.toSquare(image, 2, 2, 4), 4))
        .containsExactly(0, 50, (byte) 150, (byte) 200);
  }

  @Test
  void wideImage_keepsItsCentre() {
    byte[] row = {10, 20, 30, 40, 50, 60};
    byte[] image = new byte[12];
    System.arraycopy(row, 0, image, 0, 6);
    System.arraycopy(row, 0, image, 6, 6);
    assertThat(Resize.toSquare(image, 6, 2, 2)).containsExactly(30, 40, 30, 40);
  }

  @Test
  void tallImage_keepsItsCentre() {
    byte[] image = {10, 10, 20, 20, 30, 30, 40, 40, 50, 50, 60, 60};
    assertThat(Resize.toSquare(image, 2, 6, 2)).containsExactly(30, 30, 40, 40);
  }

  @Test
  void evenGrey_staysEven() {
    byte[] image = new byte[37 * 23];
    Arrays.fill(image, (byte) 200);
    assertThat(Resize.toSquare(image, 37, 23, 16)).containsOnly((byte) 200);
    assertThat(Resize.toSquare(image, 37, 23, 64)).containsOnly((byte) 200);
  }
}
