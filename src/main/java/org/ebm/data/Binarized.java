package org.ebm.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Another data set with each number replaced by one of two values: what energies of spins and bits learn. */
@Kind("binarized")
public record Binarized(
    @Key("the data set") Dataset of,

    @Key(
        value =
            "numbers above it become the higher value, all others the lower; pixels are from -1 to 1",
        byDefault = "0.0")
    double threshold,

    @Key(value = "spin: -1 and 1; bit: 0 and 1", byDefault = "bit")
    Values values)
    implements Dataset {
  /** Which two. */
  public enum Values {
    SPIN,
    BIT
  }

  private Support support() {
    return values == Values.SPIN ? Support.SPIN : Support.BIT;
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Space space() {
    return new Space(shape(), of.space().layout(), support());
  }

  @Override
  public Examples open() {
    return new Rounded(of.open(), space(), threshold);
  }

  @Override
  public Optional<Dataset> heldOut() {
    return of.heldOut().map(held -> new Binarized(held, threshold, values));
  }

  @Override
  public Dataset divided() {
    return new Binarized(of.divided(), threshold, values);
  }

  private record Rounded(Examples of, Space space, double threshold) implements Examples {
    @Override
    public Shape shape() {
      return of.shape();
    }

    @Override
    public Batch draw(int n, RandomKey key) {
      Batch batch = of.draw(n, key);
      return new Batch(rounded(batch.examples()), batch.labels());
    }

    @Override
    public Batch drawDifferent(int n, RandomKey key) {
      Batch batch = of.drawDifferent(n, key);
      return new Batch(rounded(batch.examples()), batch.labels());
    }

    @Override
    public FloatArray first(int n) {
      return rounded(of.first(n));
    }

    @Override
    public Optional<int[]> labels() {
      return of.labels();
    }

    private FloatArray rounded(FloatArray numbers) {
      float[] rounded = new float[numbers.values().length];
      for (int i = 0; i < rounded.length; i++) {
        boolean above = numbers.values()[i] > threshold;
        rounded[i] = above ? space.support().high() : space.support().low();
      }
      return new FloatArray(numbers.shape(), rounded);
    }

    @Override
    public OptionalLong size() {
      return of.size();
    }

    @Override
    public List<String> remarks() {
      return of.remarks();
    }

    @Override
    public String fingerprint() {
      return Fingerprint.ofText("Binarized[of=" + of.fingerprint() + ", threshold=" + threshold
          + ", values=" + space.support() + "]");
    }
  }
}
