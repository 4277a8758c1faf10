package org.ebm.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.base.RandomKey;

/**
 * Which examples of a finite set are left out of learning, so that there is something to compare a model with that it has not seen. A matter of their number and of the key
 * {@code hold_out} only: whoever reads the same configuration later finds the same parts.
 *
 * @param part 0: none; below 1: that share of them, drawn by a fixed key; k = 2, 3, ...: every k-th
 */
record HoldOut(double part) {
  /** Of runs that begin now and say nothing about it. */
  static final double USUAL = 10;

  static final String HELP =
      "examples to leave out, which ebm diagnose and ebm eval compare with: 10 every tenth, 0.1 a tenth drawn at random, 0 none; none: all are learned";

  private static final RandomKey KEY = RandomKey.ofSeed(0).fold("hold_out");

  HoldOut {
    boolean share = part >= 0 && part < 1;
    boolean every = part >= 2 && part == Math.rint(part) && part <= Integer.MAX_VALUE;
    if (!share && !every) {
      throw new ConfigException(
          "hold_out",
          "got " + part
              + "; allowed: 0 (none), a share below 1 such as 0.1, or a whole number from 2 on (10: every tenth)");
    }
  }

  /** Refuses a part that cannot be. */
  static void require(Optional<Double> part) {
    part.ifPresent(HoldOut::new);
  }

  /** Whether some are left out. */
  static boolean isUsed(Optional<Double> part) {
    return part.isPresent() && !new HoldOut(part.get()).isNone();
  }

  /** For a set of so many examples that does not say itself; empty if they are too few. */
  static Optional<Double> usual(OptionalLong count) {
    return count.orElse(0) >= USUAL ? Optional.of(USUAL) : Optional.empty();
  }

  /** As {@link #rows(int, boolean)}; without a part, all are learned. */
  static int[] rows(Optional<Double> part, int count, boolean left) {
    return new HoldOut(part.orElse(0.0)).rows(count, left);
  }

  /** What a run that learns a part says of it; empty for the part left out, and where nothing is. */
  static List<String> remarks(Optional<Double> part, int count, int kept, boolean left) {
    return left || kept == count
        ? List.of()
        : List.of("data: " + Counted.some(kept, count, "example") + " learned, " + (count - kept)
            + " held out, for diagnoses and evaluations (hold_out " + part.orElse(0.0)
            + "; 0 learns all)");
  }

  private boolean isNone() {
    return part == 0;
  }

  /**
   * Numbers of the examples in one of the two parts, in order.
   *
   * @param count of all examples
   * @param left the part that is left out, instead of the other
   * @throws ConfigException if one of the parts would be empty
   */
  int[] rows(int count, boolean left) {
    boolean[] out = part < 1 ? share(count) : every(count);
    int size = (int) IntStream.range(0, count).filter(i -> out[i]).count();
    if (size == count || (size == 0 && (left || !isNone()))) {
      throw new ConfigException(
          "hold_out",
          "of " + Counted.of(count, "example") + " " + part + " leaves " + size
              + " out; one at least must be learned and one left out, or set it to 0");
    }
    return IntStream.range(0, count).filter(i -> out[i] == left).toArray();
  }

  private boolean[] share(int count) {
    int[] order = IntStream.range(0, count).toArray();
    PermutationSampler.shuffle(KEY.generator(), order);
    boolean[] out = new boolean[count];
    Arrays.stream(order, 0, (int) Math.round(part * count)).forEach(i -> out[i] = true);
    return out;
  }

  private boolean[] every(int count) {
    boolean[] out = new boolean[count];
    for (int i = (int) part - 1; i < count; i += (int) part) {
      out[i] = true;
    }
    return out;
  }
}
