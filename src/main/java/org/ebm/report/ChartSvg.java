package org.ebm.report;

import java.math.BigDecimal;
import java.util.List;

/** Draws a chart as SVG inside a page: its colours are the page's, its letters stay readable on a phone. */
final class ChartSvg {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 270;
  private static final int TOP = 8;
  private static final int RIGHT = 14;
  private static final int BOTTOM = 44;
  private static final int LETTER = 8;
  private static final int COLOURS = 7;
  /** Runs of points of which at most four are kept. */
  private static final int BINS = 360;
  /** Up to this many points a curve also gets a dot at each. */
  private static final int DOTTED = 50;
  /** Far outside the frame nobody sees where a line goes, and browsers draw nothing at very large coordinates. */
  private static final double FARTHEST = 1e5;

  private final Chart chart;
  private final Axis x;
  private final Axis y;
  private final int left;

  private ChartSvg(Chart chart) {
    this.chart = chart;
    this.x = chart.horizontal();
    this.y = chart.vertical();
    int letters =
        y.ticks().stream().mapToInt(tick -> y.label(tick).length()).max().orElse(1);
    this.left = 24 + LETTER * letters;
  }

  /** The chart under its title, with a legend if it has several curves and a note if it needs one. */
  static Html figure(Chart chart) {
    Html figure =
        Html.tag("figure").add(Html.text("figcaption", chart.title()), new ChartSvg(chart).svg());
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
                Html.tag("li").add(key(curve.colour())).text(curve.series().name()))
            .toList());
  }

  /** A short piece of a line, for legends and the heads of tables. */
  static Html key(int colour) {
    return Html.tag("svg")
        .with("class", "key")
        .with("viewBox", "0 0 22 10")
        .with("aria-hidden", true)
        .add(path("line " + colour(colour), "M1 5h20"));
  }

  /** More curves than colours: the next ones are dashed. */
  private static String colour(int k) {
    return "c" + k % COLOURS + (k / COLOURS % 2 == 1 ? " dashed" : "");
  }

  private Html svg() {
    Html svg = Html.tag("svg")
        .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
        .with("role", "img")
        .with(
            "aria-label",
            chart.title() + ": " + chart.y().label() + " over " + chart.x().label());
    x.ticks().forEach(tick -> svg.add(below(tick)));
    y.ticks().forEach(tick -> svg.add(text(y.label(tick), left - 6, TOP + down(tick) + 4, "end")));
    svg.add(
        text(chart.x().label(), left + width() / 2.0, HEIGHT - 8, "middle"),
        text(chart.y().label(), 0, 0, "middle")
            .with("transform", "translate(13 " + (TOP + height() / 2) + ") rotate(-90)"),
        plot());
    return svg;
  }

  /** The label of a tick under the frame; the last one ends where the frame does. */
  private Html below(double tick) {
    boolean last = x.position(tick) > 0.97;
    double at = left + (last ? width() + RIGHT - 2 : across(tick));
    return text(x.label(tick), at, HEIGHT - BOTTOM + 17, last ? "end" : "middle");
  }

  /** An SVG of its own inside the frame, which cuts off what lies beyond. */
  private Html plot() {
    Html plot = Html.tag("svg")
        .with("x", left)
        .with("y", TOP)
        .with("width", width())
        .with("height", height())
        .with("overflow", "hidden");
    StringBuilder grid = new StringBuilder();
    x.ticks().forEach(tick -> grid.append("M" + coordinate(across(tick)) + " 0v" + height()));
    y.ticks().forEach(tick -> grid.append("M0 " + coordinate(down(tick)) + "h" + width()));
    plot.add(path("grid", grid.toString()));
    boolean empty = true;
    for (Mark mark : chart.marks()) {
      draw(mark, plot);
      empty &= !(mark instanceof Mark.Curve curve)
          || curve.series().gaps() == curve.series().x().length;
    }
    plot.add(path("frame", "M0 0H" + width() + "V" + height() + "H0Z"));
    return empty ? plot.add(text("no values", width() / 2.0, height() / 2.0, "middle")) : plot;
  }

  private void draw(Mark mark, Html plot) {
    if (mark instanceof Mark.Level level) {
      plot.add(path("level", "M0 " + coordinate(down(level.at())) + "h" + width()));
    } else if (mark instanceof Mark.Band band) {
      plot.add(path("spread " + colour(band.colour()), area(band)));
    } else if (mark instanceof Mark.Curve curve) {
      if (curve.cloud() && curve.isLong()) {
        plot.add(path("cloud " + colour(curve.colour()), line(curve.series().thinned(BINS))));
      }
      plot.add(path("line " + colour(curve.colour()), line(curve.line())));
      if (curve.series().x().length <= DOTTED) {
        dots(curve, plot);
      }
    }
  }

  private void dots(Mark.Curve curve, Html plot) {
    Series series = curve.series();
    for (int i = 0; i < series.x().length; i++) {
      if (Double.isFinite(series.y()[i])) {
        plot.add(Html.tag("circle")
            .with("class", "dot " + colour(curve.colour()))
            .with("cx", coordinate(across(series.x()[i])))
            .with("cy", coordinate(down(series.y()[i])))
            .with("r", "2.6"));
      }
    }
  }

  /** A path that leaves gaps open; a point between two gaps is a dot. */
  private String line(Series series) {
    StringBuilder path = new StringBuilder();
    boolean joined = false;
    for (int i = 0; i < series.x().length; i++) {
      boolean there = Double.isFinite(series.y()[i]);
      if (there) {
        path.append(joined ? 'L' : 'M').append(point(series, i));
        boolean alone = i + 1 == series.x().length || !Double.isFinite(series.y()[i + 1]);
        path.append(alone && !joined ? "h0" : "");
      }
      joined = there;
    }
    return path.toString();
  }

  private String area(Mark.Band band) {
    StringBuilder path = new StringBuilder();
    int n = band.low().x().length;
    int from = 0;
    for (int i = 0; i <= n; i++) {
      boolean gap = i == n
          || !Double.isFinite(band.low().y()[i])
          || !Double.isFinite(band.high().y()[i]);
      if (gap) {
        path.append(stretch(band, from, i));
        from = i + 1;
      }
    }
    return path.toString();
  }

  private String stretch(Mark.Band band, int from, int to) {
    if (to <= from) {
      return "";
    }
    StringBuilder path = new StringBuilder("M").append(point(band.low(), from));
    for (int i = from + 1; i < to; i++) {
      path.append('L').append(point(band.low(), i));
    }
    for (int i = to - 1; i >= from; i--) {
      path.append('L').append(point(band.high(), i));
    }
    return path.append('Z').toString();
  }

  private String point(Series series, int i) {
    return coordinate(across(series.x()[i])) + " " + coordinate(down(series.y()[i]));
  }

  private int width() {
    return WIDTH - left - RIGHT;
  }

  private static int height() {
    return HEIGHT - TOP - BOTTOM;
  }

  private double across(double value) {
    return x.position(value) * width();
  }

  private double down(double value) {
    return (1 - y.position(value)) * height();
  }

  static Html path(String style, String d) {
    return Html.tag("path").with("class", style).with("d", d);
  }

  private static Html text(String text, double x, double y, String anchor) {
    return Html.text("text", text)
        .with("x", coordinate(x))
        .with("y", coordinate(y))
        .with("text-anchor", anchor);
  }

  /** Tenths of a pixel are enough, and keep the page small. */
  static String coordinate(double pixels) {
    double near = Math.max(-FARTHEST, Math.min(FARTHEST, pixels));
    return BigDecimal.valueOf(Math.round(near * 10), 1).stripTrailingZeros().toPlainString();
  }
}
