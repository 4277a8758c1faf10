package org.ebm.restore;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.energy.Identity;
import org.ebm.energy.Operator;
import org.ebm.energy.Potential;
import org.ebm.restore.Observations.Form;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.Init;

/**
 * What there is before chains move: observations, and where the chains start.
 *
 * @param before the energy, opened
 * @param seen how it is observed
 * @param program the same, compiled
 * @param data what was learned, if there are data
 */
public record Preparation(
    RestoreConfig config,
    Potential before,
    Operator.Opened seen,
    Operator.Seen program,
    Optional<Examples> data) {
  /** Reads observations, or makes them of examples. */
  public Observations observations() {
    if (config.input().isPresent()) {
      return new InputReader(before.shape(), seen).read(config.input().get(), config.truth());
    }
    int count = config
        .heldOut()
        .orElseThrow(
            () -> new ConfigException(
                "input",
                "must be given, a picture, a folder or a .npy file; or held_out: 100 for examples of the data, observed here"));
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow());
    Dataset learned = config.data().orElseThrow();
    Examples examples = learned.heldOut().orElse(learned).open();
    if (!examples.shape().equals(before.shape())) {
      throw new ConfigException(
          "data",
          "must have the shape of the energy's input, " + before.shape() + ", got "
              + examples.shape());
    }
    FloatArray truth = examples.batch(count, key.fold("truth"));
    FloatArray y = program.of(truth);
    config.noiseSd().ifPresent(sd -> addNoise(y, sd, key.fold("observation")));
    return new Observations(
        IntStream.range(0, count).mapToObj(String::valueOf).toList(),
        y,
        Optional.of(truth),
        before.shape().isImage() ? Form.PICTURES : Form.ARRAYS,
        List.of(),
        learned.heldOut().isPresent()
            ? List.of()
            : List.of(
                "the data hold out no examples: what is restored here was learned, so errors and coverage flatter the energy"));
  }

  private static void addNoise(FloatArray y, double sd, RandomKey key) {
    var normal = ZigguratSampler.NormalizedGaussian.of(key.generator());
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] += (float) (sd * normal.sample());
    }
  }

  /** States for all chains, (chains, shape...): chain k is of observation k modulo how many there are. */
  public FloatArray starts(FloatArray y) {
    int chains = Math.multiplyExact(config.chains(), y.rows());
    FloatArray all = FloatArray.concat(Collections.nCopies(config.chains(), y));
    boolean isKnown = seen.lifts() || config.operator() instanceof Identity;
    if (config.init().isEmpty() && isKnown) {
      return filled(all);
    }
    Init init = config.init().orElseGet(() -> new GaussianStart(1));
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow()).fold("starts");
    FloatArray draws =
        init.open(before.space(), before.units(), data, key).draw(chains, key).position();
    return seen.lifts() ? program.project(draws, all) : draws;
  }

  /** A^+ y, and where nothing is seen the mean of what is. */
  public FloatArray filled(FloatArray y) {
    FloatArray start = seen.lifts() ? program.back(y) : y;
    return seen.seen().map(mask -> meanFilled(start, mask.values())).orElse(start);
  }

  private static FloatArray meanFilled(FloatArray seenOnly, float[] mask) {
    float[] values = seenOnly.values().clone();
    int width = seenOnly.rowElements();
    for (int row = 0; row < seenOnly.rows(); row++) {
      int from = row * width;
      double mean = IntStream.range(0, width)
          .filter(i -> mask[i] == 1)
          .mapToDouble(i -> values[from + i])
          .average()
          .orElseThrow();
      for (int i = 0; i < width; i++) {
        values[from + i] = mask[i] == 1 ? values[from + i] : (float) mean;
      }
    }
    return new FloatArray(seenOnly.shape(), values);
  }

  /** Where what is seen leaves something open: 1 for elements that are restored. */
  public float[] open() {
    float[] open = new float[before.shape().elements()];
    Arrays.fill(open, 1);
    seen.seen().ifPresent(mask -> {
      for (int i = 0; i < open.length; i++) {
        open[i] = 1 - mask.values()[i];
      }
    });
    return open;
  }
}
