package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.files.Sha256;

/** Examples from NumPy: a .npy file, or one array of a .npz file, with examples along the first axis. Values are used as they are. */
@Kind("arrays")
public record Arrays(
    @Key(".npy or .npz file") Path file,

    @Key(
        value = "sizes of one example: [2], or [channels, height, width] with values in [-1, 1]",
        range = ">= 1")
    List<Integer> example,

    @Key(value = "which array of a .npz; auto: its only one", byDefault = "auto")
    Optional<String> array,

    @Key(value = "sd added to each draw, data units", range = ">= 0", byDefault = "0.0")
    double noise)
    implements Dataset {
  @Override
  public Shape shape() {
    return new Shape(example);
  }

  @Override
  public Examples open() {
    if (!Files.isRegularFile(file)) {
      throw new EbmException(
          ExitCode.CONFIG, "data.arrays.file: " + file + " is not there; give a .npy or .npz file");
    }
    FloatArray values = read();
    if (!java.util.Arrays.equals(
        values.shape(), shape().batch(values.shape().length == 0 ? 0 : values.rows()))) {
      throw EbmException.damaged(
          file,
          "holds " + values + ", but data.arrays.example says each example is " + shape()
              + " along a first axis");
    }
    if (values.rows() == 0) {
      throw EbmException.damaged(file, "holds no examples");
    }
    requireFinite(values);
    return new Rows(shape(), values, new Noise(noise), Sha256.hex(file));
  }

  private void requireFinite(FloatArray values) {
    float[] numbers = values.values();
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw EbmException.damaged(
            file,
            "row " + i / shape().elements() + " (the first is 0) holds NaN or infinite values, got "
                + numbers[i] + "; remove such examples");
      }
    }
  }

  private FloatArray read() {
    if (!file.toString().endsWith(".npz")) {
      return Npy.read(file);
    }
    Map<String, FloatArray> arrays = Npz.read(file);
    String name =
        array.orElseGet(() -> arrays.size() == 1 ? arrays.keySet().iterator().next() : "");
    FloatArray found = arrays.get(name);
    if (found == null) {
      throw EbmException.damaged(
          file,
          "has no array '" + name + "', it has " + arrays.keySet() + "; set data.arrays.array");
    }
    return found;
  }

  private record Rows(Shape shape, FloatArray values, Noise noise, String fingerprint)
      implements Examples {
    @Override
    public Batch draw(int n, RandomKey key) {
      UniformRandomProvider source = key.fold("index").generator();
      FloatArray examples = FloatArray.zeros(shape, n);
      int width = shape.elements();
      for (int i = 0; i < n; i++) {
        System.arraycopy(
            values.values(),
            source.nextInt(values.rows()) * width,
            examples.values(),
            i * width,
            width);
      }
      noise.addTo(examples.values(), key.fold("noise"));
      return new Batch(examples, Optional.empty());
    }

    @Override
    public FloatArray first(int n) {
      return values.slice(0, Math.min(n, values.rows()));
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(values.rows());
    }

    @Override
    public Optional<Box> box() {
      return shape.equals(Shape.of(2)) ? Optional.of(plane()) : Optional.empty();
    }

    /** Around all points, with a tenth of the extent on each side. */
    private Box plane() {
      double[] box = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
      for (int i = 0; i < values.values().length; i++) {
        int axis = 2 * (i % 2);
        box[axis] = Math.min(box[axis], values.values()[i]);
        box[axis + 1] = Math.max(box[axis + 1], values.values()[i]);
      }
      double extent = Math.max(box[1] - box[0], box[3] - box[2]);
      return new Box(box[0], box[1], box[2], box[3]).grown(Math.max(extent, 1e-6) / 10);
    }
  }
}
