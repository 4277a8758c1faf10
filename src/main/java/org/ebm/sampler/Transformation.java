package org.ebm.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;

/** What {@link Augmented} does to pictures (n, channels, height, width) in [-1, 1], each by random numbers of its own row. Values beyond the range stay beyond it: nothing is clipped. */
final class Transformation {
  /** Of red, green and blue in a grey. */
  private static final double[] GRAY = {0.299, 0.587, 0.114};

  private final Augmented how;
  private final int channels;
  private final int height;
  private final int width;

  private Transformation(Augmented how, Shape shape) {
    this.how = how;
    this.channels = shape.sizes().get(0);
    this.height = shape.sizes().get(1);
    this.width = shape.sizes().get(2);
  }

  /** @throws ConfigException if such pictures cannot be transformed so */
  static Transformation of(Augmented how, Shape shape) {
    if (!shape.isImage()) {
      throw new ConfigException(
          "init.augmented",
          "transforms pictures (channels, height, width), got states of " + shape
              + "; write the starts in it in its place");
    }
    int channels = shape.sizes().get(0);
    if (channels != 3 && (how.color().isPresent() || how.gray() > 0)) {
      throw new ConfigException(
          how.color().isPresent() ? "init.augmented.color" : "init.augmented.gray",
          "needs pictures of 3 channels, got " + channels + "; leave it out");
    }
    int least = Math.min(shape.sizes().get(1), shape.sizes().get(2));
    if (how.blur().isPresent() && how.blur().get().size() / 2 >= least) {
      throw new ConfigException(
          "init.augmented.blur.size",
          "must be less than twice the picture's " + least + " pixels, got "
              + how.blur().get().size());
    }
    return new Transformation(how, shape);
  }

  FloatArray of(FloatArray pictures, RandomKey key) {
    int size = pictures.rowElements();
    float[] all = new float[pictures.values().length];
    for (int row = 0; row < pictures.rows(); row++) {
      UniformRandomProvider random = key.fold(row).generator();
      float[] picture = new float[size];
      System.arraycopy(pictures.values(), row * size, picture, 0, size);
      float[] changed = blurred(recoloured(window(picture, random), random), random);
      System.arraycopy(changed, 0, all, row * size, size);
    }
    return new FloatArray(pictures.shape(), all);
  }

  private static double between(UniformRandomProvider random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A window of the picture, stretched to its size, shifted and mirrored. */
  private float[] window(float[] picture, UniformRandomProvider random) {
    double high = height;
    double wide = width;
    double top = 0;
    double left = 0;
    if (how.crop().isPresent()) {
      double area = between(random, how.crop().get().get(0), how.crop().get().get(1));
      double aspect = Math.exp(between(random, Math.log(0.75), Math.log(4 / 3.0)));
      wide = Math.min(width, width * Math.sqrt(area * aspect));
      high = Math.min(height, height * Math.sqrt(area / aspect));
      top = between(random, 0, height - high);
      left = between(random, 0, width - wide);
    }
    if (how.shift() > 0) {
      top += random.nextInt(-how.shift(), how.shift() + 1);
      left += random.nextInt(-how.shift(), how.shift() + 1);
    }
    boolean mirrored = how.flip() > 0 && random.nextDouble() < how.flip();
    float[] out = new float[picture.length];
    for (int y = 0; y < height; y++) {
      double from = top + (y + 0.5) * high / height - 0.5;
      for (int x = 0; x < width; x++) {
        int target = mirrored ? width - 1 - x : x;
        double at = left + (x + 0.5) * wide / width - 0.5;
        for (int channel = 0; channel < channels; channel++) {
          out[(channel * height + y) * width + target] = at(picture, channel, from, at);
        }
      }
    }
    return out;
  }

  /** Between pixels, linearly; beyond the border, its pixels. */
  private float at(float[] picture, int channel, double y, double x) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    double down = y - top;
    double right = x - left;
    double upper = (1 - right) * pixel(picture, channel, top, left)
        + right * pixel(picture, channel, top, left + 1);
    double lower = (1 - right) * pixel(picture, channel, top + 1, left)
        + right * pixel(picture, channel, top + 1, left + 1);
    return (float) ((1 - down) * upper + down * lower);
  }

