package org.ebm.data;

import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Handwritten-looking digits, drawn here and needing no download: pen strokes through a few points per digit, bent, slanted, turned, scaled and
 * shifted at random, with a random pen width; one channel, light on dark. Example i has class i modulo classes and depends on seed and i only, so a
 * smaller set is the beginning of a larger one.
 */
@Kind("glyphs")
public record Glyphs(
    @Key(value = "height and width in pixels", range = ">= 8, <= 512", byDefault = "16")
    int size,

    @Key(
        value = "how many digits to use: 0, ..., classes - 1",
        range = ">= 1, <= 10",
        byDefault = "10")
    int classes,

    @Key(value = "number of different images", range = ">= 1, <= 1000000", byDefault = "10000")
    int count,

    @Key(
        value = "sd of the noise added at each draw; pixels span 2",
        range = ">= 0",
        byDefault = "0")
    double noise,

    @Key(value = "which images; not the seed of the run", byDefault = "0")
    long seed)
    implements Dataset {

  @Override
  public Shape shape() {
    return Shape.of(1, size, size);
  }

  @Override
  public Examples open() {
    RandomKey key = RandomKey.ofSeed(seed).fold("glyphs");
    byte[][] pixels = IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> draw(i % classes, Dice.of(key.fold(i))))
        .toArray(byte[][]::new);
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    return new ImagePool(
        space(),
        pixels,
        Optional.of(labels),
        new PixelNoise(noise),
        Fingerprint.ofText(identity()));
  }

  /** What old runs know these data by: a key that comes later is named only where it is not its default. */
  String identity() {
    return "Glyphs[size=" + size + ", classes=" + classes + ", count=" + count + ", noise=" + noise
        + ", seed=" + seed + "]";
  }

  @Override
  public Optional<Dataset> heldOut() {
    return Optional.of(new Glyphs(size, classes, count, noise, seed + 1));
  }

  private byte[] draw(int digit, Dice dice) {
    Skeleton skeleton = Skeleton.ofDigit(digit, dice);
    Handwriting hand = Handwriting.of(dice);
    Pen pen = new Pen(size, hand.penWidth() * size);
    for (double[][] stroke : skeleton.strokes()) {
      pen.trace(hand.write(stroke, size));
    }
    return pen.ink();
  }
}
