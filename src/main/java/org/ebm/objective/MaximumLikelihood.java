package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.config.KindName;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Ability;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.FileStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Starts;
import org.ebm.sampler.Transition;

/**
 * Maximum likelihood with samples from short chains: the loss is mean f(data) - mean f(model), whose gradient estimates that of the negative
 * log-likelihood times the temperature, so learning rates do not depend on eps. Source: Nijkamp et al. (2020), equation 5 and Algorithm 1.
 */
@Kind("maximum_likelihood")
public record MaximumLikelihood(
    @Key("the chain that gives the model's samples") Sampler sampler,

    @Key(value = "L, chain steps per update", range = ">= 1")
    int steps,

    @Key("where the chains start") Init init)
    implements Objective {
  /** What a weighted sum is taken of: weights are positive for data and negative for the model's samples. */
  static final Loss ENERGY = Loss.of(
      List.of(Metric.other("energy")),
      Graph.FAST,
      "return torch.unsqueeze((self.energy).energy(x, w, c), 1)");

  public MaximumLikelihood withSteps(int other) {
    return new MaximumLikelihood(sampler, other, init);
  }

  @Override
  public boolean learnsDiscrete() {
    return true;
  }

  @Override
  public Optional<Negatives> negatives() {
    return Optional.of(new Negatives(sampler, steps, init));
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    Ability.require(energy, sampler.needs(), KindName.of(sampler.getClass()));
    if (init instanceof FileStart) {
      throw new ConfigException(
          "init.file",
          "has the same starts for every update; choose data, persistent, replay, uniform or gaussian");
    }
    if (init instanceof Persistent bank && bank.chains() < batch) {
      throw new ConfigException(
          "init.persistent.chains",
          "must be at least the batch, " + batch + ", got " + bank.chains()
              + "; raise chains or lower training.batch");
    }
    if (energy.condition(Condition.LABEL).isPresent()) {
      init.requireFitForLabels();
    }
  }

  /** The chains and the energy at their starts, and the learning gradient at data and samples. */
  @Override
  public int evaluations(Shape example) {
    return steps * sampler.gradientsPerStep() + 3;
  }

  @Override
  public Estimator open(Potential energy, Examples data, Compute compute, RandomKey key) {
    return new Running(
        this,
        energy,
        Kernel.open(energy, sampler, compute),
        new LossGradient(energy, players(), ENERGY, compute),
        init.open(energy.space(), Optional.of(data), key));
  }

  record Running(
      MaximumLikelihood objective,
      Potential energy,
      Kernel kernel,
      LossGradient gradient,
      Starts starts)
      implements Estimator {
    @Override
    public List<Metric> metrics() {
      return Stream.of(
              new Metric("energy_gap", Metric.Role.GAP),
              new Metric("energy_data", Metric.Role.LEVEL),
              new Metric("energy_model", Metric.Role.LEVEL),
              new Metric("gradient_norm", Metric.Role.GRADIENT_NORM),
              new Metric("displacement", Metric.Role.DISPLACEMENT),
              Metric.other("acceptance"),
              Metric.other("distance"))
          .filter(metric ->
              objective.sampler.followsGradients() || metric.role() != Metric.Role.GRADIENT_NORM)
          .toList();
    }

    @Override
    public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
      FloatArray data = batch.examples();
      int n = data.rows();
      energy.space().require("data", data);
      EnergyInputs inputs = inputs(weights, batch);
      Starts.Draw start = objective.init instanceof DataStart from && from.sameBatch()
          ? new Starts.Draw(data, new int[0])
          : drawn(n, batch, key);
      ChainState first = kernel.init(inputs, start.position());
      Transition chains = kernel.run(inputs, first, objective.steps, key.fold("chains"));
      FloatArray samples = chains.state().position();
      requireFinite(first, chains.state());

      double temperature = energy.temperature();
      float[] weight = new float[2 * n];
      Arrays.fill(weight, 0, n, (float) (temperature / n));
      Arrays.fill(weight, n, 2 * n, (float) (-temperature / n));
      LossGradient.Result result = gradient.of(
          weights,
          FloatArray.concat(List.of(data, samples)),
          Told.twice(inputs.conditions()),
          weight,
          key.fold("gradient"));
      if (!result.isFinite()) {
        throw diverged("the learning gradient is non-finite");
      }
      starts.store(start, samples);
      return new Estimate(
          result.gradients(),
          values(result.column(0), chains, distance(start.position(), samples)));
    }

    private EnergyInputs inputs(Map<String, Weights> weights, Batch batch) {
      List<FloatArray> parameters =
          Objects.requireNonNull(weights.get(Player.ENERGY)).list();
      return new EnergyInputs(parameters, Told.of(energy, batch));
    }

    /** Starts for as many chains, each of the class of its example where the energy is told one. */
    private Starts.Draw drawn(int n, Batch batch, RandomKey key) {
      Optional<Condition> label = energy.condition(Condition.LABEL);
      return label.isPresent()
          ? starts.draw(batch.labels().orElseThrow(), label.get().values().size(), key.fold("init"))
          : starts.draw(n, key.fold("init"));
    }

    private double[] values(float[] energies, Transition chains, double distance) {
      int n = energies.length / 2;
      double energyData = Moments.of(energies, 0, n).mean();
      double energyModel = Moments.of(energies, n, 2 * n).mean();
      double gradientNorm = Moments.of(chains.gradientNorm()).mean();
      double displacement = objective.sampler.displacement(gradientNorm);
      double acceptance = Moments.of(chains.acceptance()).mean();
      double gap = energyData - energyModel;
      return objective.sampler.followsGradients()
          ? new double[] {
            gap, energyData, energyModel, gradientNorm, displacement, acceptance, distance
          }
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
        throw diverged(
            bad + " of " + end.chains() + " chains are non-finite after " + objective.steps
                + " steps (mean energy at their start "
                + Moments.of(first.energy().values()).mean() + ", step_size "
                + objective.sampler.stepSize() + ")");
      }
    }

    private static EbmException diverged(String what) {
      return new EbmException(ExitCode.DIVERGED, what);
    }

    @Override
    public Optional<FloatArray> shortRun(
        Map<String, Weights> weights, Batch wanted, RandomKey key) {
      int n = Math.min(wanted.examples().rows(), starts.limit());
      Batch batch = wanted.first(n);
      Starts.Draw start = drawn(n, batch, key);
      EnergyInputs inputs = inputs(weights, batch);
      ChainState first = kernel.init(inputs, start.position());
      return Optional.of(
          kernel.run(inputs, first, objective.steps, key.fold("chains")).state().position());
    }

    @Override
    public Map<String, FloatArray> state() {
      return starts.state();
    }

    @Override
    public void restore(Map<String, FloatArray> state) {
      starts.restore(state);
    }

    @Override
    public void close() {
      kernel.close();
      gradient.close();
    }
  }
}
