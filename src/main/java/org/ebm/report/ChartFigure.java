package org.ebm.report;

import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.List;

/** A chart on a page: its colours are the page's, its letters stay readable on a phone. */
final class ChartFigure {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 270;
  private static final int TOP = 8;
  private static final int RIGHT = 14;

  private ChartFigure() {}

  /** The chart under its title, with a legend if it has several curves and a note if it needs one. */
  static Html of(Chart chart) {
    SvgDrawing drawing = SvgDrawing.onPage(
        WIDTH,
        HEIGHT,
        chart.title() + ": " + chart.y().label() + " over " + chart.x().label());
    int height = HEIGHT - TOP - ChartDrawing.BELOW;
    int left = ChartDrawing.left(chart, height);
    Rectangle frame = new Rectangle(left, TOP, WIDTH - left - RIGHT, height);
    ChartDrawing.draw(drawing, chart, frame);
    Html figure = Html.tag("figure").add(Html.text("figcaption", chart.title()), drawing.svg());
    if (chart.curves().size() > 1) {
      figure.add(legend(chart.curves()));
    }
    String note = chart.note();
    return note.isEmpty() ? figure : figure.add(Html.text("p", note).with("class", "note"));
  }

  private static Html legend(List<Mark.Curve> curves) {
    return Html.tag("ul")
        .with("class", "legend")
        .add(curves.stream()
            .map(curve ->
                Html.tag("li").add(key(curve.ink())).text(curve.series().name()))
            .toList());
  }

  /** A short piece of a line, for legends and the heads of tables. */
  static Html key(Ink ink) {
    Html svg =
        Html.tag("svg").with("class", "key").with("viewBox", "0 0 22 10").with("aria-hidden", true);
    new SvgDrawing(svg, true).line(new Line2D.Double(1, 5, 21, 5), ink);
    return svg;
  }
}
