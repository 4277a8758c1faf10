package org.ebm.report;

import java.awt.Rectangle;
import java.awt.geom.Path2D;
import org.ebm.report.Drawing.Anchor;

/** Draws a chart: its frame on exactly the given rectangle, ticks and labels around that. */
final class ChartDrawing {
  /** Room below a frame that ticks and a label need. */
  static final int BELOW = 44;

  private static final int TICK = 4;
  /** Half the width of a cross. */
  private static final int ARM = 5;
  /** Labels of ticks may stand out at the right by so much. */
  private static final int BEYOND = 12;
  /** A curve with more points is drawn thin. */
  private static final int MANY = 1000;
  /** Up to this many points a curve also gets a dot at each. */
  private static final int DOTTED = 50;
  /** Runs of points of which at most four are kept. */
  private static final int BINS = 450;
  /** Far outside the frame nobody sees where a line goes, and nothing is drawn at very large coordinates. */
  private static final double FARTHEST = 1e5;

  private final Chart chart;
  private final Axis x;
  private final Axis y;
  private final Rectangle frame;

  private ChartDrawing(Chart chart, Rectangle frame) {
    this.chart = chart;
    this.x = chart.horizontal().withTicks(frame.width / 70);
    this.y = vertical(chart, frame.height);
    this.frame = frame;
  }

  static void draw(Drawing paper, Chart chart, Rectangle frame) {
    ChartDrawing drawing = new ChartDrawing(chart, frame);
    paper.inside(frame, drawing::drawMarks);
    paper.line(frame, Ink.FRAME);
    drawing.drawSides(paper);
  }

  /** Room that ticks and a label need at the left of a frame of some height. */
  static int left(Chart chart, int height) {
    return 30 + widestTick(vertical(chart, height));
  }

  private static Axis vertical(Chart chart, int height) {
    return chart.vertical().withTicks(height / 36);
  }

  private static int widestTick(Axis axis) {
    return axis.ticks().stream()
        .mapToInt(tick -> Canvas.width(axis.label(tick), Canvas.TEXT))
        .max()
        .orElse(0);
  }

  private void drawSides(Drawing paper) {
    double bottom = frame.getMaxY();
    Path2D ticks = new Path2D.Double();
    for (double tick : x.ticks()) {
      addLine(ticks, frame.x + across(tick), bottom, frame.x + across(tick), bottom + TICK);
    }
    for (double tick : y.ticks()) {
      addLine(ticks, frame.x - TICK, frame.y + down(tick), frame.x, frame.y + down(tick));
    }
    paper.line(ticks, Ink.FRAME);
    if (!chart.x().label().isEmpty()) {
      double free = Double.NEGATIVE_INFINITY;
      for (double tick : x.ticks()) {
        double half = Canvas.width(x.label(tick), Canvas.TEXT) / 2.0;
        double middle = Math.min(frame.x + across(tick), frame.getMaxX() + BEYOND - half);
        if (middle - half > free) {
          paper.text(x.label(tick), Anchor.MIDDLE, middle, bottom + 18);
          free = middle + half + 2;
        }
      }
      paper.text(chart.x().label(), Anchor.MIDDLE, frame.getCenterX(), bottom + 37);
    }
    if (!chart.y().label().isEmpty()) {
      for (double tick : y.ticks()) {
        paper.text(y.label(tick), Anchor.END, frame.x - 6, frame.y + down(tick) + 5);
      }
      paper.upwards(chart.y().label(), frame.x - 13.0 - widestTick(y), frame.getCenterY());
    }
  }

  private void drawMarks(Drawing plot) {
    chart.marks().stream().filter(Mark::isGround).forEach(mark -> draw(mark, plot));
    if (chart.marks().stream().noneMatch(Mark.Cells.class::isInstance)) {
      Path2D grid = new Path2D.Double();
      x.ticks().forEach(tick -> addLine(grid, across(tick), 0, across(tick), frame.height));
      y.ticks().forEach(tick -> addLine(grid, 0, down(tick), frame.width, down(tick)));
      plot.line(grid, Ink.GRID);
    }
    chart.marks().stream().filter(mark -> !mark.isGround()).forEach(mark -> draw(mark, plot));
    if (chart.marks().stream().noneMatch(Mark::isSeen)) {
      plot.text("no values", Anchor.MIDDLE, frame.width / 2.0, frame.height / 2.0);
    }
  }

