package org.ebm.data;

import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/** The image without its colours: luma 0.299 red + 0.587 green + 0.114 blue, one channel. Source: Recommendation ITU-R BT.601-7, section 2.5.1. */
@Kind("grey")
public record Grey() implements Pairing {
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  @Override
  public Shape image(Shape example) {
    Pairing.requireImages(example, "grey");
    if (example.size(0) != LUMA.length) {
      throw new ConfigException(
          "grey", "needs images of 3 channels, the examples are " + example + "; choose colour");
    }
    return Shape.of(1, example.size(1), example.size(2));
  }

  @Override
  public FloatArray of(FloatArray examples, RandomKey key) {
    int area = examples.rowElements() / LUMA.length;
    float[] grey = new float[examples.rows() * area];
    for (int i = 0; i < grey.length; i++) {
      int first = i / area * LUMA.length * area + i % area;
      for (int channel = 0; channel < LUMA.length; channel++) {
        grey[i] += LUMA[channel] * examples.values()[first + channel * area];
      }
    }
    int[] sizes = examples.shape().clone();
    sizes[1] = 1;
    return new FloatArray(sizes, grey);
  }

  /** Grey: all channels alike. */
  @Override
  public FloatArray guess(FloatArray images, FloatArray mean) {
    int area = images.rowElements();
    float[] all = new float[images.values().length * LUMA.length];
    for (int row = 0; row < images.rows(); row++) {
      for (int channel = 0; channel < LUMA.length; channel++) {
        int to = (row * LUMA.length + channel) * area;
        System.arraycopy(images.values(), row * area, all, to, area);
      }
    }
    int[] sizes = images.shape().clone();
    sizes[1] = LUMA.length;
    return new FloatArray(sizes, all);
  }

  @Override
  public FloatArray open(FloatArray images, Shape example) {
    return Pairing.allOpen(images.rows(), example);
  }

  @Override
  public String identity() {
    return "Grey[]";
  }
}
