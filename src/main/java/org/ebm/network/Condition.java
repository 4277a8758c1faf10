package org.ebm.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;

/**
 * Something that an energy is told beside x: a noise level, a class label, an observed image. A program takes it as an array with a first axis of n, one value for
 * each chain, or of 1, one for all alike, which is never cut into blocks nor expanded.
 *
 * @param name an identifier, by which layers and users name it
 * @param shape of one value; of rank 0 for a number
 * @param values that it can take, if these are few: noise levels from the largest on, labels from 0 on; else empty
 * @param byDefault what it is where nobody says; empty: it must be given
 */
public record Condition(String name, Shape shape, List<Double> values, Optional<Double> byDefault) {
  /** sigma, the standard deviation of the noise in the data that the energy describes. */
  public static final String NOISE_LEVEL = "noise_level";

  /** The class of x, counted from 0. */
  public static final String LABEL = "label";

  /** An image that comes with x: x with a part hidden, without its colours, at a lower resolution. */
  public static final String IMAGE = "image";

  /** The inverse temperature of an annealed energy: 0 is its reference, 1 the energy itself. */
  public static final String BETA = "beta";

  public Condition {
    values = List.copyOf(values);
  }

  /** A number. */
  public static Condition number(String name, List<Double> values, Optional<Double> byDefault) {
    return new Condition(name, new Shape(List.of()), values, byDefault);
  }

  /**
   * Refuses a value that it cannot take.
   *
   * @throws ConfigException naming those that it can
   */
  public void require(double value) {
    boolean ladder = name.equals(NOISE_LEVEL);
    boolean fits = values.isEmpty()
        || (ladder
            ? value <= values.get(0) && value >= values.get(values.size() - 1)
            : values.contains(value));
    if (!fits) {
      throw new ConfigException(
          name,
          ladder
              ? "must be between " + values.get(values.size() - 1) + " and " + values.get(0)
                  + ", got " + value
              : "must be one of " + choices() + ", got " + number(value));
    }
  }

  /** The values as a user types them: classes without a point. */
  public List<String> choices() {
    return values.stream().map(Condition::number).toList();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** The default for all chains alike, (1, shape...). */
  public Optional<FloatArray> defaultArray() {
    return byDefault.map(value -> alike(value));
  }

  /** One number for all chains alike, (1, shape...). */
  public FloatArray alike(double value) {
    FloatArray array = FloatArray.zeros(shape, 1);
    Arrays.fill(array.values(), (float) value);
    return array;
  }

  /**
   * Values for chains, (chains, shape...): chain k has row k modulo their number.
   *
   * @throws ConfigException if the chains are no multiple of them
   */
  public FloatArray dealt(FloatArray rows, int chains) {
    if (chains % rows.rows() != 0) {
      throw new ConfigException(
          "chains",
          "must be a multiple of " + rows.rows() + ", as many as there are of '" + name + "', got "
              + chains);
    }
    float[] all = new float[chains * rows.rowElements()];
    for (int at = 0; at < all.length; at += rows.values().length) {
      System.arraycopy(rows.values(), 0, all, at, rows.values().length);
    }
    return new FloatArray(shape.batch(chains), all);
  }

  /**
   * Images, (n, shape...), as they are.
   *
   * @throws ConfigException if they are of another shape
   */
  public FloatArray ofImages(FloatArray images) {
    if (!Arrays.equals(images.shape(), shape.batch(images.rows()))) {
      throw new ConfigException(
          name, "must be images of shape " + shape + " or n of them, got " + images);
    }
    return images;
  }

  /**
   * The classes of examples, (n).
   *
   * @throws ConfigException naming those that it can take
   */
  public FloatArray ofClasses(int[] labels) {
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; i++) {
      require(labels[i]);
      values[i] = labels[i];
    }
    return FloatArray.of(values);
  }
}
