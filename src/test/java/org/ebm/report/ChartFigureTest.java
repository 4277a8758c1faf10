package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartFigureTest {
  private static final Chart.Side LINEAR = new Chart.Side("x", false);

  @Test
  void aGap_isLeftOpen() {
    String path = path("line c0", curve(0, 1, Double.NaN, 3, 4));
    assertThat(path).matches("M[^ML]+L[^ML]+M[^ML]+L[^ML]+");
  }

  @Test
  void aPointBetweenGaps_isStillSeen() {
    // a line from the point to itself, which round ends make a dot
    assertThat(path("line c0", curve(0, 1, Double.NaN, 3, Double.NaN, 5, 6)))
        .containsPattern("M([^ML]+)L\\1M");
  }

  @Test
  void aPointWithoutAPlace_isAGap() {
    Series series = new Series("s", new double[] {0, Double.NaN, 2, 3}, new double[] {1, 2, 3, 4});
    Chart chart = new Chart(
        "t", LINEAR, LINEAR, List.of(new Mark.Curve(series, Ink.line(0), Mark.Curve.Detail.CLOUD)));
    assertThat(path("line c0", chart)).matches("M([^ML]+)L\\1M[^ML]+L[^ML]+");
    assertThat(chart.note()).contains("1 value ");
  }

  @Test
  void gaps_areCounted() {
    assertThat(curve(0, Double.NaN, Double.POSITIVE_INFINITY).note())
        .isEqualTo("Not drawn: 2 values not finite.");
    Chart.Side log = new Chart.Side("y", true);
    assertThat(new Chart("t", LINEAR, log, marks(1, 0, 10)).note())
        .isEqualTo("Not drawn: 1 value not finite or not positive.");
    assertThat(curve(1, 2).note()).isEmpty();
  }

  @Test
  void onlyGaps_areSaid() {
    assertThat(ChartFigure.of(curve(Double.NaN, Double.NaN)).toString()).contains("no values");
    assertThat(ChartFigure.of(curve(1, 2)).toString()).doesNotContain("no values");
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
    String svg = ChartFigure.of(curve(0, 5)).toString();
    Matcher frame =
        Pattern.compile("width=\"(\\d+)\" height=\"218\" class=\"frame\"").matcher(svg);
    assertThat(frame.find()).isTrue();
    int width = Integer.parseInt(frame.group(1));
    // x = 0 and 1: 1.5 % of the span are before and after; y = 0: (1 - 0.04 / 1.08) * 218 = 209.9;
    // y = 5: 218 - 209.9 = 8.1
    double first = width * 0.015 / 1.03;
    String expected =
        String.format("M%.1f 209.9L%.1f 8.1", first, width - first).replace(".0", "");
    assertThat(path("line c0", curve(0, 5))).isEqualTo(expected);
  }

  @Test
  void aBand_isClosed() {
    Series low = new Series("low", new double[] {1, 2, 3}, new double[] {0, 0, Double.NaN});
    Series high = new Series("high", new double[] {1, 2, 3}, new double[] {1, 1, 1});
    Chart chart = new Chart("t", LINEAR, LINEAR, List.of(new Mark.Band(low, high, Ink.line(0))));
    // two points there and two back; the third is a gap
    assertThat(path("spread c0", chart)).matches("M[^L]+(L[^LZ]+){3}Z");
  }

  @Test
  void moreCurvesThanColours_areDashed() {
    Series series = new Series("s", new double[] {1, 2}, new double[] {1, 2});
    Chart chart = new Chart(
        "t", LINEAR, LINEAR, List.of(new Mark.Curve(series, Ink.line(7), Mark.Curve.Detail.ALL)));
    assertThat(ChartFigure.of(chart).toString()).contains("line c0 dashed");
  }

  private static Chart curve(double... y) {
    return new Chart("t", LINEAR, new Chart.Side("y", false), marks(y));
  }

  private static List<Mark> marks(double... y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i);
    return List.of(new Mark.Curve(new Series("curve", x, y), Ink.line(0), Mark.Curve.Detail.CLOUD));
  }

  private static String path(String style, Chart chart) {
    Matcher matcher = Pattern.compile(" d=\"([^\"]*)\" class=\"" + style + "\"")
        .matcher(ChartFigure.of(chart).toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
