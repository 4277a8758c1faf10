package org.ebm.data;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** The image without a part of it, and one channel more that says which: 1 where it is seen, 0 where it is hidden; hidden pixels are 0. */
@Kind("masked")
public record Masked(
    @Key(
        value = "this share of the picture, a rectangle, is hidden",
        range = "> 0, < 1",
        byDefault = "none")
    Optional<Double> hole,

    @Key(
        value =
            "false: the hole is in the middle; true: somewhere, drawn for each example each time",
        byDefault = "false")
    boolean anywhere,

    @Key(value = "in place of a hole: this half is hidden", byDefault = "none")
    Optional<Half> half)
    implements Pairing {
  /** Which. */
  public enum Half {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM
  }

  public Masked {
    if (hole.isPresent() == half.isPresent()) {
      throw new ConfigException("masked", "must have one of hole and half");
    }
    if (anywhere && half.isPresent()) {
      throw new ConfigException("masked.anywhere", "is of holes; leave it out, or give hole");
    }
  }

  /** What is hidden of a picture: from (inclusive) to (exclusive). */
  private record Hidden(int top, int bottom, int left, int right) {
    boolean has(int y, int x) {
      return y >= top && y < bottom && x >= left && x < right;
    }
  }

  @Override
  public Shape image(Shape example) {
    Pairing.requireImages(example, "masked");
    int height = example.size(1);
    int width = example.size(2);
    Hidden hidden = hidden(height, width, 0, 0);
    int area = (hidden.bottom - hidden.top) * (hidden.right - hidden.left);
    if (area == 0 || area == height * width) {
      throw new ConfigException(
          "masked.hole",
          "hides " + area + " of " + height * width + " pixels; one at least must be hidden and one"
              + " seen, got " + hole.map(String::valueOf).orElse("half"));
    }
    return Shape.of(example.size(0) + 1, height, width);
  }

  /** @param y share of the way that a hole can be moved from the top, in [0, 1) */
  private Hidden hidden(int height, int width, double y, double x) {
    if (half.isPresent()) {
      return switch (half.get()) {
        case LEFT -> new Hidden(0, height, 0, width / 2);
        case RIGHT -> new Hidden(0, height, width - width / 2, width);
        case TOP -> new Hidden(0, height / 2, 0, width);
        case BOTTOM -> new Hidden(height - height / 2, height, 0, width);
      };
    }
    double side = Math.sqrt(hole.orElseThrow());
    int rows = (int) Math.round(side * height);
    int columns = (int) Math.round(side * width);
    int top = anywhere ? (int) (y * (height - rows + 1)) : (height - rows) / 2;
    int left = anywhere ? (int) (x * (width - columns + 1)) : (width - columns) / 2;
    return new Hidden(top, top + rows, left, left + columns);
  }

  @Override
  public FloatArray of(FloatArray examples, RandomKey key) {
    int[] sizes = examples.shape().clone();
    int channels = sizes[1]++;
    int area = sizes[2] * sizes[3];
    float[] images = new float[sizes[0] * sizes[1] * area];
    UniformRandomProvider places = key.fold("mask").generator();
    for (int row = 0; row < sizes[0]; row++) {
      Hidden hidden = anywhere
          ? hidden(sizes[2], sizes[3], places.nextDouble(), places.nextDouble())
          : hidden(sizes[2], sizes[3], 0, 0);
      for (int pixel = 0; pixel < area; pixel++) {
        if (!hidden.has(pixel / sizes[3], pixel % sizes[3])) {
          for (int channel = 0; channel < channels; channel++) {
            images[(row * sizes[1] + channel) * area + pixel] =
                examples.values()[(row * channels + channel) * area + pixel];
          }
          images[(row * sizes[1] + channels) * area + pixel] = 1;
        }
      }
    }
    return new FloatArray(sizes, images);
  }

  /** The mean picture shows through the hole. */
  @Override
  public FloatArray guess(FloatArray images, FloatArray mean) {
    int[] sizes = images.shape().clone();
    int channels = --sizes[1];
    int area = sizes[2] * sizes[3];
    float[] filled = new float[sizes[0] * channels * area];
    for (int i = 0; i < filled.length; i++) {
      int row = i / (channels * area);
      int seen = (row * (channels + 1) + channels) * area + i % area;
      filled[i] = images.values()[seen] == 1
          ? images.values()[i + row * area]
          : mean.values()[i % (channels * area)];
    }
    return new FloatArray(sizes, filled);
  }

  @Override
  public FloatArray open(FloatArray images, Shape example) {
    int channels = example.size(0);
    int area = example.elements() / channels;
    FloatArray open = FloatArray.zeros(example, images.rows());
    for (int i = 0; i < open.values().length; i++) {
      int row = i / (channels * area);
      open.values()[i] = 1 - images.values()[(row * (channels + 1) + channels) * area + i % area];
    }
    return open;
  }

  @Override
  public String identity() {
    return "Masked[hole=" + hole.map(String::valueOf).orElse("none") + ", anywhere=" + anywhere
        + ", half=" + half.map(String::valueOf).orElse("none") + "]";
  }
}
