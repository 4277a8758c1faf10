package org.ebm.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.ModelDirectory.Contents;
import org.ebm.energy.Precision;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;

/** Our side of scripts/bench/steps.py: times Langevin steps as training runs them and prints one line of JSON. */
public final class StepBench {
  private static final double STEP_SIZE = 0.01;
  /** Chains whose gradient is written. */
  private static final int SHOWN = 8;

  private StepBench() {}

  /**
   * Writes dU/dx of the first chains at the start to gradient.npz in the folder.
   *
   * @param arguments model folder (with the chains' start in start.npy), precision, workers, chains per block, steps per call, seconds to
   *     measure after a quarter of them to warm up
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Contents model = ModelDirectory.load(folder);
    FloatArray start = Npy.read(folder.resolve("start.npy"));
    Precision precision = Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    int stepsPerCall = Integer.parseInt(arguments[4]);
    double seconds = Double.parseDouble(arguments[5]);
    try (Torch torch = Torch.open("cpu", Integer.parseInt(arguments[2]));
        Kernel kernel = Kernel.open(
            model.energy().open(),
            new Langevin(STEP_SIZE, 1, true),
            new Compute(torch, precision, Integer.parseInt(arguments[3])))) {
      ChainState first = kernel.init(model.weights().list(), start);
      FloatArray shown = first.gradient().slice(0, Math.min(SHOWN, start.rows()));
      Npz.write(folder.resolve("gradient.npz"), Map.of("gradient", shown));
      Timing warm = timing(kernel, model.weights().list(), first, stepsPerCall, seconds / 4);
      Timing timing = timing(kernel, model.weights().list(), warm.end(), stepsPerCall, seconds);
      System.out.printf(
          Locale.ROOT,
          "{\"ms\": %.6f, \"cpu_ms\": %.6f, \"steps\": %d, \"engine\": \"libtorch %s\"}%n",
          timing.wallNanos() / 1e6 / timing.steps(),
          timing.cpuNanos() / 1e6 / timing.steps(),
          timing.steps(),
          Torch.version());
    }
  }

  private record Timing(long wallNanos, long cpuNanos, long steps, ChainState end) {}

  /** One call at least, and more until the seconds are over. */
  private static Timing timing(
      Kernel kernel,
      List<FloatArray> parameters,
      ChainState start,
      int stepsPerCall,
      double seconds) {
    ChainState state = start;
    long steps = 0;
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    do {
      state = kernel
          .run(parameters, state, stepsPerCall, RandomKey.ofSeed(1).fold(steps))
          .state();
      steps += stepsPerCall;
    } while (System.nanoTime() - begin < seconds * 1e9);
    return new Timing(System.nanoTime() - begin, cpuNanos() - cpu, steps, state);
  }

  /** Of all threads: on a machine that others use too, it says more than the clock. */
  static long cpuNanos() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return system.getProcessCpuTime();
  }
}
