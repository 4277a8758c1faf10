package org.ebm.generate;

import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Ability;
import org.ebm.energy.Potential;
import org.ebm.run.GenerationRecord;
import org.ebm.run.Progress;
import org.ebm.run.Work;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Langevin;
import org.ebm.train.Adam;
import org.ebm.train.Optimizer;

/** The noise behind held-out examples: z that minimizes |x - M(z)|^2, by Adam from a draw of the noise. Source: Nijkamp et al. (2019), NeurIPS, section 4.3. */
record Reconstruction(GenerateConfig config, Potential energy, Compute compute) {
  private static final Work WORK =
      new Work("updates of the noise", "fewer reconstruct.updates or reconstruct.examples");
  /** The last steps of chains of images, volumes, sets of points that the gradient goes through. */
  private static final int LAST = 10;
  /** Draws of which the nearest is what no search is compared with. */
  private static final int BEST_OF = 100;

  /**
   * What was found, row by row of the examples.
   *
   * @param noise z, (n, ...)
   * @param made M(z)
   * @param nearest of {@link #BEST_OF} other M(z)
   */
  record Found(
      FloatArray noise,
      FloatArray made,
      FloatArray nearest,
      GenerationRecord.Reconstruction record) {}

  /** @param examples (n, example), without data noise */
  Found of(FloatArray examples, NoiseSource source, RandomKey key, Progress progress) {
    ReconstructConfig how = config.reconstruct();
    Langevin chain = config.searched();
    int n = examples.rows();
    int through = through();
    FloatArray noise = source.draw(n, key.fold("begin"));
    try (Unrolled unrolled =
        new Unrolled(energy, source, chain, config.chainSteps(), through, compute)) {
      noise = descended(unrolled, noise, examples, how.learningRate() * source.sd(), progress);
    }
    try (ShortChain made = new ShortChain(chain, config.chainSteps(), energy, source, compute)) {
      FloatArray found = made.examples(noise, key);
      FloatArray others = made.examples(source.draw(BEST_OF, key.fold("others")), key);
      FloatArray nearest = nearest(examples, others);
      return new Found(
          noise,
          found,
          nearest,
          new GenerationRecord.Reconstruction(
              n,
              how.updates(),
              through,
              error(examples, found),
              error(examples, nearest),
              BEST_OF));
    }
  }

  private int through() {
    int all = config.chainSteps();
    Shape shape = energy.shape();
    int auto = !energy.abilities().contains(Ability.CURVATURE)
        ? 0
        : shape.rank() == 1 ? all : Math.min(all, LAST);
    return Math.min(all, config.reconstruct().through().orElse(auto));
  }

  private FloatArray descended(
      Unrolled unrolled, FloatArray from, FloatArray examples, double rate, Progress progress) {
    Adam adam = new Adam(rate, 0.9, 0.999, 1e-8, 0);
    float[] z = from.values().clone();
    List<float[]> slots = List.of(new float[z.length], new float[z.length]);
    int updates = config.reconstruct().updates();
    progress.begin(0, updates, WORK);
    for (int update = 1; update <= updates; update++) {
      FloatArray slope =
          unrolled.at(new FloatArray(from.shape(), z.clone()), examples).slope();
      // a rate that ends at 0, so that the last updates settle
      double now = rate * (1 - (update - 1.0) / updates);
      adam.update(z, slope.values(), slots, new Optimizer.Clock(now, update));
      progress.at(update, "reconstructing");
    }
    return new FloatArray(from.shape(), z);
  }

  private static FloatArray nearest(FloatArray examples, FloatArray others) {
    return FloatArray.concat(IntStream.range(0, examples.rows())
        .mapToObj(row -> {
          FloatArray example = examples.slice(row, row + 1);
          int best = 0;
          double least = Double.POSITIVE_INFINITY;
          for (int other = 0; other < others.rows(); other++) {
            double distance = error(example, others.slice(other, other + 1));
            if (distance < least) {
              least = distance;
              best = other;
            }
          }
          return others.slice(best, best + 1);
        })
        .toList());
  }

  /** Mean over all numbers of the squared difference. */
  private static double error(FloatArray one, FloatArray other) {
    double squares = 0;
    for (int i = 0; i < one.values().length; i++) {
      double apart = other.values()[i] - one.values()[i];
      squares += apart * apart;
    }
    return squares / one.values().length;
  }
}
