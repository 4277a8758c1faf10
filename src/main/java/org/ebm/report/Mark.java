package org.ebm.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/** What lies on a chart. */
sealed interface Mark {
  /** Curves of more points are long. */
  int MANY = 300;

  /** Means that a long curve is drawn as. */
  int MEANS = 80;

  /** The same mark with a gap where a value cannot be drawn. */
  default Mark drawable(boolean logX, boolean logY) {
    return this;
  }

  /** x of all points that the axis must hold. */
  default DoubleStream x() {
    return DoubleStream.empty();
  }

  /** y that the axis must hold: of a curve the last share (0 to 1) of its points. */
  default DoubleStream y(double share) {
    return DoubleStream.empty();
  }

  /** Whether it shows a value. */
  default boolean isSeen() {
    return false;
  }

  /** Whether it lies below the grid. */
  default boolean isGround() {
    return false;
  }

  /**
   * A line through points.
   *
   * @param window part of the x axis that each mean of a long curve is over; 0: all values are shown
   */
  record Curve(Series series, Ink ink, Detail detail, double window) implements Mark {
    /** What is seen of a long curve. */
    enum Detail {
      /** All of it. */
      ALL,
      /** Means over equal parts of the x axis. */
      MEANS,
      /** Means, with the values themselves behind them. */
      CLOUD,
      /** All of it, and never a dot at a point: the corners of bars are no values. */
      OUTLINE
    }

    /** Of means where it is long and shown by means. */
    Curve(Series series, Ink ink, Detail detail) {
      this(
          series,
          ink,
          detail,
          detail == Detail.ALL || detail == Detail.OUTLINE ? 0 : window(List.of(series)));
    }

    /** For curves side by side, so that a short one looks no rougher than a long one; 0 if none is long. */
    static double window(Collection<Series> all) {
      boolean isAnyLong = all.stream().anyMatch(series -> series.x().length > MANY);
      double longest = all.stream().mapToDouble(Series::span).max().orElse(0);
      return isAnyLong ? longest / MEANS : 0;
    }

    /** Whether means stand for it; one that is over before the first mean is shown as it is. */
    boolean isLong() {
      return window > 0 && window < series.span() && means() < series.x().length;
    }

    private long means() {
      return Math.round(series.span() / window);
    }

    /** The line itself. */
    Series line() {
      return isLong() ? series.averaged((int) means()) : series;
    }

    /** What must be seen: all values, or their means. */
    Series seen() {
      return detail == Detail.MEANS ? line() : series;
    }

    @Override
    public Mark drawable(boolean logX, boolean logY) {
      return new Curve(series.drawable(logX, logY), ink, detail, window);
    }

    @Override
    public DoubleStream x() {
      return DoubleStream.of(series.x());
    }

    @Override
    public DoubleStream y(double share) {
      double[] values = seen().y();
      return DoubleStream.of(values).skip(Math.round((1 - share) * values.length));
    }

    @Override
    public boolean isSeen() {
      return series.gaps() < series.x().length;
    }
  }

  /** The area between two curves over the same x. */
  record Band(Series low, Series high, Ink ink) implements Mark {
    @Override
    public Mark drawable(boolean logX, boolean logY) {
      return new Band(low.drawable(logX, logY), high.drawable(logX, logY), ink);
    }

    @Override
    public DoubleStream x() {
      return DoubleStream.of(low.x());
    }

    @Override
    public DoubleStream y(double share) {
      return DoubleStream.concat(DoubleStream.of(low.y()), DoubleStream.of(high.y()));
    }
  }

  /** A horizontal line. */
  record Level(double at, Ink ink) implements Mark {
    @Override
    public DoubleStream y(double share) {
      return DoubleStream.of(at);
    }
  }

  /** Crosses at one height, a share (0 to 1) of the axis. */
  record Crosses(double[] at, double height, Ink ink) implements Mark {
    @Override
    public DoubleStream x() {
      return DoubleStream.of(at);
    }

    @Override
    public boolean isSeen() {
      return true;
    }
  }

  /**
   * Points (n, 2) that no line joins; those that are not finite are not drawn.
   *
   * @param radius pixels
   */
  record Points(FloatArray points, double radius, Ink ink) implements Mark {
    @Override
    public DoubleStream x() {
      return IntStream.range(0, points.rows()).mapToDouble(i -> points.values()[2 * i]);
    }

    @Override
    public DoubleStream y(double share) {
      return IntStream.range(0, points.rows()).mapToDouble(i -> points.values()[2 * i + 1]);
    }

    @Override
    public boolean isSeen() {
      return points.rows() > 0;
    }
  }

  /** Straight pieces x1, y1, x2, y2, one after another; they set no axis. */
  record Segments(double[] ends, Ink ink) implements Mark {}

  /** A part of the x axis, shaded. */
  record Shade(double from, double to) implements Mark {
    @Override
    public boolean isGround() {
      return true;
    }
  }

  /** Colours of cells (0xRRGGBB, top row first) that fill the frame. */
  record Cells(int[] rgb, int columns) implements Mark {
    @Override
    public boolean isSeen() {
      return true;
    }

    @Override
    public boolean isGround() {
      return true;
    }
  }
}
