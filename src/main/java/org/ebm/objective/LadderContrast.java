package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.sampler.Ladder;
import org.ebm.sampler.LearningLadder;

/** Data against the highest rungs of ladders that go on from update to update. */
record LadderContrast(int steps, Potential energy, LearningLadder ladder, SampleContrast contrast)
    implements Estimator {
  private static final List<Metric> METRICS = List.of(
      new Metric("energy_gap", Metric.Role.GAP),
      new Metric("energy_data", Metric.Role.LEVEL),
      new Metric("energy_model", Metric.Role.LEVEL),
      new Metric("gradient_norm", Metric.Role.GRADIENT_NORM),
      Metric.other("acceptance"),
      Metric.other("swap_rate"),
      Metric.other("swap_rate_lowest"),
      Metric.other("restarts"));

  @Override
  public List<Metric> metrics() {
    return METRICS;
  }

  @Override
  public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
    energy.space().require("data", batch.examples());
    EnergyInputs inputs = inputs(weights);
    Ladder.Moved moved = moved(inputs, key);
    FloatArray samples = moved.state().target().position();
    int n = samples.rows();
    double[] shares = new double[n];
    Arrays.fill(shares, 1.0 / n);
    SampleContrast.Learned learned =
        contrast.of(weights, inputs, batch.examples(), samples, shares, key);
    ladder.keep(moved);
    return new Estimate(learned.gradients(), new double[] {
      learned.gap(),
      learned.ofData(),
      learned.ofModel(),
      Moments.of(moved.target().gradientNorm()).mean(),
      Moments.of(moved.target().acceptance()).mean(),
      Arrays.stream(moved.swapRates()).average().orElseThrow(),
      Arrays.stream(moved.swapRates()).min().orElseThrow(),
      moved.state().restarts() / (double) n
    });
  }

  private EnergyInputs inputs(Map<String, Weights> weights) {
    return energy.inputs(Objects.requireNonNull(weights.get(Player.ENERGY)).list());
  }

  private Ladder.Moved moved(EnergyInputs inputs, RandomKey key) {
    Ladder.Moved moved = ladder.moved(inputs, steps, key.fold("chains"));
    int bad = moved.state().target().nonFinite();
    if (bad > 0) {
      throw new EbmException(
          ExitCode.DIVERGED,
          Counted.some(bad, moved.state().target().chains(), "ladder")
              + " non-finite on the energy after " + Counted.of(steps, "step"));
    }
    return moved;
  }

  /** The first ladders' highest rungs. */
  @Override
  public Optional<FloatArray> shortRun(Map<String, Weights> weights, Batch wanted, RandomKey key) {
    FloatArray samples = moved(inputs(weights), key).state().target().position();
    return Optional.of(
        samples.slice(0, Math.min(samples.rows(), wanted.examples().rows())));
  }

  @Override
  public Map<String, FloatArray> state() {
    return ladder.state();
  }

  @Override
  public void restore(Map<String, FloatArray> state) {
    ladder.restore(state);
  }

  @Override
  public void close() {
    ladder.close();
    contrast.close();
  }
}
