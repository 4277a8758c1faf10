package org.ebm.data;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Another data set with an image beside each example that is made of it: what an energy or a generator is told as the condition {@code image}. */
@Kind("paired")
public record Paired(
    @Key("the data set, of images without noise") Dataset of,

    @Key("how the image is made that comes with each example")
    Pairing image,

    @Key(
        value =
            "sd of the noise added to the examples at each draw, never to their images; pixels span 2",
        range = ">= 0",
        byDefault = "0")
    double noise)
    implements Dataset {
  /** Refuses examples that have no such image. */
  public Paired {
    try {
      image.image(of.shape());
    } catch (ConfigException e) {
      throw new ConfigException(
          e.problems().stream().map(problem -> problem.below("image")).toList());
    }
  }

  private static final RandomKey SHOWN = RandomKey.ofSeed(0).fold("paired");

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Space space() {
    return of.space();
  }

  @Override
  public Optional<Shape> imageShape() {
    return Optional.of(image.image(shape()));
  }

  @Override
  public Examples open() {
    return new Pairs(of.open(), image, new PixelNoise(noise));
  }

  @Override
  public Optional<Dataset> heldOut() {
    return of.heldOut().map(held -> new Paired(held, image, noise));
  }

  @Override
  public Dataset divided() {
    return new Paired(of.divided(), image, noise);
  }

  private record Pairs(Examples of, Pairing image, PixelNoise noise) implements DerivedExamples {
    @Override
    public Optional<Pairing> pairing() {
      return Optional.of(image);
    }

    @Override
    public Batch draw(int n, RandomKey key) {
      return paired(of.draw(n, key), key);
    }

    @Override
    public Batch drawDifferent(int n, RandomKey key) {
      return paired(of.drawDifferent(n, key), key);
    }

    private Batch paired(Batch batch, RandomKey key) {
      FloatArray images = image.of(batch.examples(), key.fold("image"));
      float[] values = batch.examples().values().clone();
      noise.addTo(values, key.fold("pair noise"));
      return new Batch(
          new FloatArray(batch.examples().shape(), values), batch.labels(), Optional.of(images));
    }

    @Override
    public FloatArray first(int n) {
      return of.first(n);
    }

    @Override
    public Batch firstTold(int n) {
      Batch first = of.firstTold(n);
      return new Batch(
          first.examples(), first.labels(), Optional.of(image.of(first.examples(), SHOWN)));
    }

    @Override
    public Optional<Examples> ofClasses(List<Integer> keep) {
      return of.ofClasses(keep).map(some -> new Pairs(some, image, noise));
    }

    @Override
    public String fingerprint() {
      return Fingerprint.ofText("Paired[of=" + of.fingerprint() + ", image=" + image.identity()
          + ", noise=" + noise.sd() + "]");
    }
  }
}
