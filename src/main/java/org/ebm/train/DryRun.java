package org.ebm.train;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.Counted;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Examples;
import org.ebm.objective.Estimator;
import org.ebm.torch.Torch;

/** What a training run would cost, from two updates; writes nothing. */
public final class DryRun {
  private DryRun() {}

  /** Lines to print: size of the model, seconds per update, total time, disk. */
  public static List<String> estimate(TrainConfig config, Examples data, Torch torch) {
    config.requireRoom();
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow());
    Map<String, Weights> weights = new Learners(config, key).weights();
    try (Estimator estimator = opened(config, data, torch, key)) {
      update(config, data, estimator, weights);
      long begun = System.nanoTime();
      update(config, data, estimator, weights);
      double seconds = (System.nanoTime() - begun) / 1e9;
      long stateBytes = estimator.state().values().stream()
          .mapToLong(array -> 4L * array.values().length)
          .sum();
      long bytes = 4
              * weights.values().stream()
                  .flatMap(each -> each.list().stream())
                  .mapToLong(each -> each.values().length)
                  .sum()
              * (1 + config.optimizer().slots().size())
          + stateBytes;
      return List.of(
          String.format(Locale.ROOT, "parameters   %,d", config.parameterCount()),
          String.format(
              Locale.ROOT,
              "update       %.3g s on %s with %s",
              seconds,
              torch.deviceName(),
              Counted.of(torch.workers(), "worker")),
          String.format(
              Locale.ROOT, "all updates  %.1f min", seconds * config.training().steps() / 60),
          String.format(
              Locale.ROOT,
              "checkpoints  %.1f MB each, %d kept",
              bytes / 1e6,
              config.training().keepCheckpoints()));
    }
  }

  /** Seconds of one update, the quickest of those for which there are so many seconds: other programs only make it slower. */
  public static double secondsPerUpdate(
      TrainConfig config, Examples data, Torch torch, double patience) {
    config.requireRoom();
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow());
    Map<String, Weights> weights = new Learners(config, key).weights();
    try (Estimator estimator = opened(config, data, torch, key)) {
      update(config, data, estimator, weights);
      double best = Double.POSITIVE_INFINITY;
      long first = System.nanoTime();
      do {
        long begun = System.nanoTime();
        update(config, data, estimator, weights);
        best = Math.min(best, (System.nanoTime() - begun) / 1e9);
      } while ((System.nanoTime() - first) / 1e9 < patience);
      return best;
    }
  }

  private static Estimator opened(TrainConfig config, Examples data, Torch torch, RandomKey key) {
    return config
        .objective()
        .open(
            config.with(config.open()),
            data,
            config.runtime().compute(torch),
            key.fold("objective"));
  }

  private static void update(
      TrainConfig config, Examples data, Estimator estimator, Map<String, Weights> weights) {
    RandomKey key = RandomKey.ofSeed(0);
    estimator.estimate(weights, data.draw(config.training().batch(), key), key);
  }
}
