package org.ebm.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.KolmogorovSmirnov;
import org.ebm.diagnose.Moments;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Transition;
import org.ebm.torch.Torch;

/**
 * What a chain's precision changes on a trained model: chains in float32 and bfloat16 from the same starts, with noise of their own, measured by the
 * same float32 energy.
 *
 * @param float32 and bfloat16: mean and standard error of each quantity
 * @param energies Kolmogorov-Smirnov distance of the chains' energies at the end; its standard error under equal laws is near 0.26 sqrt(2 / n)
 */
public record PrecisionProof(int chains, Side float32, Side bfloat16, double energies) {
  /**
   * Chains in one precision.
   *
   * @param displacement r_t = (eps^2 / 2) |dU/dx|, mean over the path and the chains
   * @param energy U at the end, in float32
   * @param acceptance probability that MALA accepts a proposal made with this precision's gradients, energies being float32
   */
  public record Side(Mean displacement, Mean energy, Mean acceptance, float[] energies) {}

  /** A mean over independent chains. */
  public record Mean(double value, double standardError) {
    static Mean of(float[] values) {
      Moments moments = Moments.of(values);
      return new Mean(moments.mean(), moments.sd() / Math.sqrt(values.length));
    }

    /** Distance of two independent means in standard errors. */
    public double errorsTo(Mean other) {
      return Math.abs(value - other.value) / Math.hypot(standardError, other.standardError);
    }
  }

  /** A learned energy and how its chains run. */
  public record Subject(
      Potential network, List<FloatArray> parameters, Langevin sampler, int chains, int steps) {}

  public static PrecisionProof of(Subject subject, Torch torch) {
    RandomKey key = RandomKey.ofSeed(17);
    try (Kernel exact = kernel(subject, torch, Precision.FLOAT32);
        Kernel rounded = kernel(subject, torch, Precision.BFLOAT16)) {
      FloatArray noise = Nets.uniform(subject.network.shape(), subject.chains, key.fold("start"));
      ChainState start = exact.init(subject.parameters, noise);
      start =
          exact.run(subject.parameters, start, subject.steps, key.fold("burn")).state();
      Side a = side(subject, exact, exact, start);
      Side b = side(subject, rounded, exact, start);
      return new PrecisionProof(
          subject.chains, a, b, KolmogorovSmirnov.distance(a.energies, b.energies));
    }
  }

  private static Kernel kernel(Subject subject, Torch torch, Precision precision) {
    return Kernel.open(subject.network, subject.sampler, new Compute(torch, precision));
  }

  private static Side side(Subject subject, Kernel kernel, Kernel exact, ChainState start) {
    RandomKey key = RandomKey.ofSeed(18).fold(kernel == exact ? "float32" : "bfloat16");
    ChainState begin = kernel.init(subject.parameters, start.position());
    Transition path = kernel.run(subject.parameters, begin, subject.steps, key);
    double drift = subject.sampler.drift();
    float[] displacement = path.gradientNorm().clone();
    for (int i = 0; i < displacement.length; i++) {
      displacement[i] *= (float) drift;
    }
    ChainState end = exact.init(subject.parameters, path.state().position());
    float[] energies = end.energy().values();
    return new Side(
        Mean.of(displacement),
        Mean.of(energies),
        Mean.of(acceptance(subject, kernel, exact, end, key.fold("proposal"))),
        energies);
  }

  /** min(1, exp(U(x) - U(y)) q(x | y) / q(y | x)) for each chain, q with the kernel's gradients. */
  private static float[] acceptance(
      Subject subject, Kernel kernel, Kernel exact, ChainState at, RandomKey key) {
    double eps = subject.sampler.stepSize();
    double drift = subject.sampler.drift();
    FloatArray x = at.position();
    float[] gradient = kernel.init(subject.parameters, x).gradient().values();
    var normal = ZigguratSampler.NormalizedGaussian.of(key.generator());
    FloatArray y = new FloatArray(x.shape(), x.values().clone());
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] += (float) (eps * normal.sample() - drift * gradient[i]);
    }
    float[] back = kernel.init(subject.parameters, y).gradient().values();
    float[] energy = exact.init(subject.parameters, y).energy().values();
    int size = x.rowElements();
    float[] probability = new float[x.rows()];
    for (int chain = 0; chain < probability.length; chain++) {
      double squares = 0;
      for (int i = chain * size; i < (chain + 1) * size; i++) {
        double moved = (double) y.values()[i] - x.values()[i];
        squares += Math.pow(moved + drift * gradient[i], 2) - Math.pow(-moved + drift * back[i], 2);
      }
      double ratio =
          at.energy().values()[chain] - (double) energy[chain] + squares / (2 * eps * eps);
      probability[chain] = (float) Math.min(1, Math.exp(ratio));
    }
    return probability;
  }

  /**
   * Prints a row of the table in the site's page on speed.
   *
   * @param arguments model folder, eps, chains, steps
   */
  public static void main(String[] arguments) {
    ModelDirectory.Contents model = ModelDirectory.load(Path.of(arguments[0]));
    Subject subject = new Subject(
        model.energy().open(),
        model.weights().list(),
        new Langevin(Double.parseDouble(arguments[1]), 1, true),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]));
    try (Torch torch = Torch.open("cpu", Runtime.getRuntime().availableProcessors())) {
      PrecisionProof proof = of(subject, torch);
      for (Side side : List.of(proof.float32, proof.bfloat16)) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %.5g +- %.1g | %.5g +- %.2g | %.4f +- %.1g |%n",
            side == proof.float32 ? "float32" : "bfloat16",
            side.displacement.value,
            side.displacement.standardError,
            side.energy.value,
            side.energy.standardError,
            side.acceptance.value,
            side.acceptance.standardError);
      }
      System.out.printf(
          Locale.ROOT,
          "| KS of energies | %.4f, 1 %% point %.4f |%n",
          proof.energies,
          1.63 * Math.sqrt(2.0 / proof.chains));
    }
  }
}
