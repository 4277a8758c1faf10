package org.ebm.data;

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
 * A finite set of examples of any real numbers, drawn with replacement: {@link ImagePool} is for bytes.
 *
 * @param all of them, (n, shape...); at least one
 * @param labels one per example
 */
record NumberPool(
    Space space,
    FloatArray all,
    Optional<int[]> labels,
    PixelNoise noise,
    String fingerprint,
    List<String> remarks)
    implements Examples {
  NumberPool {
    remarks = List.copyOf(remarks);
    if (all.rows() == 0) {
      throw new IllegalArgumentException("no examples");
    }
  }

  @Override
  public Shape shape() {
    return space.shape();
  }

  @Override
  public Batch draw(int n, RandomKey key) {
    UniformRandomProvider source = key.fold("index").generator();
    int[] rows = IntStream.range(0, n).map(i -> source.nextInt(all.rows())).toArray();
    NumberPool drawn = of(rows, fingerprint);
    noise.addTo(drawn.all.values(), key.fold("noise"));
    return new Batch(drawn.all, drawn.labels);
  }

  /** These examples, in this order. */
  NumberPool of(int[] rows, String named) {
    FloatArray some = FloatArray.zeros(shape(), rows.length);
    int width = shape().elements();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all.values(), rows[i] * width, some.values(), i * width, width);
    }
    Optional<int[]> theirs =
        labels.map(known -> IntStream.of(rows).map(row -> known[row]).toArray());
    return new NumberPool(space, some, theirs, noise, named, remarks);
  }

  @Override
  public Optional<Examples> ofClasses(List<Integer> keep) {
    int[] rows = labels.stream()
        .flatMapToInt(
            known -> IntStream.range(0, known.length).filter(i -> keep.contains(known[i])))
        .toArray();
    String named =
        Fingerprint.ofText(fingerprint + " of classes " + keep.stream().sorted().toList());
    return rows.length == 0 ? Optional.empty() : Optional.of(of(rows, named));
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
