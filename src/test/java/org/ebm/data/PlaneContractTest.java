package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every density in the plane promises: its sampler and its log-density are the same law. */
class PlaneContractTest {
  private static final RandomKey KEY = RandomKey.ofSeed(7);

  static List<Dataset> densities() {
    return List.of(
        MixtureDraws.ring(8, 1, 0.15),
        new MixtureDraws(
            8, 1, 0.3, List.of(List.of(-1.0, 0.0), List.of(2.0, 1.0)), List.of(1.0, 3.0)),
        new Rings(4, 1, 0.15),
        new Checkerboard(4, 2),
        new Checkerboard(3, 1),
        new TwoMoons(0.1),
        new SwissRoll(0.2, 0.2),
        new Pinwheel(5, 0.3, 0.1, 0.25));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void densityIntegratesToOne(Dataset dataset) {
    // the box leaves out at most 4-sd tails, < 1e-3 of the mass; 252 cells divide the
    // checkerboards' edges exactly
    assertThat(PlaneGrid.of(dataset.open(), 252).mass()).isCloseTo(1, within(1e-3));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void meanLogDensityOfDraws_isMinusTheEntropyOfTheDensity(Dataset dataset) {
    Examples examples = dataset.open();
    PlaneGrid grid = PlaneGrid.of(examples, 252);
    int n = 20_000;
    double[] log = examples.logDensity(examples.batch(n, KEY)).orElseThrow();
    double mean = Arrays.stream(log).average().orElseThrow();
    // 4 standard errors, and 2e-3 for the tails the grid leaves out
    double tolerance = 4 * Math.sqrt(Math.max(grid.logVariance(), 0) / n) + 2e-3;
    assertThat(-mean).isCloseTo(grid.entropy(), within(tolerance));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void asManyDrawsFallIntoACornerOfTheBox_asTheDensitySays(Dataset dataset) {
    Examples examples = dataset.open();
    Box box = examples.box().orElseThrow();
    int n = 20_000;
    FloatArray draws = examples.batch(n, KEY.fold("corner"));
    double x = box.xMin() + (box.xMax() - box.xMin()) / 3;
    double y = box.yMin() + (box.yMax() - box.yMin()) / 3;
    int drawn = 0;
    for (int i = 0; i < n; i++) {
      drawn += draws.values()[2 * i] < x && draws.values()[2 * i + 1] < y ? 1 : 0;
    }
    Box corner = new Box(box.xMin(), x, box.yMin(), y);
    double expected = PlaneGrid.of(examples, corner, 180).mass();
    // 4 standard errors of a share, and 1e-3 for the mass outside the box
    double tolerance = 4 * Math.sqrt(expected * (1 - expected) / n) + 1e-3;
    assertThat((double) drawn / n).isCloseTo(expected, within(tolerance));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void drawsDependOnTheKeyOnly(Dataset dataset) {
    Examples examples = dataset.open();
    assertThat(examples.batch(5, KEY)).isEqualTo(dataset.open().batch(5, KEY));
    assertThat(examples.batch(5, KEY)).isNotEqualTo(examples.batch(5, KEY.fold(1)));
    assertThat(examples.first(5)).isEqualTo(examples.first(5));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void examplesArePointsOfAnEndlessSet(Dataset dataset) {
    Examples examples = dataset.open();
    assertThat(dataset.shape()).isEqualTo(Shape.of(2)).isEqualTo(examples.shape());
    assertThat(examples.batch(3, KEY).shape()).containsExactly(3, 2);
    assertThat(examples.size()).isEmpty();
    assertThat(examples.draw(3, KEY).labels()).isEmpty();
    assertThat(examples.fingerprint()).hasSize(64).isEqualTo(dataset.open().fingerprint());
  }

  @ParameterizedTest
  @MethodSource("densities")
  void logDensityFarAwayAndAtNan_isNeverAFiniteLie(Dataset dataset) {
    Examples examples = dataset.open();
    FloatArray points = new FloatArray(new int[] {2, 2}, new float[] {1e4f, 0, Float.NaN, 0});
    double[] log = examples.logDensity(points).orElseThrow();
    assertThat(log[0]).isLessThan(-1e6);
    assertThat(log[1]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("densities")
  void logDensityOfSomethingElseThanPoints_isRefused(Dataset dataset) {
    assertThatThrownBy(() -> dataset.open().logDensity(FloatArray.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points must be (n, 2), got [3]");
  }
}
