package org.ebm.basin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Energy;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.Model;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;

/**
 * Times pulled chains one pair at a time against 64 pairs together, in turns in one process, and prints one line of JSON for each energy: medians of
 * microseconds for a step of one pair, and the ratio. See scripts/bench/README.md.
 */
public final class PairBench {
  private static final int TOGETHER = 64;
  private static final int STEPS = 1000;
  private static final RandomKey KEY = RandomKey.ofSeed(1);

  private PairBench() {}

  /** @param arguments rounds, workers, then model folders; the eight Gaussians are always measured */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    try (Torch torch = Torch.open("cpu", Integer.parseInt(arguments[1]))) {
      measure(
          "gaussian_mixture", new GaussianMixture(8, 1, 0.15, List.of(), List.of()), torch, rounds);
      for (String folder : Arrays.copyOfRange(arguments, 2, arguments.length)) {
        measure(folder, new Model(Path.of(folder)), torch, rounds);
      }
    }
  }

  private static void measure(String name, Energy energy, Torch torch, int rounds) {
    Compute compute = new Compute(torch, Precision.FLOAT32, TOGETHER / torch.workers());
    try (Landscape landscape =
        Landscape.open(energy.open(), new Langevin(1e-3, 1, true), compute)) {
      FloatArray points = FloatArray.zeros(energy.shape(), TOGETHER);
      var generator = KEY.fold("points").generator();
      for (int i = 0; i < points.values().length; i++) {
        points.values()[i] = (float) (2 * generator.nextDouble() - 1);
      }
      List<float[]> rows = Rows.of(points);
      double[] single = new double[rounds];
      double[] together = new double[rounds];
      time(landscape, rows, TOGETHER);
      time(landscape, rows, 1);
      for (int round = 0; round < rounds; round++) {
        together[round] = time(landscape, rows, TOGETHER);
        single[round] = time(landscape, rows, 1);
      }
      System.out.printf(
          Locale.ROOT,
          "{\"energy\": \"%s\", \"one_us\": %.3f, \"together_us\": %.3f, \"ratio\": %.2f}%n",
          name,
          median(single),
          median(together),
          median(single) / median(together));
    }
  }

  /** Microseconds for a step of one pair; no chain arrives. */
  private static double time(Landscape landscape, List<float[]> rows, int pairs) {
    List<Pull> pulls = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      pulls.add(new Pull(rows.get(i), rows.get((i + 1) % rows.size()), 1e-3));
    }
    long begun = System.nanoTime();
    landscape.pull(pulls, new Limits(0, STEPS, STEPS), Landscape.Watch.ENDS, KEY);
    return (System.nanoTime() - begun) / 1e3 / STEPS / pairs;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
