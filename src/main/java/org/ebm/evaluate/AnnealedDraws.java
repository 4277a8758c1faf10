package org.ebm.evaluate;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Potential;
import org.ebm.run.Progress;
import org.ebm.run.Work;
import org.ebm.sampler.Compute;

/**
 * Annealed importance sampling in both directions between a law of spins or bits that is drawn exactly and a model: along U(x; beta), beta from 0 to 1, log w grows by U(x; before) - U(x; after), then Gibbs sweeps leave
 * the new level's law invariant. Sources: Neal (2001), Statistics and Computing 11; Salakhutdinov and Murray (2008), ICML, for machines with hidden units.
 * <p>U is float32, everything else about a weight float64.
 */
final class AnnealedDraws implements AutoCloseable {
  private final AnnealingConfig config;
  private final double[] betas;
  private final DrawPath path;
  private final Progress progress;
  /** Levels and settling steps so far. */
  private long moves;

  private AnnealedDraws(AnnealingConfig config, DrawPath path, Progress progress) {
    this.config = config;
    this.path = path;
    this.betas = config.betas();
    this.progress = progress;
  }

  /** From the uniform law, by temperatures. */
  static AnnealedDraws open(
      Potential model, AnnealingConfig config, Compute compute, Progress progress) {
    return along(HeatedPath.open(model, config.leapfrogSteps(), compute), config, progress);
  }

  /**
   * Along a path, which closes with it.
   *
   * @param progress counts moves of all chains, of the passes up and down and of the settling between
   */
  static AnnealedDraws along(DrawPath path, AnnealingConfig config, Progress progress) {
    progress.begin(
        0,
        2L * config.levels() + config.settleSteps(),
        new Work("moves of all chains", "fewer --levels or --chains"));
    return new AnnealedDraws(config, path, progress);
  }

  /** log Z at beta 0. */
  double logReference() {
    return path.logReference();
  }

  /** Weights of chains from the path's begin to the model; their mean estimates Z / Z_0 without bias. */
  LogWeights up(RandomKey key) {
    return anneal(path.reference(config.chains(), key.fold("start")), true, key);
  }

  /** Weights of chains from near samples of the model, which Gibbs sweeps on it have made, to the path's begin. */
  LogWeights down(RandomKey key) {
    FloatArray position = path.reference(config.chains(), key.fold("start"));
    for (int i = 0; i < config.settleSteps(); i++) {
      position = path.moved(position, betas[config.levels()], key.fold("settle").fold(i));
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
      double[] before = path.energies(position, betas[up ? i - 1 : levels - i + 1]);
      double[] after = path.energies(position, betas[level]);
      for (int chain = 0; chain < logWeights.length; chain++) {
        logWeights[chain] += before[chain] - after[chain];
      }
      position = level == 0
          ? path.reference(start.rows(), key.fold("end"))
          : path.moved(position, betas[level], key.fold("move").fold(level));
      tick(up ? "annealing up" : "annealing down");
    }
    return new LogWeights(logWeights);
  }

  private void tick(String pass) {
    progress.at(++moves, pass);
  }

  @Override
  public void close() {
    path.close();
  }
}
