package org.ebm.data;

import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Pictures whose bytes b become 2 (b + u) / 256 - 1 with u uniform in [0, 1), fresh at every draw: numbers with a density in place of 256 values. Where pictures are shown, u = 1/2. Source: Theis, van den Oord and
 * Bethge (2016), ICLR, section 3.1.
 */
@Kind("dequantized")
public record Dequantized(
    @Key("the data set, of pictures without noise: bytes b as 2 b / 255 - 1")
    Dataset of) implements Dataset {
  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Space space() {
    return of.space();
  }

  @Override
  public Examples open() {
    Examples whole = of.open();
    if (!shape().isImage()) {
      throw new ConfigException("data.dequantized.of", "must be pictures, got " + shape());
    }
    return new Spread(whole);
  }

  @Override
  public Optional<Dataset> heldOut() {
    return of.heldOut().map(Dequantized::new);
  }

  @Override
  public Dataset divided() {
    return new Dequantized(of.divided());
  }

  /** Examples each of whose bytes is a place in an interval. */
  private record Spread(Examples of) implements DerivedExamples {
    private static final float ROUNDING = 1e-3f;

    @Override
    public Batch draw(int n, RandomKey key) {
      return spread(of.draw(n, key), key);
    }

    @Override
    public Batch drawDifferent(int n, RandomKey key) {
      return spread(of.drawDifferent(n, key), key);
    }

    private static Batch spread(Batch batch, RandomKey key) {
      UniformRandomProvider places = key.fold("dequantize").generator();
      FloatArray pixels = batch.examples();
      float[] spread = new float[pixels.values().length];
      for (int i = 0; i < spread.length; i++) {
        spread[i] = pixel(pixels.values()[i], places.nextFloat());
      }
      return new Batch(new FloatArray(pixels.shape(), spread), batch.labels());
    }

    @Override
    public FloatArray first(int n) {
      FloatArray pixels = of.first(n);
      float[] middle = new float[pixels.values().length];
      for (int i = 0; i < middle.length; i++) {
        middle[i] = pixel(pixels.values()[i], 0.5f);
      }
      return new FloatArray(pixels.shape(), middle);
    }

    private static float pixel(float value, float place) {
      float scaled = (value + 1) / 2 * 255;
      float bytes = Math.round(scaled);
      if (!(Math.abs(scaled - bytes) < ROUNDING && bytes >= 0 && bytes <= 255)) {
        throw new ConfigException(
            "data.dequantized.of",
            "must be bytes b as 2 b / 255 - 1, got a pixel of " + value
                + "; leave out its noise, or dequantized where the data have a density already");
      }
      return 2 * (bytes + place) / 256 - 1;
    }

    @Override
    public Optional<Examples> ofClasses(List<Integer> keep) {
      return of.ofClasses(keep).map(Spread::new);
    }

    @Override
    public String fingerprint() {
      return Fingerprint.ofText("Dequantized[of=" + of.fingerprint() + "]");
    }
  }
}
