package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.junit.jupiter.api.Test;

class PortraitsTest {
  /** Where something was drawn in a picture of a row, as {left, right, top, bottom}; the right edge and the lower edge count. */
  private static int[] inked(FloatArray pictures, int from, int to) {
    int height = pictures.shape()[2];
    int width = pictures.shape()[3];
    int[] box = {width, -1, height, -1};
    for (int y = 0; y < height; y++) {
      for (int x = from; x < to; x++) {
        if (pictures.values()[y * width + x] < 0.99f) {
          box[0] = Math.min(box[0], x - from);
          box[1] = Math.max(box[1], x - from);
          box[2] = Math.min(box[2], y);
          box[3] = Math.max(box[3], y);
        }
      }
    }
    return box;
  }

  /** A single point on the x axis: to the right in both views, in the middle from above. */
  @Test
  void aPointIsSeenFromACornerAndFromAbove() {
    FloatArray sets = new FloatArray(new int[] {1, 1, 3}, new float[] {1, 0, 0});
    FloatArray picture = PointClouds.draw(sets, 2);
    int side = picture.shape()[2];
    int[] corner = inked(picture, 0, side);
    int[] above = inked(picture, side, 2 * side);
    // a quarter of the width right of the middle, by two pixels
    assertThat(above[0]).isBetween(3 * side / 4 - 2, 3 * side / 4 + 1);
    assertThat(above[2]).isBetween(side / 2 - 2, side / 2 + 1);
    // cos 30 degrees of that
    assertThat((double) corner[0]).isBetween(side * 0.716 - 3, side * 0.716);
  }

  @Test
  void nearPointsAreDarkerThanFarOnes() {
    // from above the upper one is near
    FloatArray sets = new FloatArray(new int[] {1, 2, 3}, new float[] {-1, 0, 1, 1, 0, -1});
    FloatArray picture = PointClouds.draw(sets, 2);
    int side = picture.shape()[2];
    int width = picture.shape()[3];
    float near = 1;
    float far = 1;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side / 2; x++) {
        near = Math.min(near, picture.values()[y * width + side + x]);
        far = Math.min(far, picture.values()[y * width + side + side / 2 + x]);
      }
    }
    assertThat(near).isLessThan(far - 0.3f);
    assertThat(far).isLessThan(1);
  }

  /** Half the cube is full, below: so is the lower part of the picture, and it ends at the middle of the upper side. */
  @Test
  void aVolumeIsDrawnUpright() {
    FloatArray volume = FloatArray.zeros(Shape.of(1, 8, 8, 8), 1);
    for (int cell = 0; cell < 512; cell++) {
      volume.values()[cell] = cell / 8 % 8 >= 4 ? 1 : 0;
    }
    FloatArray picture = Isosurfaces.draw(volume, 0.5);
    int side = picture.shape()[2];
    int[] box = inked(picture, 0, side);
    // the corner far away at z = 0: 1.366 sin 25 degrees = 0.577 of sqrt 3 above the middle; the
    // near one at the bottom: 0.577 + cos 25 degrees below
    assertThat(side / 2.0 - box[2]).isBetween(side * 0.13, side * 0.18);
    assertThat(box[3] - side / 2.0).isBetween(side * 0.37, side * 0.44);
  }

  @Test
  void whatIsNotFiniteIsNotDrawnAsIfItWere() {
    FloatArray nan = new FloatArray(new int[] {1, 1, 3}, new float[] {Float.NaN, 0, 0});
    assertThat(PointClouds.draw(nan, 1).values()[5]).isNaN();
    FloatArray volume = FloatArray.zeros(Shape.of(1, 4, 4, 4), 1);
    volume.values()[3] = Float.POSITIVE_INFINITY;
    assertThat(Isosurfaces.draw(volume, 0.5).values()[0]).isNaN();
  }

  @Test
  void aSetOfMany_isBrokenIntoRows_withOneLabel() {
    Space space = Space.real(Shape.of(5, 3), Layout.POINT_SET);
    FloatArray sets = FloatArray.zeros(space.shape(), 20);
    Portraits portraits = Portraits.of(space, sets.slice(0, 1));
    var rows = portraits.rows("data", sets, 2);
    assertThat(rows).extracting(ImageStrips.Row::label).containsExactly("data", "");
    assertThat(rows).extracting(row -> row.images().rows()).containsExactly(8, 8);
  }
}
