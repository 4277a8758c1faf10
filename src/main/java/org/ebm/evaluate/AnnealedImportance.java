package org.ebm.evaluate;

import java.util.Arrays;
import java.util.List;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Annealed;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.energy.Reference;
import org.ebm.network.Condition;
import org.ebm.run.Progress;
import org.ebm.run.Work;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Hmc;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Transition;

/**
 * Annealed importance sampling in both directions between a normal reference and a model: at each level log w grows by
 * (beta_after - beta_before) (U_0 - U) at the chain's place, then one HMC move leaves the new level's law invariant. Step sizes are adapted per level by pilot chains and then frozen. Source: Neal (2001),
 * Annealed importance sampling, Statistics and Computing 11.
 * <p>U is float32, everything else about a weight is float64: log w is as good as one value of U.
 */
public final class AnnealedImportance implements AutoCloseable {
  /** Change of log eps per unit of acceptance beside the target: fast enough for hundreds of levels, below the noise of a hundred chains. */
  private static final double GAIN = 0.2;

  private static final int FIRST_MOVES = 100;
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  private final AnnealingConfig config;
  private final Hmc move;
  private final Reference reference;
  private final Potential path;
  private final double[] betas;
  private final Kernel kernel;
  private final EnergyField field;
  private final Progress progress;
  /** Levels and settling steps so far, of all passes: each is one move of all chains. */
  private long moves;

  private AnnealedImportance(
      AnnealingConfig config,
      Reference reference,
      Potential path,
      Kernel kernel,
      EnergyField field,
      Progress progress) {
    this.config = config;
    this.move = move(config);
    this.reference = reference;
    this.path = path;
    this.betas = config.betas();
    this.kernel = kernel;
    this.field = field;
    this.progress = progress;
  }

  /** @param progress counts levels, three passes of them */
  public static AnnealedImportance open(
      Potential model,
      Reference reference,
      AnnealingConfig config,
      Compute compute,
      Progress progress) {
    Potential path = Annealed.between(reference, model);
    Kernel kernel = Kernel.open(path, move(config), compute);
    EnergyField field = EnergyField.open(model, compute.torch());
    return new AnnealedImportance(config, reference, path, kernel, field, progress);
  }

  /**
   * Begins to count the moves of all passes.
   *
   * @param settles whether {@link #settle} is one of them
   */
  public void begin(boolean settles) {
    long all = 3L * config.levels() + 1 + (settles ? config.settleSteps() : 0);
    progress.begin(0, all, new Work("moves of all chains", "fewer --levels or --chains"));
  }

  private void tick(String pass) {
    progress.at(++moves, pass);
  }

  /** Weights of chains from the reference to the model; their mean estimates Z / Z_0 without bias. */
  public LogWeights up(double[] stepSizes, RandomKey key) {
    return anneal(reference.draw(config.chains(), key), true, stepSizes, key);
  }

  /**
   * Weights of chains from the model to the reference.
   *
   * @param samples of the model, (n, ...): the mean weight estimates Z_0 / Z without bias if they are exact
   */
  public LogWeights down(FloatArray samples, double[] stepSizes, RandomKey key) {
    return anneal(samples, false, stepSizes, key);
  }

  private LogWeights anneal(FloatArray start, boolean up, double[] stepSizes, RandomKey key) {
    int levels = config.levels();
    double[] logWeights = new double[start.rows()];
    FloatArray position = start;
    for (int i = 1; i <= levels; i++) {
      int level = up ? i : levels - i;
      double step = betas[level] - betas[up ? i - 1 : levels - i + 1];
      double[] atReference = reference.energies(position);
      double[] model = field.energies(position);
      for (int chain = 0; chain < logWeights.length; chain++) {
        logWeights[chain] += step * (atReference[chain] - model[chain]);
      }
      requireNumbers(logWeights, level);
      position =
          moved(level, at(level, position), stepSizes[level], key).state().position();
      tick(up ? "annealing up" : "annealing down");
    }
    return new LogWeights(logWeights);
  }

  /** Step size of each level, from pilot chains that go up with an eps that follows their acceptance. */
  public double[] adapt(RandomKey key) {
    ChainState state = at(0, reference.draw(config.chains(), key));
    double eps = reference.narrowest();
    for (int i = 0; i < FIRST_MOVES; i++) {
      Transition transition = moved(0, state, eps * jitter(i), key.fold("first").fold(i));
      state = transition.state();
      eps = followed(eps, transition);
    }
    double[] stepSizes = new double[config.levels() + 1];
    for (int level = 0; level <= config.levels(); level++) {
      stepSizes[level] = eps * jitter(level);
      Transition transition = moved(level, at(level, state.position()), stepSizes[level], key);
      state = transition.state();
      eps = followed(eps, transition);
      tick("pilot");
    }
    return stepSizes;
  }

  private double followed(double eps, Transition transition) {
    double acceptance = Moments.of(transition.acceptance()).mean();
    return eps * Math.exp(GAIN * (acceptance - move.targetAcceptance().orElseThrow()));
  }

  /** Between 0.6 and 1, evenly: with one eps at all levels a direction whose half period the leapfrog steps hit would only swap its sign. */
  private static double jitter(int i) {
    return 0.6 + 0.4 * (i * GOLDEN_RATIO - Math.floor(i * GOLDEN_RATIO));
  }

  /** Chains on the model itself, from starts (n, ...): near samples of it, but not exact ones. */
  public FloatArray settle(FloatArray start, double[] stepSizes, RandomKey key) {
    int model = config.levels();
    ChainState state = at(model, start);
    for (int i = 1; i <= config.settleSteps(); i++) {
      state = moved(model, state, stepSizes[model] * jitter(i), key.fold(i)).state();
      tick("settling on the model");
    }
    return state.position();
  }

  /** Evaluations of the model and its gradient in one pass. */
  public long gradientsPerPass() {
    return (long) config.levels() * config.chains() * (config.leapfrogSteps() + 2);
  }

  private EnergyInputs told(int level) {
    return path.inputs(List.of()).with(path, Condition.BETA, betas[level]);
  }

  private ChainState at(int level, FloatArray position) {
    return kernel.init(told(level), position);
  }

  private Transition moved(int level, ChainState state, double eps, RandomKey key) {
    return kernel
        .with(move.withStepSize(eps))
        .run(told(level), state, 1, key.fold("move").fold(level));
  }

  private static Hmc move(AnnealingConfig config) {
    return new Hmc(1, config.leapfrogSteps(), 1);
  }

  private void requireNumbers(double[] logWeights, int level) {
    long bad = Arrays.stream(logWeights).filter(Double::isNaN).count();
    if (bad > 0) {
      throw new EbmException(
          ExitCode.DIVERGED,
          "ais: " + Counted.some(bad, logWeights.length, "weight")
              + " not a number at beta " + betas[level]
              + ": the energy is not finite where the reference has its mass; give a narrower one: ais.reference_sd");
    }
  }

  @Override
  public void close() {
    field.close();
    kernel.close();
  }
}
