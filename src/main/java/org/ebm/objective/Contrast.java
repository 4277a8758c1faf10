package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Transition;

/** Data against the ends of short chains, wherever these start: the energy's learning gradient, d/dp of T (mean U(data) - mean U(chains)). */
final class Contrast implements AutoCloseable {
  /** What a weighted sum is taken of: weights are positive for data and negative for the model's samples. */
  static final Loss ENERGY = Loss.of(
      List.of(Metric.other("energy")),
      Graph.FAST,
      "return torch.unsqueeze((self.energy).energy(x, w, c), 1)");

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
  private final Optional<Jumps.Proposals> jumps;
  private final Kernel kernel;
  private final LossGradient gradient;

  /**
   * @param steps of a chain in an update
   * @param jumps before them, if any
   */
  Contrast(
      Potential energy,
      Sampler sampler,
      int steps,
      Optional<Jumps.Proposals> jumps,
      Compute compute) {
    this.energy = energy;
    this.sampler = sampler;
    this.steps = steps;
    this.jumps = jumps;
    this.kernel = Kernel.open(energy, sampler, compute);
    this.gradient = new LossGradient(energy, List.of(), ENERGY, compute);
  }

  /** Of an update, as far as the sampler gives them. */
  List<Metric> metrics() {
    return Stream.concat(
            METRICS.stream()
                .filter(metric ->
                    sampler.followsGradients() || metric.role() != Metric.Role.GRADIENT_NORM),
            jumps.stream().map(each -> JUMPS))
        .toList();
  }

  /**
   * One update.
   *
   * @param samples the chains' ends
   * @param gradient of the energy
   * @param values of {@link #metrics}
   */
  record Update(FloatArray samples, Map<String, Weights> gradient, double[] values) {}

  /**
   * @param start of the chains: as many as the batch has examples, each told what its example is, where the energy is told anything
   * @throws EbmException diverged (exit 4) if a chain or the gradient is not finite
   */
  Update of(Map<String, Weights> weights, Batch batch, FloatArray start, RandomKey key) {
    int n = batch.examples().rows();
    energy.space().require("data", batch.examples());
    EnergyInputs inputs = inputs(weights, batch);
    Optional<Jumps.Proposals.Moved> jumped = jumps.map(each -> each.moved(
        position -> kernel.init(inputs, position).energy().values(), start, key.fold("jumps")));
    ChainState first =
        kernel.init(inputs, jumped.map(Jumps.Proposals.Moved::position).orElse(start));
    Transition chains = kernel.run(inputs, first, steps, key.fold("chains"));
    FloatArray samples = chains.state().position();
    requireFinite(first, chains.state());

    double temperature = energy.temperature();
    int m = samples.rows();
    float[] weight = new float[n + m];
    Arrays.fill(weight, 0, n, (float) (temperature / n));
    Arrays.fill(weight, n, n + m, (float) (-temperature / m));
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
        samples,
        result.gradients(),
        DoubleStream.concat(
                Arrays.stream(values(result.column(0), n, chains, distance(start, samples))),
                jumped.stream().mapToDouble(Jumps.Proposals.Moved::accepted))
            .toArray());
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
      throw diverged(bad + " of " + end.chains() + " chains are non-finite after " + steps
          + " steps (mean energy at their start "
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
