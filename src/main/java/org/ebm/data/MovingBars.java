package org.ebm.data;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Little videos of one coloured bar on black that moves across the picture and comes in again at the other side: upright or lying, in one of six colours, to either side at one or two pixels a frame.
 * Example i depends on seed and i only, so a smaller set is the beginning of a larger one. Class 0 moves right, 1 left, 2 down, 3 up.
 */
@Kind("moving_bars")
public record MovingBars(
    @Key(value = "frames", range = ">= 2, <= 512", byDefault = "8")
    int frames,

    @Key(value = "height and width in pixels", range = ">= 8, <= 512", byDefault = "16")
    int size,

    @Key(value = "number of different videos", range = ">= 1, <= 1000000", byDefault = "2000")
    int count,

    @Key(
        value = "sd of the noise added at each draw; pixels span 2",
        range = ">= 0",
        byDefault = "0")
    double noise,

    @Key(value = "which videos; not the seed of the run", byDefault = "0")
    long seed)
    implements Dataset {
  private static final int CHANNELS = 3;
  private static final int WAYS = 4;

  @Override
  public Shape shape() {
    return Shape.of(CHANNELS, frames, size, size);
  }

  @Override
  public Space space() {
    return Space.real(shape(), Layout.VIDEO);
  }

  @Override
  public Examples open() {
    RandomKey key = RandomKey.ofSeed(seed).fold("moving_bars");
    byte[][] pixels = IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> video(i % WAYS, key.fold(i).generator()))
        .toArray(byte[][]::new);
    int[] labels = IntStream.range(0, count).map(i -> i % WAYS).toArray();
    return new ImagePool(
        space(),
        pixels,
        Optional.of(labels),
        new PixelNoise(noise),
        Fingerprint.ofText(identity()));
  }

  /** By which runs know their data; never changes. */
  String identity() {
    return "MovingBars[frames=" + frames + ", size=" + size + ", count=" + count + ", noise="
        + noise + ", seed=" + seed + "]";
  }

  @Override
  public Optional<Dataset> heldOut() {
    return Optional.of(new MovingBars(frames, size, count, noise, seed + 1));
  }

  private byte[] video(int way, UniformRandomProvider dice) {
    int colour = 1 + dice.nextInt(6);
    int width = 2 + dice.nextInt(Math.max(1, size / 6));
    int start = dice.nextInt(size);
    int speed = (1 + dice.nextInt(2)) * (way % 2 == 0 ? 1 : -1);
    byte[] pixels = new byte[CHANNELS * frames * size * size];
    for (int frame = 0; frame < frames; frame++) {
      for (int across = 0; across < width; across++) {
        int at = Math.floorMod(start + speed * frame + across, size);
        for (int along = 0; along < size; along++) {
          int y = way < 2 ? along : at;
          int x = way < 2 ? at : along;
          for (int channel = 0; channel < CHANNELS; channel++) {
            if ((colour >> channel & 1) == 1) {
              pixels[((channel * frames + frame) * size + y) * size + x] = (byte) 255;
            }
          }
        }
      }
    }
    return pixels;
  }
}
