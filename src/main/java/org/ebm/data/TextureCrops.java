package org.ebm.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;

/**
 * Squares of a texture at any place, all equally likely.
 *
 * @param side height and width of a square
 */
record TextureCrops(
    Texture texture,
    int side,
    Textures.Border border,
    PixelNoise noise,
    String fingerprint,
    List<String> remarks)
    implements Examples {
  private static final RandomKey SHOWN = RandomKey.ofSeed(0).fold("textures");

  TextureCrops {
    remarks = List.copyOf(remarks);
  }

  @Override
  public Shape shape() {
    return Shape.of(texture.planes().length, side, side);
  }

  @Override
  public Space space() {
    return Space.of(shape());
  }

  @Override
  public boolean looksAlikeEverywhere() {
    return true;
  }

  @Override
  public Batch draw(int n, RandomKey key) {
    FloatArray crops = FloatArray.zeros(shape(), n);
    Dice dice = Dice.of(key.fold("index"));
    for (int i = 0; i < n; i++) {
      cut(dice.index(places(texture.width())), dice.index(places(texture.height())), crops, i);
    }
    noise.addTo(crops.values(), key.fold("noise"));
    return new Batch(crops, Optional.empty());
  }

  /** Where a square may begin along an axis of so many pixels. */
  private int places(int length) {
    return border == Textures.Border.INSIDE ? length - side + 1 : length;
  }

  private void cut(int left, int top, FloatArray crops, int row) {
    float[] values = crops.values();
    int at = row * crops.rowElements();
    for (float[] plane : texture.planes()) {
      for (int y = top; y < top + side; y++) {
        for (int x = left; x < left + side; x++) {
          values[at++] =
              plane[within(y, texture.height()) * texture.width() + within(x, texture.width())];
        }
      }
    }
  }

  /** The pixel that stands at a place which may be beyond the border. */
  private int within(int place, int length) {
    int folded = Math.floorMod(place, 2 * length);
    boolean back = border == Textures.Border.MIRRORED && folded >= length;
    return back ? 2 * length - 1 - folded : folded % length;
  }

  @Override
  public Batch drawDifferent(int n, RandomKey key) {
    FloatArray crops = FloatArray.zeros(shape(), n);
    int across = places(texture.width());
    int[] corners = Deck.of(Math.toIntExact(size().orElseThrow()), n, key);
    for (int i = 0; i < n; i++) {
      cut(corners[i] % across, corners[i] / across, crops, i);
    }
    noise.addTo(crops.values(), key.fold("noise"));
    return new Batch(crops, Optional.empty());
  }

  /** Those without noise of a fixed draw. */
  @Override
  public FloatArray first(int n) {
    return new TextureCrops(texture, side, border, new PixelNoise(0), fingerprint, remarks)
        .draw((int) Math.min(n, size().orElseThrow()), SHOWN)
        .examples();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of((long) places(texture.width()) * places(texture.height()));
  }
}
