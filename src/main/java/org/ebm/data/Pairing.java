package org.ebm.data;

import java.util.Arrays;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;

/** What an image is that comes with each example and is made of it: the condition {@code image} of an energy or a generator. */
public sealed interface Pairing permits Grey, LowResolution, Masked {
  /** Examples that show what all are like in the mean. */
  int TYPICAL = 2000;

  /**
   * Of the image, from that of an example.
   *
   * @throws ConfigException at the pairing's own keys, if such examples have no such image
   */
  Shape image(Shape example);

  /**
   * The images of examples, (n, image).
   *
   * @param examples (n, example), without data noise
   * @param key of what is drawn, where anything is
   */
  FloatArray of(FloatArray examples, RandomKey key);

  /**
   * What an image says of its example at first sight, (n, example).
   *
   * @param images (n, image)
   * @param mean of examples, (1, example): what stands where an image says nothing
   */
  FloatArray guess(FloatArray images, FloatArray mean);

  /** Whether each element of the examples is left open by their images, or given by them: 1 or 0, (n, example). */
  FloatArray open(FloatArray images, Shape example);

  /** All in words that never change: runs know data by them. */
  String identity();

  /** The images as pictures of the examples' size, (n, example); what they say nothing of is mid-grey. */
  default FloatArray shown(FloatArray images, Shape example) {
    return guess(images, FloatArray.zeros(example, 1));
  }

  /** Refuses examples that are no images. */
  static void requireImages(Shape example, String kind) {
    if (!example.isImage()) {
      throw new ConfigException(
          kind,
          "needs images (channels, height, width), the examples are " + example
              + "; choose a set of images");
    }
  }

  /** Of the first examples of a set, (1, example). */
  static FloatArray mean(Examples of) {
    FloatArray typical = of.first(TYPICAL);
    FloatArray mean = FloatArray.zeros(of.shape(), 1);
    for (int i = 0; i < typical.values().length; i++) {
      mean.values()[i % typical.rowElements()] += typical.values()[i] / typical.rows();
    }
    return mean;
  }

  /** Everything open, (n, example). */
  static FloatArray allOpen(int n, Shape example) {
    FloatArray ones = FloatArray.zeros(example, n);
    Arrays.fill(ones.values(), 1);
    return ones;
  }
}
