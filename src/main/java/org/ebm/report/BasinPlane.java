package org.ebm.report;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ebm.diagnose.Grid2d;

/**
 * The basins of an energy in the plane: each in its colour, darker where the energy is lower, with its minimum, and the paths between minima with their highest points.
 */
public final class BasinPlane {
  private static final int SIDE = 560;
  private static final int LEFT = 70;
  private static final int TOP = 56;
  private static final int BOTTOM = 124;
  private static final int RIGHT = 24;
  private static final int RADIUS = 11;
  private static final Ink WAY = Ink.of(Palette.INK);
  /** Cells above the highest path by this part of the range shown are blank. */
  private static final double HEADROOM = 0.5;

  private BasinPlane() {}

  /**
   * What is known cell by cell.
   *
   * @param energies one for each cell
   * @param basins of each cell, -1 for none
   */
  public record Field(Grid2d grid, double[] energies, int[] basins) {}

  /**
   * A way between two minima.
   *
   * @param points (x, y) each
   * @param top which of them has the highest energy
   */
  public record Way(List<float[]> points, int top, double height) {}

  /**
   * Draws the plane.
   *
   * @param minima (x, y) of each basin's lowest state, in the order of the basins
   */
  public static void write(
      Path png, String title, Field field, List<float[]> minima, List<Way> ways) {
    Canvas canvas = new Canvas(LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM);
    canvas.text(title, Canvas.HEADING, LEFT, TOP - 22);
    Rectangle where = new Rectangle(LEFT, TOP, SIDE, SIDE);
    HeatMap.draw(canvas, where, field.grid(), picture(field, ways), new HeatMap.Labels("x", "y"));
    for (Way way : ways) {
      canvas.line(line(field.grid(), way.points()), WAY);
    }
    for (Way way : ways) {
      float[] top = way.points().get(way.top());
      canvas.fill(disc(field.grid(), top, 6), WAY);
      canvas.fill(disc(field.grid(), top, 4), Ink.PAPER);
    }
    for (int i = 0; i < minima.size(); i++) {
      canvas.fill(disc(field.grid(), minima.get(i), RADIUS), Ink.PAPER);
      int x = (int) Math.round(x(field.grid(), minima.get(i)[0]));
      int y = (int) Math.round(y(field.grid(), minima.get(i)[1]));
      canvas.centredText(String.valueOf(i + 1), Canvas.TEXT, x, y + 5);
    }
    ColourRange shown = shown(field, ways);
    String words = String.format(
        Locale.ROOT,
        "A colour for each basin, full at U = %.4g, none from %.4g on. Numbered discs: minima; lines: ways from one to the next; rings on them: the highest point, the pass.",
        shown.low(),
        shown.high());
    int baseline = TOP + SIDE + 64;
    for (String line : Canvas.wrap(words, Canvas.TEXT, SIDE)) {
      canvas.text(line, Canvas.TEXT, LEFT, baseline);
      baseline += Canvas.LINE;
    }
    canvas.write(png);
  }

  /** From the lowest energy to somewhat above the highest pass. */
  private static ColourRange shown(Field field, List<Way> ways) {
    double low = Arrays.stream(field.energies()).filter(Double::isFinite).min().orElse(0);
    double highest = ways.stream().mapToDouble(Way::height).max().orElse(low + 1);
    return new ColourRange(low, highest + HEADROOM * (highest - low));
  }

  /** Colours of the cells, top row first. */
  private static int[] picture(Field field, List<Way> ways) {
    ColourRange shown = shown(field, ways);
    int n = field.grid().n();
    int[] rgb = new int[field.energies().length];
    for (int cell = 0; cell < rgb.length; cell++) {
      double share = (field.energies()[cell] - shown.low()) / (shown.high() - shown.low());
      int basin = field.basins()[cell];
      Color colour = basin < 0 ? Palette.FAINT : Palette.area(basin);
      rgb[(n - 1 - cell / n) * n + cell % n] =
          Palette.towardsPaper(colour, share).getRGB();
    }
    return rgb;
  }

  private static Shape line(Grid2d grid, List<float[]> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(x(grid, points.get(0)[0]), y(grid, points.get(0)[1]));
    for (float[] point : points) {
      path.lineTo(x(grid, point[0]), y(grid, point[1]));
    }
    return path;
  }

  private static Shape disc(Grid2d grid, float[] centre, double radius) {
    return Drawing.disc(x(grid, centre[0]), y(grid, centre[1]), radius);
  }

  private static double x(Grid2d grid, double value) {
    return LEFT + (value - grid.xMin()) / (grid.xMax() - grid.xMin()) * SIDE;
  }

  private static double y(Grid2d grid, double value) {
    return TOP + (grid.yMax() - value) / (grid.yMax() - grid.yMin()) * SIDE;
  }
}
