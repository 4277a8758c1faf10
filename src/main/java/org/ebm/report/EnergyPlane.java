package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Grid2d;

/** An energy in the plane by colour and contours, with chains on it. */
public final class EnergyPlane {
  private static final int SIDE = 560;
  private static final int LEFT = 76;
  private static final int TOP = 56;
  private static final int BOTTOM = 92;
  private static final int RIGHT = 110;
  /** Energies are shown up to so many nats above the lowest, where chains have hardly any mass, and as far as chains are. */
  private static final double NATS = 12;

  private static final int LEVELS = 12;

  private EnergyPlane() {}

  /**
   * Draws the plane.
   *
   * @param whole the grid; where much of it is neither low nor near a chain, the rest is left out
   * @param all energies, one for each cell of the grid
   * @param ends where the chains are (n, 2)
   * @param endEnergies of them
   * @param paths where some chains came along, (points, 2) each
   */
  public static void write(
      Path png,
      Grid2d whole,
      double[] all,
      FloatArray ends,
      double[] endEnergies,
      List<FloatArray> paths) {
    double low = lowest(all);
    double high = Math.max(low + NATS, quantile99(endEnergies));
    Cut cut = Cut.of(whole, all, high, ends);
    Grid2d grid = cut.grid();
    double[] energies = cut.energies();
    Axis levels = new Axis(low, high, false).withTicks(LEVELS);
    ColourRange colours = new ColourRange(low, high);
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Cells(colours.picture(energies, grid.n()), grid.n()));
    for (double level : levels.ticks()) {
      marks.add(new Mark.Segments(
          Contours.of(grid, energies, level), Ink.of(Palette.PAPER).thin()));
    }
    for (int k = 0; k < paths.size(); k++) {
      marks.add(new Mark.Segments(joined(paths.get(k)), Ink.line(k + 1).thin()));
    }
    marks.add(new Mark.Points(ends, ends.rows() > 300 ? 1.6 : 3, Ink.of(Palette.INK)));
    Canvas canvas = new Canvas(LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM);
    canvas.text("Energy U, and the chains on it", Canvas.HEADING, LEFT, TOP - 20);
    Chart chart = new Chart(
        "",
        new Chart.Side("x", new Axis(grid.xMin(), grid.xMax(), false)),
        new Chart.Side("y", new Axis(grid.yMin(), grid.yMax(), false)),
        marks);
    ChartDrawing.draw(canvas, chart, new Rectangle(LEFT, TOP, SIDE, SIDE));
    Rectangle bar = new Rectangle(LEFT + SIDE + 18, TOP, 20, SIDE);
    HeatMap.drawBar(
        canvas, bar, colours, "energy U (nats)", Arrays.stream(energies).anyMatch(u -> u > high));
    int baseline = TOP + SIDE + 62;
    for (String line : Canvas.wrap(caption(levels, ends, paths.size()), Canvas.TEXT, SIDE)) {
      canvas.text(line, Canvas.TEXT, LEFT, baseline);
      baseline += Canvas.LINE;
    }
    canvas.write(png);
  }

  /** The square of cells in which something is seen. */
  private record Cut(Grid2d grid, double[] energies) {
    /** Cells on each side of what must be seen. */
    private static final int ROOM = 3;

    static Cut of(Grid2d whole, double[] all, double high, FloatArray ends) {
      int n = whole.n();
      int[] x = {n, -1};
      int[] y = {n, -1};
      for (int cell = 0; cell < all.length; cell++) {
        if (all[cell] <= high) {
          stretch(x, cell % n);
          stretch(y, cell / n);
        }
      }
      for (int i = 0; i + 1 < ends.values().length; i += 2) {
        stretch(x, cell(ends.values()[i], whole.xMin(), whole.xMax(), n));
        stretch(y, cell(ends.values()[i + 1], whole.yMin(), whole.yMax(), n));
      }
      int side = Math.max(x[1] - x[0], y[1] - y[0]) + 1 + 2 * ROOM;
      if (x[1] < 0 || side >= n) {
        return new Cut(whole, all);
      }
      int left = first(x, side, n);
      int bottom = first(y, side, n);
      double[] energies = new double[side * side];
      for (int i = 0; i < energies.length; i++) {
        energies[i] = all[(bottom + i / side) * n + left + i % side];
      }
      double from = whole.xMin() + left * whole.cellWidth();
      double low = whole.yMin() + bottom * whole.cellHeight();
      Grid2d grid = new Grid2d(
          from, from + side * whole.cellWidth(), low, low + side * whole.cellHeight(), side);
      return new Cut(grid, energies);
    }

    private static void stretch(int[] range, int cell) {
      range[0] = Math.min(range[0], cell);
      range[1] = Math.max(range[1], cell);
    }

    private static int cell(double value, double low, double high, int n) {
      return (int) Math.max(0, Math.min(n - 1, (value - low) / (high - low) * n));
    }

    private static int first(int[] range, int side, int n) {
      return Math.max(0, Math.min(n - side, (range[0] + range[1] + 1 - side) / 2));
    }
  }

  private static String caption(Axis levels, FloatArray ends, int paths) {
    List<Double> ticks = levels.ticks();
    return String.format(
        Locale.ROOT,
        "contours every %.3g; dots: %s at the end%s",
        ticks.get(1) - ticks.get(0),
        Counted.of(ends.rows(), "chain"),
        paths == 0 ? "" : "; lines: " + paths + " of them in the second half of their steps");
  }

  private static double lowest(double[] energies) {
    return Arrays.stream(energies).filter(Double::isFinite).min().orElse(0);
  }

  private static double quantile99(double[] energies) {
    double[] sorted = Arrays.stream(energies).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0
        ? Double.NEGATIVE_INFINITY
        : sorted[(int) (0.99 * (sorted.length - 1))];
  }

  private static double[] joined(FloatArray path) {
    double[] segments = new double[4 * Math.max(0, path.rows() - 1)];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = path.values()[2 * (i / 4) + i % 4];
    }
    return segments;
  }
}