  private void draw(Mark mark, Drawing plot) {
    if (mark instanceof Mark.Cells cells) {
      Rectangle all = new Rectangle(0, 0, frame.width, frame.height);
      plot.picture(cells.rgb(), cells.columns(), all, true);
    } else if (mark instanceof Mark.Shade shade) {
      double from = across(shade.from());
      plot.fill(Drawing.bar(from, 0, across(shade.to()) - from, frame.height), Ink.SHADE);
    } else if (mark instanceof Mark.Level level) {
      Path2D line = new Path2D.Double();
      addLine(line, 0, down(level.at()), frame.width, down(level.at()));
      plot.line(line, level.ink());
    } else if (mark instanceof Mark.Band band) {
      plot.fill(area(band), band.ink().spread());
    } else if (mark instanceof Mark.Crosses crosses) {
      plot.line(crosses(crosses), crosses.ink());
    } else if (mark instanceof Mark.Segments segments) {
      plot.line(segments(segments.ends()), segments.ink());
    } else if (mark instanceof Mark.Points points) {
      drawPoints(points, plot);
    } else if (mark instanceof Mark.Curve curve) {
      drawCurve(curve, plot);
    }
  }

  private void drawCurve(Mark.Curve curve, Drawing plot) {
    if (curve.isLong() && curve.detail() == Mark.Curve.Detail.CLOUD) {
      plot.line(line(curve.series().thinned(BINS)), curve.ink().cloud());
    }
    Series line = curve.line();
    int points = line.x().length;
    plot.line(line(line.thinned(BINS)), points > MANY ? curve.ink().thin() : curve.ink());
    if (points <= DOTTED && !curve.isLong() && curve.detail() != Mark.Curve.Detail.OUTLINE) {
      for (int i = 0; i < points; i++) {
        if (Double.isFinite(line.y()[i])) {
          plot.fill(
              Drawing.disc(across(line.x()[i]), down(line.y()[i]), 2.8),
              curve.ink().dot());
        }
      }
    }
  }

  private Path2D segments(double[] ends) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i + 3 < ends.length; i += 4) {
      addLine(path, across(ends[i]), down(ends[i + 1]), across(ends[i + 2]), down(ends[i + 3]));
    }
    return path;
  }

  private void drawPoints(Mark.Points mark, Drawing plot) {
    float[] values = mark.points().values();
    for (int i = 0; i + 1 < values.length; i += 2) {
      boolean there = Float.isFinite(values[i]) && Float.isFinite(values[i + 1]);
      if (there && x.holds(values[i]) && y.holds(values[i + 1])) {
        plot.fill(
            Drawing.disc(across(values[i]), down(values[i + 1]), mark.radius()),
            mark.ink().dot());
      }
    }
  }

  /** A path that leaves gaps open; a point between two gaps is a dot. */
  private Path2D line(Series series) {
    Path2D path = new Path2D.Double();
    boolean joined = false;
    for (int i = 0; i < series.x().length; i++) {
      boolean there = Double.isFinite(series.y()[i]);
      double right = across(series.x()[i]);
      double below = down(series.y()[i]);
      if (there && !joined) {
        path.moveTo(right, below);
      }
      boolean alone = i + 1 == series.x().length || !Double.isFinite(series.y()[i + 1]);
      if (there && (joined || alone)) {
        path.lineTo(right, below);
      }
      joined = there;
    }
    return path;
  }

  private Path2D area(Mark.Band band) {
    Path2D area = new Path2D.Double();
    int n = band.low().x().length;
    int from = 0;
    for (int i = 0; i <= n; i++) {
      boolean gap = i == n
          || !Double.isFinite(band.low().y()[i])
          || !Double.isFinite(band.high().y()[i]);
      if (gap) {
        addStretch(area, band, from, i);
        from = i + 1;
      }
    }
    return area;
  }

  private void addStretch(Path2D area, Mark.Band band, int from, int to) {
    if (to <= from) {
      return;
    }
    area.moveTo(across(band.low().x()[from]), down(band.low().y()[from]));
    for (int i = from + 1; i < to; i++) {
      area.lineTo(across(band.low().x()[i]), down(band.low().y()[i]));
    }
    for (int i = to - 1; i >= from; i--) {
      area.lineTo(across(band.high().x()[i]), down(band.high().y()[i]));
    }
    area.closePath();
  }

  private Path2D crosses(Mark.Crosses crosses) {
    Path2D path = new Path2D.Double();
    double middle = (1 - crosses.height()) * frame.height;
    for (double at : crosses.at()) {
      double centre = across(at);
      addLine(path, centre - ARM, middle - ARM, centre + ARM, middle + ARM);
      addLine(path, centre - ARM, middle + ARM, centre + ARM, middle - ARM);
    }
    return path;
  }

  private static void addLine(Path2D path, double x1, double y1, double x2, double y2) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }

  private double across(double value) {
    return near(x.position(value) * frame.width);
  }

  private double down(double value) {
    return near((1 - y.position(value)) * frame.height);
  }

  private static double near(double pixels) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, pixels));
  }
}
