package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartSvgTest {
  private static final Chart.Side LINEAR = new Chart.Side("x", false);

  @Test
  void aGap_isLeftOpen() {
    String path = path("line c0", curve(0, 1, Double.NaN, 3, 4));
    assertThat(path).matches("M[^ML]+L[^ML]+M[^ML]+L[^ML]+");
  }

  @Test
  void aPointBetweenGaps_isStillSeen() {
    assertThat(path("line c0", curve(0, 1, Double.NaN, 3, Double.NaN, 5, 6))).contains("h0");
  }

  @Test
  void aPointWithoutAPlace_isAGap() {
    Series series = new Series("s", new double[] {0, Double.NaN, 2, 3}, new double[] {1, 2, 3, 4});
    Chart chart = new Chart("t", LINEAR, LINEAR, List.of(new Mark.Curve(series, 0, true)));
    assertThat(path("line c0", chart)).matches("M[^ML]+h0M[^ML]+L[^ML]+");
    assertThat(chart.note()).contains("1 values");
  }

  @Test
  void gaps_areCounted() {
    assertThat(curve(0, Double.NaN, Double.POSITIVE_INFINITY).note())
        .isEqualTo("Not drawn: 2 values not finite.");
    Chart.Side log = new Chart.Side("y", true);
    assertThat(new Chart("t", LINEAR, log, marks(1, 0, 10)).note())
        .isEqualTo("Not drawn: 1 values not finite or not positive.");
    assertThat(curve(1, 2).note()).isEmpty();
  }

  @Test
  void onlyGaps_areSaid() {
    assertThat(ChartSvg.figure(curve(Double.NaN, Double.NaN)).toString()).contains("no values");
    assertThat(ChartSvg.figure(curve(1, 2)).toString()).doesNotContain("no values");
  }

  @Test
  void aHugeFirstValue_doesNotFlattenALongCurve() {
    double[] values = new double[1000];
    Arrays.setAll(values, i -> Math.sin(i));
    assertThat(curve(values).note()).doesNotContain("beyond");
    values[0] = 1e4;
    Chart chart = curve(values);
    assertThat(chart.vertical().high()).isLessThan(2);
    assertThat(chart.note()).contains("early values beyond it: 1.");
  }

  @Test
  void aPoint_liesWhereItsAxesSay() {
    // the frame is 440 - 24 - 8 letters * 3 - 16 = 376 wide and 218 high; 4 % of the span are
    // margin
    String path = path("line c0", curve(0, 5));
    // y = 0: (1 - 0.04 / 1.08) * 218 = 209.9; y = 5: 218 - 209.9 = 8.1
    assertThat(path).isEqualTo("M0 209.9L" + width() + " 8.1");
  }

  private static String width() {
    Matcher matcher =
        Pattern.compile("M0 0H(\\d+)V218").matcher(ChartSvg.figure(curve(0, 5)).toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void aBand_isClosed() {
    Series low = new Series("low", new double[] {1, 2, 3}, new double[] {0, 0, Double.NaN});
    Series high = new Series("high", new double[] {1, 2, 3}, new double[] {1, 1, 1});
    Chart chart = new Chart("t", LINEAR, LINEAR, List.of(new Mark.Band(low, high, 0)));
    // two points there and two back; the third is a gap
    assertThat(path("spread c0", chart)).matches("M[^L]+(L[^LZ]+){3}Z");
  }

  @Test
  void moreCurvesThanColours_areDashed() {
    Series series = new Series("s", new double[] {1, 2}, new double[] {1, 2});
    Chart chart = new Chart("t", LINEAR, LINEAR, List.of(new Mark.Curve(series, 7, false)));
    assertThat(ChartSvg.figure(chart).toString()).contains("line c0 dashed");
  }

  private static Chart curve(double... y) {
    return new Chart("t", LINEAR, new Chart.Side("y", false), marks(y));
  }

  private static List<Mark> marks(double... y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i);
    return List.of(new Mark.Curve(new Series("curve", x, y), 0, true));
  }

  private static String path(String style, Chart chart) {
    Matcher matcher = Pattern.compile("class=\"" + style + "\" d=\"([^\"]*)\"")
        .matcher(ChartSvg.figure(chart).toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
