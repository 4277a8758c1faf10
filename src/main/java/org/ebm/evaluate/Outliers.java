package org.ebm.evaluate;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.data.OfClasses;

/** What is not data of the model's: examples that a density should find less likely. Source: Du et al. (2021), section 5, and the sets that are usual there. */
public sealed interface Outliers
    permits Outliers.Constant,
        Outliers.Interpolation,
        Outliers.Other,
        Outliers.Rotation,
        Outliers.Uniform {
  /** Draws of it. */
  FloatArray draw(Examples data, int n, RandomKey key);

  /** Its name in tables. */
  default String title() {
    return KindName.of(getClass());
  }

  /** Between the least and the largest number of the data. */
  private static UnaryOperator<Double> within(Examples data, RandomKey key) {
    float[] some = data.batch(100, key.fold("range")).values();
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : some) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double from = low;
    double width = high - low;
    return share -> from + width * share;
  }

  /** Each number uniform between the least and the largest of the data. */
  @Kind("uniform")
  record Uniform() implements Outliers {
    @Override
    public FloatArray draw(Examples data, int n, RandomKey key) {
      UnaryOperator<Double> within = within(data, key);
      UniformRandomProvider random = key.fold("uniform").generator();
      FloatArray drawn = FloatArray.zeros(data.shape(), n);
      for (int i = 0; i < drawn.values().length; i++) {
        drawn.values()[i] = within.apply(random.nextDouble()).floatValue();
      }
      return drawn;
    }
  }

  /** One number for each example, uniform between the least and the largest of the data: one for each channel of an image. */
  @Kind("constant")
  record Constant() implements Outliers {
    @Override
    public FloatArray draw(Examples data, int n, RandomKey key) {
      UnaryOperator<Double> within = within(data, key);
      UniformRandomProvider random = key.fold("constant").generator();
      FloatArray drawn = FloatArray.zeros(data.shape(), n);
      int channel = data.shape().rank() > 1
          ? data.shape().elements() / data.shape().size(0)
          : data.shape().elements();
      for (int from = 0; from < drawn.values().length; from += channel) {
        float value = within.apply(random.nextDouble()).floatValue();
        Arrays.fill(drawn.values(), from, from + channel, value);
      }
      return drawn;
    }
  }

  /** Half of an example and half of another. */
  @Kind("interpolation")
  record Interpolation() implements Outliers {
    @Override
    public FloatArray draw(Examples data, int n, RandomKey key) {
      float[] first = data.batch(n, key.fold("first")).values();
      float[] second = data.batch(n, key.fold("second")).values();
      FloatArray drawn = FloatArray.zeros(data.shape(), n);
      for (int i = 0; i < first.length; i++) {
        drawn.values()[i] = (first[i] + second[i]) / 2;
      }
      return drawn;
    }
  }

  /** Data turned by 90 degrees: images, or points in the plane. */
  @Kind("rotation")
  record Rotation() implements Outliers {
    @Override
    public FloatArray draw(Examples data, int n, RandomKey key) {
      FloatArray examples = data.batch(n, key.fold("turned"));
      float[] from = examples.values();
      float[] to = new float[from.length];
      if (data.box().isPresent()) {
        for (int i = 0; i < from.length; i += 2) {
          to[i] = -from[i + 1];
          to[i + 1] = from[i];
        }
      } else if (data.shape().isImage() && data.shape().size(1) == data.shape().size(2)) {
        turn(from, to, data.shape().size(1));
      } else {
        throw new ConfigException(
            "out_of_distribution",
            "rotation needs square images or points in the plane, the data are " + data.shape()
                + "; leave it out");
      }
      return new FloatArray(examples.shape(), to);
    }

    private static void turn(float[] from, float[] to, int side) {
      for (int i = 0; i < from.length; i++) {
        int column = i % side;
        int row = i / side % side;
        int image = i / (side * side);
        to[image * side * side + (side - 1 - column) * side + row] = from[i];
      }
    }
  }

  /** Another data set, or classes that were held out. */
  @Kind("other")
  record Other(@Key("the data set") Dataset data) implements Outliers {
    @Override
    public FloatArray draw(Examples learned, int n, RandomKey key) {
      return data.open().batch(n, key.fold("other"));
    }

    @Override
    public String title() {
      return data instanceof OfClasses some
          ? KindName.of(some.of().getClass()) + " " + some.keep()
          : KindName.of(data.getClass());
    }
  }
}
