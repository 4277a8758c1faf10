package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
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
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Transition;

/** Data against the ends of short chains, wherever these start: the energy's learning gradient, d/dp of T (mean U(data) - mean U(chains)). */
final class Contrast implements AutoCloseable {
  /** What a weighted sum is taken of: weights are positive for data and negative for the model's samples. */
  static final Loss ENERGY = Loss.ofEnergy(Metric.other("energy"));

  private static final List<Metric> METRICS = List.of(
      new Metric("energy_gap", Metric.Role.GAP),
      new Metric("energy_data", Metric.Role.LEVEL),
      new Metric("energy_model", Metric.Role.LEVEL),
      new Metric("gradient_norm", Metric.Role.GRADIENT_NORM),
      new Metric("displacement", Metric.Role.DISPLACEMENT),
      Metric.other("acceptance"),
      Metric.other("distance"));

  private static final Metric JUMPS = Metric.other("jumps");

  private final Potential energy;
  private final Sampler sampler;
  private final int steps;
  private final Additions additions;
  private final Kernel kernel;
  private final LossGradient gradient;

  /**
   * What an update has beside chains and their gradient.
   *
   * @param jumps before the chains' steps, if any
   * @param energyPenalty alpha of alpha (mean f(data)^2 + mean f(chains)^2) in the loss
   * @param apart last steps of the chains that are made apart, so that they can be made again
   */
  record Additions(Optional<Jumps.Proposals> jumps, double energyPenalty, int apart) {
    static final Additions NONE = new Additions(Optional.empty(), 0, 0);
  }

  /** @param steps of a chain in an update */
  Contrast(Potential energy, Sampler sampler, int steps, Additions additions, Compute compute) {
    this.energy = energy;
    this.sampler = sampler;
    this.steps = steps;
    this.additions = additions;
    this.kernel = Kernel.open(energy, sampler, compute);
    this.gradient = new LossGradient(energy, List.of(), ENERGY, compute);
  }

  /** Of an update, as far as the sampler gives them. */
  List<Metric> metrics() {
    return Stream.concat(
            METRICS.stream()
                .filter(metric ->
                    sampler.followsGradients() || metric.role() != Metric.Role.GRADIENT_NORM),
            additions.jumps().stream().map(each -> JUMPS))
        .toList();
  }

  /**
   * One update.
   *
   * @param before the chains before the steps that are made apart
   * @param end of the chains
   * @param told what the energy was told of them
   * @param gradient of the energy
   * @param values of {@link #metrics}
   */
  record Update(
      FloatArray before,
      ChainState end,
      List<FloatArray> told,
      Map<String, Weights> gradient,
      double[] values) {
    FloatArray samples() {
      return end.position();
    }
  }

  /** Of the last steps, where they are made apart. */
  static RandomKey apart(RandomKey key) {
    return key.fold("last");
  }

  /**
   * @param start of the chains: as many as the batch has examples, each told what its example is, where the energy is told anything
   * @throws EbmException diverged (exit 4) if a chain or the gradient is not finite
   */
  Update of(Map<String, Weights> weights, Batch batch, FloatArray start, RandomKey key) {
    int n = batch.examples().rows();
    energy.space().require("data", batch.examples());
    EnergyInputs inputs = inputs(weights, batch);
    Optional<Jumps.Proposals.Moved> jumped = additions
        .jumps()
        .map(each -> each.moved(
            position -> kernel.init(inputs, position).energy().values(), start, key.fold("jumps")));
    ChainState first =
        kernel.init(inputs, jumped.map(Jumps.Proposals.Moved::position).orElse(start));
    int last = additions.apart();
    Transition begun = kernel.run(inputs, first, steps - last, key.fold("chains"));
    Transition chains = last == 0
        ? begun
        : begun.then(steps - last, kernel.run(inputs, begun.state(), last, apart(key)), last);
    FloatArray samples = chains.state().position();
    requireFinite(first, chains.state());

    float[] weight = weights(inputs, batch.examples(), chains.state());
    LossGradient.Result result = gradient.of(
        weights,
        FloatArray.concat(List.of(batch.examples(), samples)),
        Told.twice(inputs.conditions()),
        weight,
        key.fold("gradient"));
    if (!result.isFinite()) {
      throw diverged("the learning gradient is non-finite");
    }
    return new Update(
        begun.state().position(),
        chains.state(),
        inputs.conditions(),
        result.gradients(),
        DoubleStream.concat(
                Arrays.stream(values(result.column(0), n, chains, distance(start, samples))),
                jumped.stream().mapToDouble(Jumps.Proposals.Moved::accepted))
            .toArray());
  }

