package org.ebm.data;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;

/**
 * A few examples without noise, dealt like cards: in a draw of a multiple of their number each is as often as any other, what is left over is drawn without replacement. So a batch can be all of them.
 *
 * @param all of them, (n, shape...)
 */
record Patterns(Space space, FloatArray all, String fingerprint) implements Examples {
  @Override
  public Shape shape() {
    return space.shape();
  }

  @Override
  public Batch draw(int n, RandomKey key) {
    UniformRandomProvider source = key.fold("index").generator();
    FloatArray examples = FloatArray.zeros(shape(), n);
    int width = shape().elements();
    int[] deck = PermutationSampler.natural(all.rows());
    for (int i = 0; i < n; i++) {
      if (i % deck.length == 0) {
        PermutationSampler.shuffle(source, deck);
      }
      int row = deck[i % deck.length];
      System.arraycopy(all.values(), row * width, examples.values(), i * width, width);
    }
    return new Batch(examples, Optional.empty());
  }

  @Override
  public Batch drawDifferent(int n, RandomKey key) {
    return draw(n, key);
  }

  @Override
  public FloatArray first(int n) {
    return all.slice(0, Math.min(n, all.rows()));
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(all.rows());
  }
}
