package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.sampler.Compute;
import org.ebm.sampler.RecoveryDescent;

/** Examples at a noise level against chains that start at the same with the noise of the level before. */
final class RecoveryContrast implements Estimator {
  private static final List<Metric> METRICS = List.of(
      new Metric("energy_gap", Metric.Role.GAP),
      new Metric("energy_data", Metric.Role.LEVEL),
      new Metric("energy_model", Metric.Role.LEVEL),
      Metric.other("spreads"));

  /** Noise takes an element one spread away; the energy that brings it so far back has lost its data. */
  private static final double FARTHEST = 20;

  private final Potential energy;
  private final List<Double> levels;
  private final RecoveryDescent descent;
  private final Compute compute;
  private final RecoveryDescent.Chains chains;
  private final LossGradient gradient;

  RecoveryContrast(Potential energy, RecoveryDescent descent, Compute compute) {
    this.energy = energy;
    this.levels = descent.levels(energy);
    this.descent = descent;
    this.compute = compute;
    this.chains = new RecoveryDescent.Chains(energy, descent, compute);
    this.gradient = new LossGradient(energy, List.of(), Contrast.ENERGY, compute);
  }

  /** Energies at all levels of a batch together. */
  @Override
  public List<Metric> metrics() {
    return METRICS;
  }

  /**
   * A batch at levels that were drawn.
   *
   * @param sigma of each example, (n)
   * @param spread of the noise that the level before has more, (n)
   * @param clear the examples at their level, (n, ...)
   * @param noisy at the level before
   */
  private record Pairs(FloatArray sigma, FloatArray spread, FloatArray clear, FloatArray noisy) {}

  private Pairs pairs(FloatArray examples, RandomKey key) {
    UniformRandomProvider random = key.generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    int n = examples.rows();
    int size = examples.rowElements();
    float[] sigma = new float[n];
    float[] spread = new float[n];
    float[] clear = examples.values().clone();
    float[] noisy = new float[clear.length];
    for (int row = 0; row < n; row++) {
      int level = 1 + random.nextInt(levels.size() - 1);
      sigma[row] = levels.get(level).floatValue();
      spread[row] = (float) RecoveryDescent.spread(levels, level);
      for (int i = row * size; i < (row + 1) * size; i++) {
        clear[i] += (float) (sigma[row] * normal.sample());
        noisy[i] = clear[i] + (float) (spread[row] * normal.sample());
      }
    }
    return new Pairs(
        FloatArray.of(sigma),
        FloatArray.of(spread),
        new FloatArray(examples.shape(), clear),
        new FloatArray(examples.shape(), noisy));
  }

  /** What the energy is told of each example: its level, and its class where there are any. */
  private List<FloatArray> told(Batch batch, FloatArray sigma) {
    List<FloatArray> all = new ArrayList<>(Told.of(energy, batch));
    for (int i = 0; i < all.size(); i++) {
      if (energy.conditions().get(i).name().equals(Condition.NOISE_LEVEL)) {
        all.set(i, sigma);
      }
    }
    return all;
  }

  @Override
  public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
    energy.space().require("data", batch.examples());
    Pairs pairs = pairs(batch.examples(), key.fold("pairs"));
    List<FloatArray> told = told(batch, pairs.sigma());
    EnergyInputs inputs = new EnergyInputs(parameters(weights), told);
    FloatArray samples = chains.run(inputs, pairs.noisy(), pairs.spread(), 0, key.fold("chains"));
    double apart = spreadsApart(pairs, samples);
    if (!(apart < FARTHEST)) {
      throw new EbmException(
          ExitCode.DIVERGED,
          "chains lie " + apart
              + " times the noise between two levels from where they started, after "
              + descent.steps() + " steps");
    }
    int n = samples.rows();
    float[] weight = new float[2 * n];
    Arrays.fill(weight, 0, n, (float) (energy.temperature() / n));
    Arrays.fill(weight, n, 2 * n, (float) (-energy.temperature() / n));
    LossGradient.Result result = gradient.of(
        weights,
        FloatArray.concat(List.of(pairs.clear(), samples)),
        Told.twice(told),
        weight,
        key.fold("gradient"));
    if (!result.isFinite()) {
      throw new EbmException(ExitCode.DIVERGED, "the learning gradient is non-finite");
    }
    double ofData = Moments.of(result.column(0), 0, n).mean();
    double ofModel = Moments.of(result.column(0), n, 2 * n).mean();
    return new Estimate(
        result.gradients(), new double[] {ofData - ofModel, ofData, ofModel, apart});
  }

  /** Root mean square of what chains moved an element, over the spread of the noise. */
  private static double spreadsApart(Pairs pairs, FloatArray samples) {
    int size = samples.rowElements();
    double squares = 0;
    for (int i = 0; i < samples.values().length; i++) {
      double moved = samples.values()[i] - pairs.noisy().values()[i];
      double v = moved / pairs.spread().values()[i / size];
      squares += v * v;
    }
    return Math.sqrt(squares / samples.values().length);
  }

  private static List<FloatArray> parameters(Map<String, Weights> weights) {
    return Objects.requireNonNull(weights.get(Player.ENERGY)).list();
  }

  /** From noise down all levels. */
  @Override
  public Optional<FloatArray> shortRun(Map<String, Weights> weights, Batch batch, RandomKey key) {
    if (energy.mustBeTold()) {
      return Optional.empty();
    }
    int n = batch.examples().rows();
    return Optional.of(descent.fromNoise(energy, parameters(weights), n, compute, key));
  }

  @Override
  public void close() {
    chains.close();
    gradient.close();
  }
}
