package org.ebm.report;

import java.awt.Rectangle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ebm.base.FloatArray;
import org.ebm.files.AtomicFile;

/**
 * A disconnectivity graph: every basin a line that begins at its lowest energy, lines that meet where a path leads over the barrier, and below each
 * basin some of its states. As in Figure 9 of Nijkamp, Hill, Han, Zhu, Wu (2020), AAAI.
 */
public final class TreeFigure {
  private static final int MARGIN = 16;
  private static final int TITLE = 34;
  private static final int LEAST_AXIS = 70;
  private static final int TREE = 380;
  private static final int LABELS = 46;
  /** Baseline of the first line of labels. */
  private static final int BELOW = MARGIN + TITLE + TREE + 18;

  private static final int GAP = 4;
  private static final int NARROWEST = 44;
  private static final double LINE = 2;
  /** Of the disc of a basin that holds all states; areas are as populations. */
  private static final double LARGEST_RADIUS = 20;

  private final String title;
  private final List<Leaf> leaves;
  private final List<Join> joins;
  private final Axis energy;
  private final int scale;
  private final int step;
  private final int rows;
  /** Room of the numbers along the energy, with their label. */
  private final int axis;

  private TreeFigure(String title, List<Leaf> leaves, List<Join> joins) {
    this.title = title;
    this.leaves = leaves;
    this.joins = joins;
    this.energy = Axis.around(
            DoubleStream.concat(
                    leaves.stream().mapToDouble(Leaf::energy),
                    joins.stream().mapToDouble(Join::height))
                .toArray(),
            false,
            0.06)
        .withTicks(TREE / 36);
    this.axis = Math.max(LEAST_AXIS, HeatMap.widest(energy) + 20);
    int side = leaves.stream()
        .filter(leaf -> leaf.pictures().rows() > 0)
        .mapToInt(leaf -> Pixels.width(leaf.pictures()))
        .max()
        .orElse(0);
    this.scale = side == 0 ? 1 : Math.max(1, 40 / side);
    this.step = Math.max(NARROWEST, side * scale + 2 * GAP);
    this.rows = leaves.stream().mapToInt(leaf -> leaf.pictures().rows()).max().orElse(0);
  }

  /**
   * A basin.
   *
   * @param position place from left to right: 0, 1, 2, ...
   * @param energy of its lowest state
   * @param name short
   * @param population states in it
   * @param pictures some of its states (k, 1 or 3, height, width), lowest first; k = 0 if states are no images
   */
  public record Leaf(
      double position, double energy, String name, int population, FloatArray pictures) {}

  /**
   * Two lines meet.
   *
   * @param height energy of the barrier
   * @param left place and energy at which the line from the left begins
   */
  public record Join(double height, End left, End right) {}

  /** Where a line begins: a basin, or a join below. */
  public record End(double position, double energy) {}

  /**
   * Draws the tree twice: as pixels and as SVG.
   *
   * @param leaves at least one
   */
  public static void write(Path png, Path svg, String title, List<Leaf> leaves, List<Join> joins) {
    TreeFigure figure = new TreeFigure(title, List.copyOf(leaves), List.copyOf(joins));
    Canvas canvas = new Canvas(figure.width(), figure.height());
    figure.draw(canvas);
    canvas.write(png);
    SvgDrawing paper = SvgDrawing.alone(figure.width(), figure.height(), title);
    figure.draw(paper);
    AtomicFile.replace(svg, (paper.svg() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private int width() {
    int tree = axis + leaves.size() * step + 2 * MARGIN;
    return Math.max(tree, Canvas.width(title, Canvas.TEXT) + 2 * MARGIN);
  }

  private int height() {
    int pictures = leaves.stream()
        .filter(leaf -> leaf.pictures().rows() > 0)
        .mapToInt(leaf -> Pixels.height(leaf.pictures()) * scale + GAP)
        .max()
        .orElse(0);
    return MARGIN + TITLE + TREE + LABELS + rows * pictures + MARGIN;
  }

  private void draw(Drawing paper) {
    paper.fill(Drawing.bar(0, 0, width(), height()), Ink.PAPER);
    paper.text(title, Drawing.Anchor.START, MARGIN, MARGIN + 14);
    for (double tick : energy.ticks()) {
      paper.fill(Drawing.bar(MARGIN + axis, y(tick) - 0.5, leaves.size() * step, 1), Ink.GRID);
      paper.text(energy.label(tick), Drawing.Anchor.END, MARGIN + axis - 6, y(tick) + 5);
    }
    paper.upwards("energy U (nats)", MARGIN - 2.0, MARGIN + TITLE + TREE / 2.0);
    paper.text("basin", Drawing.Anchor.END, MARGIN + axis - 6, BELOW);
    paper.text("states", Drawing.Anchor.END, MARGIN + axis - 6, BELOW + Canvas.LINE);
    joins.forEach(join -> draw(paper, join));
    int all = leaves.stream().mapToInt(Leaf::population).sum();
    leaves.forEach(leaf -> draw(paper, leaf, all));
  }

  /** Two uprights and the beam on them. */
  private void draw(Drawing paper, Join join) {
    double top = y(join.height());
    for (End end : List.of(join.left(), join.right())) {
      double bottom = y(end.energy());
      paper.fill(Drawing.bar(x(end.position()) - LINE / 2, top, LINE, bottom - top), Ink.INK);
    }
    double from = Math.min(x(join.left().position()), x(join.right().position()));
    double to = Math.max(x(join.left().position()), x(join.right().position()));
    paper.fill(Drawing.bar(from - LINE / 2, top - LINE / 2, to - from + LINE, LINE), Ink.INK);
  }

  private void draw(Drawing paper, Leaf leaf, int all) {
    double x = x(leaf.position());
    double radius = LARGEST_RADIUS * Math.sqrt((double) leaf.population() / all);
    paper.fill(Drawing.disc(x, y(leaf.energy()), Math.max(LINE, radius)), Ink.line(0));
    paper.text(leaf.name(), Drawing.Anchor.MIDDLE, x, BELOW);
    paper.text(ShortNumber.count(leaf.population()), Drawing.Anchor.MIDDLE, x, BELOW + Canvas.LINE);
    double top = MARGIN + TITLE + TREE + LABELS;
    FloatArray pictures = leaf.pictures();
    for (int row = 0; row < pictures.rows(); row++) {
      int columns = Pixels.width(pictures);
      double left = x - columns * scale / 2.0;
      int height = Pixels.height(pictures) * scale;
      Rectangle where =
          new Rectangle((int) Math.round(left), (int) Math.round(top), columns * scale, height);
      paper.fill(Drawing.around(where), Ink.EDGE);
      paper.picture(Pixels.rgb(pictures, row), columns, where, false);
      top += height + GAP;
    }
  }

  private double x(double position) {
    return MARGIN + axis + (position + 0.5) * step;
  }

  private double y(double value) {
    return MARGIN + TITLE + (1 - energy.position(value)) * TREE;
  }
}
