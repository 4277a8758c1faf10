package org.ebm.evaluate;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.run.Progress;
import org.ebm.run.Work;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.UniformStart;

/**
 * Annealed importance sampling in both directions between the uniform law of spins or bits and a model: along U(x; beta), beta from 0 to 1, log w grows by U(x; before) - U(x; after), then Gibbs sweeps at temperature 1 / beta leave
 * the new level's law invariant. Sources: Neal (2001), Statistics and Computing 11; Salakhutdinov and Murray (2008), ICML, for machines with hidden units.
 * <p>U is float32, everything else about a weight float64.
 */
final class AnnealedDraws implements AutoCloseable {
  private final AnnealingConfig config;
  private final Potential model;
  private final EnergyInputs inputs;
  private final double[] betas;
  private final Kernel kernel;
  private final TemperedField field;
  private final Progress progress;
  /** Levels and settling steps so far. */
  private long moves;

  private AnnealedDraws(
      AnnealingConfig config,
      Potential model,
      Kernel kernel,
      TemperedField field,
      Progress progress) {
    this.config = config;
    this.model = model;
    this.inputs = model.inputs(List.of());
    this.betas = config.betas();
    this.kernel = kernel;
    this.field = field;
    this.progress = progress;
  }

  /** @param progress counts moves of all chains, of the passes up and down and of the settling between */
  static AnnealedDraws open(
      Potential model, AnnealingConfig config, Compute compute, Progress progress) {
    Gibbs sweeps = new Gibbs(config.leapfrogSteps(), Gibbs.Order.SYSTEMATIC, 1);
    Kernel kernel = Kernel.open(model, sweeps, compute);
    TemperedField field = TemperedField.open(model, compute.torch());
    progress.begin(
        0,
        2L * config.levels() + config.settleSteps(),
        new Work("moves of all chains", "fewer --levels or --chains"));
    return new AnnealedDraws(config, model, kernel, field, progress);
  }

  /** log Z at beta 0. */
  double logReference() {
    int elements = model.shape().elements();
    double energy = field.energies(uniform(1, RandomKey.ofSeed(0)), 0)[0];
    return elements * Math.log(model.space().support().numbers().length) - energy;
  }

  private FloatArray uniform(int n, RandomKey key) {
    return new UniformStart(1).noise(model.space(), n, key);
  }

  /** Weights of chains from the uniform law to the model; their mean estimates Z / Z_0 without bias. */
  LogWeights up(RandomKey key) {
    return anneal(uniform(config.chains(), key.fold("start")), true, key);
  }

  /** Weights of chains from near samples of the model, which Gibbs sweeps on it have made, to the uniform law. */
  LogWeights down(RandomKey key) {
    FloatArray position = uniform(config.chains(), key.fold("start"));
    for (int i = 0; i < config.settleSteps(); i++) {
      position = moved(config.levels(), position, key.fold("settle").fold(i));
      tick("settling on the model");
    }
    return anneal(position, false, key);
  }

  private LogWeights anneal(FloatArray start, boolean up, RandomKey key) {
    int levels = config.levels();
    double[] logWeights = new double[start.rows()];
    FloatArray position = start;
    for (int i = 1; i <= levels; i++) {
      int level = up ? i : levels - i;
      double[] before = field.energies(position, betas[up ? i - 1 : levels - i + 1]);
      double[] after = field.energies(position, betas[level]);
      for (int chain = 0; chain < logWeights.length; chain++) {
        logWeights[chain] += before[chain] - after[chain];
      }
      position = level == 0
          ? uniform(start.rows(), key.fold("end"))
          : moved(level, position, key.fold("move").fold(level));
      tick(up ? "annealing up" : "annealing down");
    }
    return new LogWeights(logWeights);
  }

  private FloatArray moved(int level, FloatArray position, RandomKey key) {
    Gibbs sweeps = ((Gibbs) kernel.sampler()).withTemperature(1 / betas[level]);
    // the energies of a state are no part of a Gibbs sweep
    FloatArray unused = new FloatArray(new int[] {position.rows()}, new float[position.rows()]);
    return kernel
        .with(sweeps)
        .run(inputs, ChainState.withoutGradient(position, unused), 1, key)
        .state()
        .position();
  }

  private void tick(String pass) {
    progress.at(++moves, pass);
  }

  @Override
  public void close() {
    field.close();
    kernel.close();
  }
}