  private float pixel(float[] picture, int channel, int y, int x) {
    int row = Math.max(0, Math.min(height - 1, y));
    int column = Math.max(0, Math.min(width - 1, x));
    return picture[(channel * height + row) * width + column];
  }

  private float[] recoloured(float[] picture, UniformRandomProvider random) {
    Optional<ColorJitter> color = how.color();
    if (color.isPresent() && random.nextDouble() < color.get().probability()) {
      jitter(picture, color.get(), random);
    }
    if (how.gray() > 0 && random.nextDouble() < how.gray()) {
      towardsGray(picture, 0);
    }
    return picture;
  }

  /** In place, on [0, 1]. */
  private void jitter(float[] picture, ColorJitter color, UniformRandomProvider random) {
    double bright = between(random, 1 - color.brightness(), 1 + color.brightness());
    double contrast = between(random, 1 - color.contrast(), 1 + color.contrast());
    double saturation = between(random, 1 - color.saturation(), 1 + color.saturation());
    double turn = 2 * Math.PI * between(random, -color.hue(), color.hue());
    int pixels = height * width;
    double mean = 0;
    for (int i = 0; i < pixels; i++) {
      mean += bright * (gray(picture, i) + 1) / 2 / pixels;
    }
    for (int i = 0; i < picture.length; i++) {
      double lit = bright * (picture[i] + 1) / 2;
      picture[i] = (float) (2 * (mean + contrast * (lit - mean)) - 1);
    }
    towardsGray(picture, saturation);
    turnHue(picture, turn);
  }

  private double gray(float[] picture, int i) {
    int pixels = height * width;
    return GRAY[0] * picture[i] + GRAY[1] * picture[pixels + i] + GRAY[2] * picture[2 * pixels + i];
  }

  /** In place: colours times a factor, about the pixel's grey. */
  private void towardsGray(float[] picture, double factor) {
    int pixels = height * width;
    for (int i = 0; i < pixels; i++) {
      double gray = gray(picture, i);
      for (int channel = 0; channel < 3; channel++) {
        int at = channel * pixels + i;
        picture[at] = (float) (gray + factor * (picture[at] - gray));
      }
    }
  }

  /** In place: a turn of the two colour axes of YIQ, which keeps the grey. */
  private void turnHue(float[] picture, double turn) {
    int pixels = height * width;
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    for (int i = 0; i < pixels; i++) {
      double y = gray(picture, i);
      double red = picture[i];
      double blue = picture[2 * pixels + i];
      double u = 0.735514 * (red - y) - 0.267962 * (blue - y);
      double v = 0.477648 * (red - y) + 0.412616 * (blue - y);
      double p = cos * u - sin * v;
      double q = sin * u + cos * v;
      picture[i] = (float) (y + 0.956295 * p + 0.621025 * q);
      picture[2 * pixels + i] = (float) (y - 1.107023 * p + 1.704615 * q);
      picture[pixels + i] =
          (float) ((y - GRAY[0] * picture[i] - GRAY[2] * picture[2 * pixels + i]) / GRAY[1]);
    }
  }

  private float[] blurred(float[] picture, UniformRandomProvider random) {
    if (how.blur().isEmpty() || random.nextDouble() >= how.blur().get().probability()) {
      return picture;
    }
    Blur blur = how.blur().get();
    double sd = between(random, blur.sd().get(0), blur.sd().get(1));
    int reach = blur.size() / 2;
    List<Double> kernel = new ArrayList<>();
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      double weight = Math.exp(-i * i / (2 * sd * sd));
      kernel.add(weight);
      sum += weight;
    }
    float[] half = new float[picture.length];
    float[] out = new float[picture.length];
    along(picture, half, kernel, sum, 0, 1);
    along(half, out, kernel, sum, 1, 0);
    return out;
  }

  private void along(float[] from, float[] to, List<Double> kernel, double sum, int dy, int dx) {
    int reach = kernel.size() / 2;
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double value = 0;
          for (int i = -reach; i <= reach; i++) {
            value += kernel.get(i + reach) * pixel(from, channel, y + i * dy, x + i * dx);
          }
          to[(channel * height + y) * width + x] = (float) (value / sum);
        }
      }
    }
  }
}
