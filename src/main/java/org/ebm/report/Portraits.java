package org.ebm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;

/**
 * How examples of a space are drawn: the one place that knows it. All sets of a figure are drawn at one scale, that of some examples.
 *
 * @param space where the examples live
 * @param largest of the numbers of typical examples, by absolute value
 * @param middle between their smallest and largest number
 */
public record Portraits(Space space, double largest, double middle) {
  private static final int IMAGE_PIXELS = 48;
  private static final int IMAGES_IN_A_ROW = 16;
  private static final int BODIES_IN_A_ROW = 8;
  private static final int VIDEOS = 4;
  private static final int MOST_PLAYED = 16;
  /** Around the outermost point of typical examples. */
  private static final double MARGIN = 1.15;

  /** @param typical examples without noise where there are such, (n, shape...) */
  public static Portraits of(Space space, FloatArray typical) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : typical.values()) {
      low = Float.isFinite(value) ? Math.min(low, value) : low;
      high = Float.isFinite(value) ? Math.max(high, value) : high;
    }
    return new Portraits(space, Math.max(Math.abs(low), Math.abs(high)), (low + high) / 2);
  }

  /** Whether examples of the space can be drawn as pictures. */
  public boolean possible() {
    Shape shape = space.shape();
    return switch (space.layout()) {
      case POINT -> false;
      case IMAGE, VIDEO -> shape.size(0) == 1 || shape.size(0) == 3;
      case VOLUME -> shape.size(0) == 1;
      case POINT_SET -> shape.size(1) == 3;
    };
  }

  /** Screen pixels for one of a picture. */
  public int scale() {
    return switch (space.layout()) {
      case IMAGE, VIDEO ->
        Math.max(1, IMAGE_PIXELS / space.shape().size(space.shape().rank() - 1));
      default -> 1;
    };
  }

  /**
   * Labelled rows of a set; the label stands at the first.
   *
   * @param most rows
   */
  public List<ImageStrips.Row> rows(String label, FloatArray examples, int most) {
    return switch (space.layout()) {
      case POINT -> List.of();
      case IMAGE ->
        split(label, ImageStrips.pixels(space.support(), examples), IMAGES_IN_A_ROW, most);
      case VIDEO -> films(label, ImageStrips.pixels(space.support(), examples));
      case VOLUME -> {
        FloatArray some = first(examples, BODIES_IN_A_ROW * 2 * most);
        yield split(label, Isosurfaces.draw(some, middle), 2 * BODIES_IN_A_ROW, most);
      }
      case POINT_SET -> {
        FloatArray some = first(examples, BODIES_IN_A_ROW * most);
        yield split(label, PointClouds.draw(some, MARGIN * largest), BODIES_IN_A_ROW, most);
      }
    };
  }

  /** Videos side by side as an animated GIF, the first few; nothing of other spaces. */
  public void play(Path gif, FloatArray examples) {
    if (space.layout() == Layout.VIDEO && possible()) {
      FloatArray pixels = ImageStrips.pixels(space.support(), examples);
      MovingPicture.write(gif, first(pixels, MOST_PLAYED), scale());
    }
  }

  /** What a picture of this space shows, for a title; empty where that is plain. */
  public Optional<String> words() {
    return switch (space.layout()) {
      case POINT, IMAGE -> Optional.empty();
      case VIDEO -> Optional.of("frames of each film from left to right");
      case VOLUME -> Optional.of("the surface half way between empty and full");
      case POINT_SET -> Optional.of("each from a corner and from above, far points pale");
    };
  }

  private static FloatArray first(FloatArray examples, int most) {
    return examples.slice(0, Math.min(most, examples.rows()));
  }

  private static List<ImageStrips.Row> split(
      String label, FloatArray images, int inARow, int most) {
    List<ImageStrips.Row> rows = new ArrayList<>();
    for (int row = 0; row < most && row * inARow < images.rows(); row++) {
      int from = row * inARow;
      rows.add(new ImageStrips.Row(
          row == 0 ? label : "", images.slice(from, Math.min(images.rows(), from + inARow))));
    }
    return rows;
  }

  private static List<ImageStrips.Row> films(String label, FloatArray videos) {
    List<ImageStrips.Row> rows = new ArrayList<>();
    for (int row = 0; row < Math.min(VIDEOS, videos.rows()); row++) {
      rows.add(new ImageStrips.Row(row == 0 ? label : "", Frames.of(videos, row)));
    }
    return rows;
  }
}
