package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SolidsTest {
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final List<Solids.Form> ALL = List.of(Solids.Form.values());

  private static Solids solids(Solids.As as, List<Solids.Form> forms, long seed) {
    return new Solids(as, 64, 16, forms, 20, 0, seed);
  }

  /** A step along the way from the middle of the body, or of the torus's tube, crosses its surface. */
  @ParameterizedTest
  @EnumSource
  void pointsLieOnTheSurface(Solids.Form form) {
    for (int body = 0; body < 20; body++) {
      Dice dice = Dice.of(KEY.fold(body));
      Solid solid = Solid.draw(form, dice);
      for (int i = 0; i < 50; i++) {
        double[] at = solid.surface(dice);
        double across = Math.hypot(at[0], at[1]);
        double core = form == Solids.Form.TORUS ? solid.sizes()[0] / across : 0;
        double[] middle = {core * at[0], core * at[1], 0};
        assertThat(solid.holds(
                between(middle, at, 0.999, 0),
                between(middle, at, 0.999, 1),
                between(middle, at, 0.999, 2)))
            .isTrue();
        assertThat(solid.holds(
                between(middle, at, 1.001, 0),
                between(middle, at, 1.001, 1),
                between(middle, at, 1.001, 2)))
            .isFalse();
        assertThat(Math.hypot(across, at[2])).isLessThan(1.13);
      }
    }
  }

  private static double between(double[] from, double[] to, double share, int axis) {
    return from[axis] + share * (to[axis] - from[axis]);
  }

  /**
   * A cone of radius 3/8 and half height 1/4 has slant 5/8: its base, at -1/4, is 3/8 of the surface, and its mantle lies at -1/12 on average: z is (3/8)(-1/4) + (5/8)(-1/12) = -0.1458, its sd at
   * most 1/4, so 10 000 points have a mean within 0.01 (four standard errors).
   */
  @Test
  void aConesSurfaceIsEvenlyCovered() {
    Solid cone = new Solid(Solids.Form.CONE, new double[] {0.375, 0.25}, 1);
    Dice dice = Dice.of(KEY);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += cone.surface(dice)[2];
    }
    assertThat(sum / 10_000).isCloseTo(-0.1458, within(0.01));
  }

  /** The distance from the axis is R + r cos v with density in proportion to itself: its mean is R + r^2 / (2 R). */
  @Test
  void aTorusSurfaceIsEvenlyCovered() {
    Solid torus = new Solid(Solids.Form.TORUS, new double[] {0.5, 0.25}, 1);
    Dice dice = Dice.of(KEY);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double[] at = torus.surface(dice);
      sum += Math.hypot(at[0], at[1]);
    }
    // sd at most r: four standard errors
    assertThat(sum / 10_000).isCloseTo(0.5 + 0.0625, within(0.01));
  }

  /** Two values that lie one apart; as much is full as a ball has of its cube. */
  @Test
  void voxelsOfABallFillItsVolume() {
    Solids balls = new Solids(Solids.As.VOXELS, 64, 32, List.of(Solids.Form.SPHERE), 1, 0, 0);
    FloatArray ball = balls.open().first(1);
    float low = Float.MAX_VALUE;
    for (float value : ball.values()) {
      low = Math.min(low, value);
    }
    int full = 0;
    for (float value : ball.values()) {
      assertThat(value - low).isIn(0f, 1f);
      full += value > low ? 1 : 0;
    }
    double radius = Solid.draw(
            Solids.Form.SPHERE, Dice.of(RandomKey.ofSeed(0).fold("solids").fold(0)))
        .sizes()[0];
    // a cell along each axis is 1/16; the surface is 4 pi r^2, its cells are wrong by half at
    // random
    assertThat(full / 4096.0).isCloseTo(4 * Math.PI / 3 * Math.pow(radius, 3), within(0.03));
  }

  /** Learned and held-out voxels lose the same mean. */
  @Test
  void emptyCellsHaveOneValueInAllSeeds() {
    float[] learned = solids(Solids.As.VOXELS, ALL, 0).open().first(5).values();
    float[] heldOut = solids(Solids.As.VOXELS, ALL, 1).open().first(5).values();
    assertThat(learned).isNotEqualTo(heldOut);
    // the upper corner of the cube is empty
    assertThat(learned[0]).isEqualTo(heldOut[0]).isBetween(-0.6f, -0.1f);
  }

  /** Height counts from the top: the first half of it holds less of a cone. */
  @Test
  void voxelsStandUpright() {
    float[] cone =
        solids(Solids.As.VOXELS, List.of(Solids.Form.CONE), 0).open().first(1).values();
    int[] full = new int[2];
    for (int cell = 0; cell < cone.length; cell++) {
      full[cell / 16 % 16 / 8] += cone[cell] > 0 ? 1 : 0;
    }
    assertThat(full[0]).isPositive().isLessThan(full[1] / 3);
  }

  @Test
  void aSmallerSetIsTheBeginningOfALarger_andLabelsCountThroughTheForms() {
    Examples points = solids(Solids.As.POINTS, ALL, 0).open();
    assertThat(points.space().layout()).isEqualTo(Layout.POINT_SET);
    assertThat(points.shape()).isEqualTo(Shape.of(64, 3));
    assertThat(new Solids(Solids.As.POINTS, 64, 16, ALL, 5, 0, 0).open().first(5))
        .isEqualTo(points.first(5));
    assertThat(points.draw(200, KEY).labels().orElseThrow()).containsOnly(0, 1, 2, 3, 4);
    Examples cones = points.ofClasses(List.of(3)).orElseThrow();
    assertThat(cones.size()).hasValue(4);
    assertThat(cones.draw(9, KEY).labels().orElseThrow()).containsOnly(3);
  }
}
