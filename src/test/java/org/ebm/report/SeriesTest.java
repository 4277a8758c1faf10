package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void thinned_keepsEveryExtremeTheEndsAndTheGap() {
    double[] y = new double[10_000];
    y[1234] = 7;
    y[1235] = -7;
    y[5000] = Double.NaN;
    Series thin = new Series("s", counting(10_000), y).thinned(20);
    assertThat(thin.x()).hasSizeLessThan(100).isSorted().contains(0, 1234, 1235, 5000, 9999);
    assertThat(thin.y()).contains(7, -7, Double.NaN);
    assertThat(thin.gaps()).isEqualTo(1);
  }

  @Test
  void thinned_whereAGapComesFirst_stillFindsTheExtremes() {
    double[] y = new double[1000];
    Arrays.fill(y, 0, 1000, Double.NaN);
    y[500] = 3;
    y[501] = -3;
    assertThat(new Series("s", counting(1000), y).thinned(1).y()).contains(3, -3, Double.NaN);
  }

  @Test
  void thinned_aShortCurve_isUnchanged() {
    Series series = new Series("s", counting(40), new double[40]);
    assertThat(series.thinned(10)).isSameAs(series);
  }

  @Test
  void drawable_onLogarithmicAxes_hasNoValuesBelowZero() {
    Series series = new Series(
        "s", new double[] {0, 1, 2, 3}, new double[] {1, -1, Double.POSITIVE_INFINITY, 4});
    assertThat(series.drawable(false, false).gaps()).isEqualTo(1);
    assertThat(series.drawable(false, true).gaps()).isEqualTo(2);
    assertThat(series.drawable(true, true).y())
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, 4);
  }

  @Test
  void averaged_isTheMeanOfEachRun() {
    Series mean =
        new Series("s", new double[] {1, 2, 3, 4}, new double[] {5, 7, 1, Double.NaN}).averaged(2);
    assertThat(mean.x()).containsExactly(1.5, 3.5);
    assertThat(mean.y()).containsExactly(6, Double.NaN);
  }

  @Test
  void unequalColumns_areRefused() {
    assertThatThrownBy(() -> new Series("energy", new double[2], new double[3]))
        .hasMessage("energy: 2 x but 3 y");
  }

  private static double[] counting(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }
}
