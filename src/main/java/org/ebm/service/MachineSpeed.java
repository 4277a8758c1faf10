package org.ebm.service;

import java.util.List;
import java.util.Locale;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.network.Conv2d;
import org.ebm.network.LeakyRelu;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;

/**
 * How fast this machine is in one precision.
 *
 * @param onePeak 1e9 operations per second in matrix products, on one worker
 * @param allPeak the same on all workers at once
 * @param step milliseconds for one Langevin step of 100 chains of a small ConvNet
 */
public record MachineSpeed(double onePeak, double allPeak, double step) {
  private static final Network PATIENT = new Network(
      List.of(1, 16, 16),
      1.0,
      List.of(
          new Conv2d(16, 3, 1, 1),
          new LeakyRelu(0.05),
          new Conv2d(32, 4, 2, 1),
          new LeakyRelu(0.05),
          new Conv2d(1, 8, 1, 0)));
  private static final int CHAINS = 100;
  private static final int STEPS = 20;
  private static final int ROUNDS = 3;
  /** Milliseconds for the steps of a round. */
  private static final double PATIENCE = 300;
  /** Gains below this are noise, or not worth a coarser energy. */
  private static final double WORTH_IT = 1.2;

  /** Takes some seconds; NaN as {@link #step} if chains end in a non-finite energy. */
  public static MachineSpeed measured(Torch torch, Precision precision) {
    double one;
    double all;
    try (MatrixProducts products = MatrixProducts.open(torch, precision)) {
      one = products.gigaflops(1);
      all = products.gigaflops(torch.workers());
    }
    return new MachineSpeed(one, all, step(torch, precision));
  }

  private static double step(Torch torch, Precision precision) {
    RandomKey key = RandomKey.ofSeed(1);
    List<FloatArray> parameters =
        PATIENT.parameters().stream().map(p -> p.initial(key)).toList();
    try (Kernel kernel =
        Kernel.open(PATIENT, new Langevin(0.01, 1, true), new Compute(torch, precision))) {
      ChainState state = kernel.init(parameters, FloatArray.zeros(PATIENT.shape(), CHAINS));
      // the first call is slower, and says how many a round has time for
      int steps = 1;
      double best = Double.POSITIVE_INFINITY;
      for (int round = 0; round <= ROUNDS; round++) {
        long begun = System.nanoTime();
        state = kernel.run(parameters, state, steps, key.fold(round)).state();
        double each = (System.nanoTime() - begun) / 1e6 / steps;
        best = Math.min(best, each);
        steps = (int) Math.max(1, Math.min(STEPS, PATIENCE / best));
      }
      return state.energy().isFinite() ? best : Double.NaN;
    }
  }

  public String peakText(int workers) {
    return String.format(
        Locale.ROOT,
        "%.0f GFLOP/s in matrix products on one worker, %.0f on %d",
        onePeak,
        allPeak,
        workers);
  }

  public String stepText(int workers) {
    return String.format(
        Locale.ROOT,
        "%.2f ms per step of %d chains, small ConvNet 16x16, %s",
        step,
        CHAINS,
        Counted.of(workers, "worker"));
  }

  /** Which precision to choose here, and whether workers have a core each. */
  public static List<String> advice(MachineSpeed float32, MachineSpeed bfloat16, int workers) {
    double gain = float32.step / bfloat16.step;
    String precision = gain >= WORTH_IT
        ? "runtime.precision: bfloat16 is %.1f times as fast here for langevin on images; mala, hmc and points keep float32"
        : "runtime.precision: float32; bfloat16 is %.1f times as fast here, which is no gain";
    double cores = float32.allPeak / float32.onePeak;
    String scaling = cores >= 0.75 * workers
        ? "runtime.workers: auto (%2$d) is right, they work as %1$.1f"
        : "runtime.workers: auto means %2$d here, which work as %1$.1f: other programs or a limit take the rest; measure again when the machine is quiet";
    return List.of(
        String.format(Locale.ROOT, precision, gain),
        String.format(Locale.ROOT, scaling, cores, workers));
  }
}
