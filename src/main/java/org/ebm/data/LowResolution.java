package org.ebm.data;

import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** The image at a lower resolution: the mean of each block of pixels. */
@Kind("low_resolution")
public record LowResolution(
    @Key(value = "k, side of a block in pixels", range = ">= 2, <= 64")
    int factor) implements Pairing {
  @Override
  public Shape image(Shape example) {
    Pairing.requireImages(example, "low_resolution");
    if (example.size(1) % factor != 0 || example.size(2) % factor != 0) {
      throw new ConfigException(
          "low_resolution.factor",
          "must divide height and width, " + example.size(1) + " and " + example.size(2) + ", got "
              + factor);
    }
    return Shape.of(example.size(0), example.size(1) / factor, example.size(2) / factor);
  }

  @Override
  public FloatArray of(FloatArray examples, RandomKey key) {
    int[] sizes = examples.shape().clone();
    int width = sizes[3];
    sizes[2] /= factor;
    sizes[3] /= factor;
    float[] means = new float[examples.values().length / (factor * factor)];
    for (int i = 0; i < examples.values().length; i++) {
      means[block(i, width)] += examples.values()[i] / (factor * factor);
    }
    return new FloatArray(sizes, means);
  }

  /** Of a pixel, counted through all images: the number of its block, counted likewise. Blocks divide the images' height. */
  private int block(int pixel, int width) {
    int row = pixel / width;
    return row / factor * (width / factor) + pixel % width / factor;
  }

  /** Every block at its mean: the nearest neighbour. */
  @Override
  public FloatArray guess(FloatArray images, FloatArray mean) {
    int[] sizes = images.shape().clone();
    sizes[2] *= factor;
    sizes[3] *= factor;
    float[] pixels = new float[images.values().length * factor * factor];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = images.values()[block(i, sizes[3])];
    }
    return new FloatArray(sizes, pixels);
  }

  @Override
  public FloatArray open(FloatArray images, Shape example) {
    return Pairing.allOpen(images.rows(), example);
  }

  @Override
  public String identity() {
    return "LowResolution[factor=" + factor + "]";
  }
}
