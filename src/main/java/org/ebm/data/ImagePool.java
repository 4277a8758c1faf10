package org.ebm.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;

/**
 * A finite set of images, held as 8-bit pixels (60 000 of 3x32x32 take 185 MB) and handed out as 2 b / 255 - 1.
 *
 * @param pixels one array per image in the order of the shape, values 0 to 255 as unsigned bytes; at least one
 * @param labels one per image
 */
record ImagePool(
    Space space,
    byte[][] pixels,
    Optional<int[]> labels,
    PixelNoise noise,
    String fingerprint,
    List<String> remarks)
    implements Examples {
  @Override
  public Shape shape() {
    return space.shape();
  }

  ImagePool {
    remarks = List.copyOf(remarks);
    if (pixels.length == 0) {
      throw new IllegalArgumentException("no images");
    }
  }

  /** Of which nothing is to be said. */
  ImagePool(
      Space space, byte[][] pixels, Optional<int[]> labels, PixelNoise noise, String fingerprint) {
    this(space, pixels, labels, noise, fingerprint, List.of());
  }

  @Override
  public Batch draw(int n, RandomKey key) {
    UniformRandomProvider source = key.fold("index").generator();
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = source.nextInt(pixels.length);
    }
    return noisy(rows, key);
  }

  @Override
  public Batch drawDifferent(int n, RandomKey key) {
    return noisy(Deck.of(pixels.length, n, key), key);
  }

  private Batch noisy(int[] rows, RandomKey key) {
    FloatArray examples = floats(rows);
    noise.addTo(examples.values(), key.fold("noise"));
    return new Batch(examples, labels.map(all -> pick(all, rows)));
  }

  @Override
  public Optional<Examples> ofClasses(List<Integer> keep) {
    int[] rows = labels.stream()
        .flatMapToInt(all -> IntStream.range(0, all.length).filter(i -> keep.contains(all[i])))
        .toArray();
    return rows.length == 0
        ? Optional.empty()
        : Optional.of(new ImagePool(
            space,
            Arrays.stream(rows).mapToObj(row -> pixels[row]).toArray(byte[][]::new),
            labels.map(all -> pick(all, rows)),
            noise,
            Fingerprint.ofText(
                fingerprint + " of classes " + keep.stream().sorted().toList()),
            remarks));
  }

  @Override
  public FloatArray first(int n) {
    int[] rows = new int[Math.min(n, pixels.length)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    return floats(rows);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(pixels.length);
  }

  private FloatArray floats(int[] rows) {
    FloatArray images = FloatArray.zeros(shape(), rows.length);
    float[] values = images.values();
    int at = 0;
    for (int row : rows) {
      for (byte pixel : pixels[row]) {
        values[at++] = 2 * Byte.toUnsignedInt(pixel) / 255f - 1;
      }
    }
    return images;
  }

  private static int[] pick(int[] labels, int[] rows) {
    int[] picked = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = labels[rows[i]];
    }
    return picked;
  }
}
