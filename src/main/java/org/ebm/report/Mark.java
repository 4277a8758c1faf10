package org.ebm.report;

import java.util.stream.DoubleStream;

/** What lies on a chart. Colours are numbers of lines, from 0. */
sealed interface Mark {
  /** Curves of more points are drawn as means. */
  int MANY = 300;

  /** Means that a long curve is drawn as. */
  int MEANS = 80;

  /** The same mark with a gap where a value cannot be drawn. */
  Mark drawable(boolean logX, boolean logY);

  /** x of all points. */
  DoubleStream x();

  /** y that the axis must hold: of a curve the last share (0 to 1) of its points. */
  DoubleStream y(double share);

  /**
   * A line through points. A long one is drawn as means over equal runs of points.
   *
   * @param cloud whether the values themselves lie behind the means
   */
  record Curve(Series series, int colour, boolean cloud) implements Mark {
    boolean isLong() {
      return series.x().length > MANY;
    }

    /** The line itself. */
    Series line() {
      return isLong() ? series.averaged(MEANS) : series;
    }

    /** What must be seen: all values, or their means. */
    Series seen() {
      return cloud ? series : line();
    }

    @Override
    public Mark drawable(boolean logX, boolean logY) {
      return new Curve(series.drawable(logX, logY), colour, cloud);
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
  }

  /** The area between two curves over the same x. */
  record Band(Series low, Series high, int colour) implements Mark {
    @Override
    public Mark drawable(boolean logX, boolean logY) {
      return new Band(low.drawable(logX, logY), high.drawable(logX, logY), colour);
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

  /** A dashed horizontal line. */
  record Level(double at) implements Mark {
    @Override
    public Mark drawable(boolean logX, boolean logY) {
      return this;
    }

    @Override
    public DoubleStream x() {
      return DoubleStream.empty();
    }

    @Override
    public DoubleStream y(double share) {
      return DoubleStream.of(at);
    }
  }
}
