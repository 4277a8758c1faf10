package org.ebm.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.FrechetDistance;
import org.ebm.diagnose.KernelDistance;
import org.ebm.diagnose.NearestDistance;
import org.ebm.diagnose.NeighbourBalls;
import org.ebm.diagnose.RankCurve;
import org.ebm.diagnose.Ranks;
import org.ebm.energy.FeatureNetwork;
import org.ebm.torch.Torch;

/**
 * Scores of samples in features of a network, whose SHA-256 is in their names: only those of one network can be compared.
 *
 * @param data that the model did not learn, if there are such
 * @param learned examples that it did; empty if unknown, or the same
 */
record SampleScores(ScoresConfig config, Examples data, Optional<Examples> learned) {
  private static final String IDENTITY = "identity";
  private static final int HASH = 12;

  /** Measures and names them. */
  void report(Findings findings, Samples samples, RandomKey key, Torch torch) {
    FloatArray points = samples.points();
    if (!points.isFinite()) {
      findings.warn(true, "some samples are not finite, so they have no scores");
      return;
    }
    if (config.features().isEmpty()) {
      report(findings, points, key, IDENTITY, UnaryOperator.identity());
      return;
    }
    try (FeatureNetwork network =
        FeatureNetwork.open(config.features().get(), data.shape(), torch)) {
      findings.put("feature_network", network.hash());
      report(findings, points, key, network.hash().substring(0, HASH), network::of);
    }
  }

  private void report(
      Findings findings,
      FloatArray points,
      RandomKey key,
      String name,
      UnaryOperator<FloatArray> features) {
    int n = Math.min(config.draws(), points.rows());
    int there = (int) Math.min(data.size().orElse(Integer.MAX_VALUE), 2L * n);
    n = Math.min(n, there);
    if (n < KernelDistance.LEAST) {
      throw new ConfigException(
          "scores",
          "needs at least " + KernelDistance.LEAST + " samples and as many data, got "
              + points.rows() + " and " + data.size().orElse(Integer.MAX_VALUE));
    }
    FloatArray drawn = data.drawDifferent(there, key.fold("scores")).examples();
    FloatArray ours = flat(features.apply(points.slice(0, n)));
    FloatArray theirs = flat(features.apply(drawn));
    int half = there / 2;
    FloatArray first = theirs.slice(0, Math.min(n, half));
    FloatArray second = theirs.slice(half, half + Math.min(n, half));
    findings.put("features", ours.rowElements());
    findings.put("scored_samples", n);
    frechet(findings, name, ours, theirs.slice(0, n), first, second);
    KernelDistance kernel = KernelDistance.of(ours, theirs.slice(0, n));
    findings.put("kid_" + name, kernel.squared());
    findings.put("kid_" + name + "_error", kernel.error());
    if (first.rows() >= KernelDistance.LEAST) {
      KernelDistance floor = KernelDistance.of(first, second);
      findings.put("kid_" + name + "_floor", floor.squared());
      findings.put("kid_" + name + "_floor_error", floor.error());
    }
    regions(findings, name, ours, first, second);
    memory(findings, points.slice(0, n), drawn, key);
  }

  /** Of fewer rows than features the covariances say nothing: not measured, and said. */
  private static void frechet(
      Findings findings,
      String name,
      FloatArray ours,
      FloatArray theirs,
      FloatArray first,
      FloatArray second) {
    int width = ours.rowElements();
    if (ours.rows() <= width) {
      findings.warn(
          true,
          "no FID: it needs more samples than the " + width + " features, got " + ours.rows()
              + "; KID needs fewer");
      return;
    }
    findings.warn(
        ours.rows() < 2 * width,
        "FID of " + ours.rows() + " samples in " + width
            + " features is far too large, as that of two parts of the data is; take more samples");
    findings.put("fid_" + name, FrechetDistance.of(ours, theirs));
    if (first.rows() > width) {
      findings.put("fid_" + name + "_floor", FrechetDistance.of(first, second));
      findings.put("fid_floor_examples", first.rows());
      findings.warn(
          first.rows() < ours.rows(),
          "FID's floor is of " + first.rows() + " data in each half, fewer than the " + ours.rows()
              + " samples, and so too high");
    }
  }

  /** Of as many of each, and of one half of the data in the other: what perfect samples would have. */
  private void regions(
      Findings findings, String name, FloatArray ours, FloatArray first, FloatArray second) {
    int few = Math.min(config.neighbours(), Math.min(ours.rows(), first.rows()));
    if (few <= NeighbourBalls.K) {
      return;
    }
    FloatArray samples = ours.slice(0, few);
    FloatArray data = first.slice(0, few);
    NeighbourBalls region = NeighbourBalls.of(data);
    findings.put("precision_" + name, region.holds(samples));
    findings.put("recall_" + name, NeighbourBalls.of(samples).holds(data));
    findings.put("precision_" + name + "_data", region.holds(second.slice(0, few)));
    findings.put("neighbour_examples", few);
  }

  /** Distances from the nearest learned example, data units: of samples beside held-out data. Nearer than these are memories. */
  private void memory(Findings findings, FloatArray points, FloatArray held, RandomKey key) {
    if (learned.isEmpty()) {
      findings.warn(
          true,
          "whether samples are memories of learned examples cannot be told: it takes held-out data beside learned ones");
      return;
    }
    int few = Math.min(config.neighbours(), Math.min(points.rows(), held.rows()));
    Examples known = learned.get();
    int all = (int) Math.min(known.size().orElse(config.draws()), config.draws());
    FloatArray memories = known.drawDifferent(all, key.fold("learned")).examples();
    double[] ofSamples = NearestDistance.exact(points.slice(0, few), memories);
    double[] ofData = NearestDistance.exact(held.slice(0, few), memories);
    findings.put("nearest_learned", median(ofSamples));
    findings.put("nearest_learned_data", median(ofData));
    // a half if samples are as far from what was learned as held-out examples are, 1 for memories
    findings.put("nearest_learned_closer", RankCurve.area(ofData, ofSamples));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Ranks.quantile(sorted, 0.5);
  }

  private static FloatArray flat(FloatArray x) {
    return new FloatArray(new int[] {x.rows(), x.rowElements()}, x.values());
  }
}
