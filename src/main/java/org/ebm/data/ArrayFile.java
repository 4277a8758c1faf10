package org.ebm.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.ShapeAdvice;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.Sha256;
import org.ebm.run.DataRecord;

/**
 * Examples of one's own: an array of a .npy, .npz or .safetensors file with examples along the first axis, or a table (.csv, .tsv) with one example a line. Values are used as
 * they are, unless a key says otherwise.
 */
@Kind("arrays")
public record ArrayFile(
    @Key(".npy, .npz, .safetensors, .csv or .tsv file") Path file,

    @Key(
        value = "sizes of one example: [2], or [channels, height, width] with values in [-1, 1]",
        range = ">= 1")
    List<Integer> example,

    @Key(value = "which array of a .npz or .safetensors; auto: its only one", byDefault = "auto")
    Optional<String> array,

    @Key(value = "sd added to each draw, data units", range = ">= 0", byDefault = "0.0")
    double noise,

    @Key(value = HoldOut.HELP, range = ">= 0", byDefault = "none")
    Optional<Double> holdOut,

    @Key(
        value = "the examples that hold_out leaves out, in place of the others",
        byDefault = "false")
    boolean heldOutOnly,

    @Key(
        "coordinates: each is learned less its mean and in its sd; factor: less their means, all in one sd; not given: as they are. Written into the model, whose samples come back in the file's own units")
    Optional<Standardize> standardize,

    @Key("which columns of a .csv or .tsv, by their names; not given: all")
    Optional<List<String>> columns,

    @Key(
        "of pictures, the file's values of black and white, [0, 255] for bytes: they are learned as -1 and 1; not given: values are used as they are")
    Optional<List<Double>> pixels)
    implements Dataset {
  /** How coordinates of unlike size are made alike. */
  public enum Standardize {
    COORDINATES,
    FACTOR
  }

  public ArrayFile {
    HoldOut.require(holdOut);
    if (pixels.isPresent() && (example.size() != 3 || !isRange(pixels.get()))) {
      throw new ConfigException(
          "pixels",
          "is two different numbers, black and white, for pictures of [channels, height, width]; got "
              + pixels.get() + " for examples of " + example);
    }
    if (standardize.isPresent() && example.size() != 1) {
      throw new ConfigException(
          "standardize",
          "is for points, got examples of " + example
              + "; scale pictures to [-1, 1] and leave it out");
    }
  }

  /** As they are. */
  public ArrayFile(
      Path file,
      List<Integer> example,
      Optional<String> array,
      double noise,
      Optional<Double> holdOut,
      boolean heldOutOnly) {
    this(
        file,
        example,
        array,
        noise,
        holdOut,
        heldOutOnly,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** All of it is learned, unless a run that begins divides it. */
  ArrayFile(Path file, List<Integer> example, Optional<String> array, double noise) {
    this(file, example, array, noise, Optional.empty(), false);
  }

  @Override
  public Shape shape() {
    return new Shape(example);
  }

  @Override
  public Examples open() {
    List<String> remarks = new ArrayList<>();
    FloatArray values = examples(remarks);
    return new NumberPool(
            space(), values, Optional.empty(), new PixelNoise(noise), Sha256.hex(file), remarks)
        .part(holdOut, heldOutOnly);
  }

  @Override
  public Optional<Dataset> heldOut() {
    return HoldOut.isUsed(holdOut) ? Optional.of(holding(holdOut, true)) : Optional.empty();
  }

  @Override
  public Dataset divided() {
    return holdOut.isEmpty()
        ? HoldOut.usual(OptionalLong.of(examples(new ArrayList<>()).rows()))
            .<Dataset>map(usual -> holding(Optional.of(usual), false))
            .orElse(this)
        : this;
  }

  private ArrayFile holding(Optional<Double> part, boolean only) {
    return new ArrayFile(file, example, array, noise, part, only, standardize, columns, pixels);
  }

  private static boolean isRange(List<Double> values) {
    return values.size() == 2 && !values.get(0).equals(values.get(1));
  }

  /** Of the examples that are learned. */
  @Override
  public Optional<Units> units() {
    return standardize.map(how -> {
      List<DataRecord.Numbers> coordinates = DataSummary.coordinates(open());
      List<Double> mean = coordinates.stream().map(DataRecord.Numbers::mean).toList();
      List<Double> sd = coordinates.stream().map(DataRecord.Numbers::sd).toList();
      int flat = how == Standardize.COORDINATES
          ? IntStream.range(0, sd.size())
              .filter(i -> !(sd.get(i) > 0))
              .findFirst()
              .orElse(-1)
          : -1;
      double one = Math.sqrt(sd.stream().mapToDouble(s -> s * s).average().orElse(0));
      if (flat >= 0 || !(one > 0)) {
        throw EbmException.damaged(
            file,
            "coordinate " + Math.max(0, flat) + " (the first is 0) is "
                + mean.get(Math.max(0, flat))
                + " in all examples, so it has no density; leave it out of the file");
      }
      return new Units(mean, how == Standardize.COORDINATES ? sd : List.of(one));
    });
  }

  /** All of them, of the right shape and finite. */
  private FloatArray examples(List<String> remarks) {
    FloatArray read = new NumbersFile(file, array, columns).read(remarks);
    boolean numbers = example.equals(List.of(1)) && read.shape().length == 1;
    FloatArray values = numbers ? new FloatArray(shape().batch(read.rows()), read.values()) : read;
    if (values.shape().length == 0
        || !java.util.Arrays.equals(values.shape(), shape().batch(values.rows()))) {
      throw EbmException.damaged(
          file, ShapeAdvice.of(values.shape(), shape()) + "; correct it or data.arrays.example");
    }
    if (values.rows() == 0) {
      throw EbmException.damaged(file, "holds no examples");
    }
    requireFinite(values);
    FloatArray learned = pixels.map(range -> PixelRange.scaled(values, range)).orElse(values);
    if (shape().isImage()) {
      PixelRange.of(learned).requirePixels(file).ifPresent(remarks::add);
    }
    return learned;
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
}
