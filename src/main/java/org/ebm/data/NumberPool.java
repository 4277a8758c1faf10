package org.ebm.data;

import java.util.ArrayList;
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
  /** Sides of the plane's box in such a ratio are each measured by itself. */
  private static final double UNLIKE = 10;

  private static final double LEAST_EXTENT = 1e-6;

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
    return noisy(IntStream.range(0, n).map(i -> source.nextInt(all.rows())).toArray(), key);
  }

  @Override
  public Batch drawDifferent(int n, RandomKey key) {
    return noisy(Deck.of(all.rows(), n, key), key);
  }

  private Batch noisy(int[] rows, RandomKey key) {
    NumberPool drawn = of(rows, fingerprint);
    noise.addTo(drawn.all.values(), key.fold("noise"));
    return new Batch(drawn.all, drawn.labels);
  }

  /** The part that is learned, or that is held out, with what is said of it. */
  NumberPool part(Optional<Double> holdOut, boolean heldOutOnly) {
    int[] kept = HoldOut.rows(holdOut, all.rows(), heldOutOnly);
    NumberPool some = kept.length == all.rows() ? this : of(kept, fingerprint);
    List<String> said = new ArrayList<>(remarks);
    said.addAll(HoldOut.remarks(holdOut, all.rows(), kept.length, heldOutOnly));
    return new NumberPool(space, some.all, some.labels, noise, fingerprint, said);
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

  @Override
  public Optional<Box> box() {
    return shape().equals(Shape.of(2)) ? Optional.of(plane()) : Optional.empty();
  }

  /** Around all points, with a tenth of the extent on each side: of the larger one, unless that would hide the other. */
  private Box plane() {
    double[] box = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int i = 0; i < all.values().length; i++) {
      int axis = 2 * (i % 2);
      box[axis] = Math.min(box[axis], all.values()[i]);
      box[axis + 1] = Math.max(box[axis + 1], all.values()[i]);
    }
    double width = box[1] - box[0];
    double height = box[3] - box[2];
    double larger = Math.max(width, height);
    boolean unlike = larger > UNLIKE * Math.min(width, height);
    double across = Math.max(unlike ? width : larger, LEAST_EXTENT) / 10;
    double upwards = Math.max(unlike ? height : larger, LEAST_EXTENT) / 10;
    return new Box(box[0] - across, box[1] + across, box[2] - upwards, box[3] + upwards);
  }
}