  /** Of each example's U and each end's in the loss; a penalty's gradient is that of its energies times their size. */
  private float[] weights(EnergyInputs inputs, FloatArray data, ChainState end) {
    int n = data.rows();
    int m = end.chains();
    double temperature = energy.temperature();
    float[] weight = new float[n + m];
    Arrays.fill(weight, 0, n, (float) (temperature / n));
    Arrays.fill(weight, n, n + m, (float) (-temperature / m));
    if (additions.energyPenalty() > 0) {
      double factor = 2 * additions.energyPenalty() * temperature * temperature;
      float[] ofData = kernel.init(inputs, data).energy().values();
      float[] ofEnds = end.energy().values();
      for (int i = 0; i < n + m; i++) {
        weight[i] += (float) (i < n ? factor * ofData[i] / n : factor * ofEnds[i - n] / m);
      }
    }
    return weight;
  }

  /** The ends of chains alone. */
  FloatArray samples(Map<String, Weights> weights, Batch batch, FloatArray start, RandomKey key) {
    EnergyInputs inputs = inputs(weights, batch);
    ChainState first = kernel.init(inputs, start);
    return kernel.run(inputs, first, steps, key.fold("chains")).state().position();
  }

  private EnergyInputs inputs(Map<String, Weights> weights, Batch batch) {
    List<FloatArray> parameters =
        Objects.requireNonNull(weights.get(Player.ENERGY)).list();
    return new EnergyInputs(parameters, Told.of(energy, batch));
  }

  /** @param n of the energies are the data's, which come first */
  private double[] values(float[] energies, int n, Transition chains, double distance) {
    double energyData = Moments.of(energies, 0, n).mean();
    double energyModel = Moments.of(energies, n, energies.length).mean();
    double motion = Moments.of(chains.gradientNorm()).mean();
    double displacement = sampler.displacement(motion);
    double acceptance = Moments.of(chains.acceptance()).mean();
    double gap = energyData - energyModel;
    return sampler.followsGradients()
        ? new double[] {gap, energyData, energyModel, motion, displacement, acceptance, distance}
        : new double[] {gap, energyData, energyModel, displacement, acceptance, distance};
  }

  /** Mean over the chains of |x_L - x_0|. */
  private static double distance(FloatArray from, FloatArray to) {
    int size = from.rowElements();
    double sum = 0;
    for (int chain = 0; chain < from.rows(); chain++) {
      double squares = 0;
      for (int i = chain * size; i < (chain + 1) * size; i++) {
        double moved = to.values()[i] - from.values()[i];
        squares += moved * moved;
      }
      sum += Math.sqrt(squares);
    }
    return sum / from.rows();
  }

  private void requireFinite(ChainState first, ChainState end) {
    int bad = end.nonFinite();
    if (bad > 0) {
      throw diverged(Counted.some(bad, end.chains(), "chain") + " non-finite after "
          + Counted.of(steps, "step") + " (mean energy at their start "
          + Moments.of(first.energy().values()).mean() + ", step_size "
          + sampler.stepSize() + ")");
    }
  }

  private static EbmException diverged(String what) {
    return new EbmException(ExitCode.DIVERGED, what);
  }

  @Override
  public void close() {
    kernel.close();
    gradient.close();
  }
}
