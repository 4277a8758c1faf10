package org.ebm.data;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Squares of bits whose rows are all full or empty (stripes), or whose columns are (bars): 2^(n+1) - 2 different pictures, equally likely, the full and the empty one counted once. A machine that knows them all has -log(2^(n+1) - 2) nats
 * a picture, -2.639 at n = 3. Source: Hinton and Sejnowski (1986), Learning and relearning in Boltzmann machines; MacKay (2003), Information Theory, chapter 43.
 */
@Kind("bars_and_stripes")
public record BarsAndStripes(
    @Key(value = "rows and columns", range = ">= 2, <= 16", byDefault = "3")
    int size) implements Dataset {
  @Override
  public Shape shape() {
    return Shape.of(1, size, size);
  }

  @Override
  public Space space() {
    return Space.binary(shape(), Support.BIT);
  }

  /** First the stripes, then those bars that are no stripes. */
  @Override
  public Examples open() {
    int each = 1 << size;
    FloatArray all = FloatArray.zeros(shape(), 2 * each - 2);
    for (int row = 0; row < all.rows(); row++) {
      boolean stripes = row < each;
      int lines = stripes ? row : row - each + 1;
      for (int i = 0; i < size * size; i++) {
        int line = stripes ? i / size : i % size;
        all.values()[row * size * size + i] = lines >> line & 1;
      }
    }
    return new Patterns(space(), all, Fingerprint.ofText("BarsAndStripes[size=" + size + "]"));
  }

  /** There are no others. */
  @Override
  public Optional<Dataset> heldOut() {
    return Optional.empty();
  }
}
