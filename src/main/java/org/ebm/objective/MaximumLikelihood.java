package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Network;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Data;
import org.ebm.sampler.File;
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
  static final Loss ENERGY =
      Loss.of(List.of("energy"), "return torch.unsqueeze(self.energy_with(x, w), 1)");

  public MaximumLikelihood withSteps(int other) {
    return new MaximumLikelihood(sampler, other, init);
  }

  @Override
  public Optional<Negatives> negatives() {
    return Optional.of(new Negatives(sampler, steps, init));
  }

  @Override
  public void requireLearnable(Network energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    if (init instanceof File) {
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
  }

  /** The chains and the energy at their starts, and the learning gradient at data and samples. */
  @Override
  public int evaluations(Network energy) {
    return steps * sampler.gradientsPerStep() + 3;
  }

  @Override
  public GradientEstimator open(Network energy, Examples data, Compute compute, RandomKey key) {
    return new Running(
        this,
        energy.temperature(),
        Kernel.open(energy, sampler, compute),
        new LossGradient(energy, energy.parameters().size(), ENERGY, compute),
        init.open(energy.shape(), Optional.of(data), key));
  }

  record Running(
      MaximumLikelihood objective,
      double temperature,
      Kernel kernel,
      LossGradient gradient,
      Starts starts)
      implements GradientEstimator {
    @Override
    public List<String> metricNames() {
      return List.of(
          "energy_gap",
          "energy_data",
          "energy_model",
          "gradient_norm",
          "displacement",
          "acceptance",
          "distance");
    }

    @Override
    public Estimate estimate(List<FloatArray> parameters, FloatArray batch, RandomKey key) {
      int n = batch.rows();
      Starts.Draw start = objective.init instanceof Data data && data.sameBatch()
          ? new Starts.Draw(batch, new int[0])
          : starts.draw(n, key.fold("init"));
      ChainState first = kernel.init(parameters, start.position());
      Transition chains = kernel.run(parameters, first, objective.steps, key.fold("chains"));
      FloatArray samples = chains.state().position();
      requireFinite(first, chains.state());

      float[] weight = new float[2 * n];
      Arrays.fill(weight, 0, n, (float) (temperature / n));
      Arrays.fill(weight, n, 2 * n, (float) (-temperature / n));
      LossGradient.Result result = gradient.of(
          parameters, FloatArray.concat(List.of(batch, samples)), weight, key.fold("gradient"));
      if (!result.isFinite()) {
        throw diverged("the learning gradient is non-finite");
      }
      starts.store(start, samples);
      float[] energy = result.column(0);
      double energyData = Moments.of(energy, 0, n).mean();
      double energyModel = Moments.of(energy, n, 2 * n).mean();
      double gradientNorm = Moments.of(chains.gradientNorm()).mean();
      double[] metrics = {
        energyData - energyModel,
        energyData,
        energyModel,
        gradientNorm,
        objective.sampler.drift() * gradientNorm,
        Moments.of(chains.acceptance()).mean(),
        distance(start.position(), samples)
      };
      return new Estimate(result.gradient(), metrics);
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
    public Optional<FloatArray> shortRun(List<FloatArray> parameters, int n, RandomKey key) {
      Starts.Draw start = starts.draw(Math.min(n, starts.limit()), key.fold("init"));
      ChainState first = kernel.init(parameters, start.position());
      return Optional.of(kernel
          .run(parameters, first, objective.steps, key.fold("chains"))
          .state()
          .position());
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
