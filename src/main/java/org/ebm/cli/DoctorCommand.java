package org.ebm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm doctor}: is everything here that the other commands need? */
@Command(
    name = "doctor",
    description = "Checks Java, engine, device and disk by using them.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Runnable {
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

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto, cpu, cuda:0, or several: cuda:0,cuda:1.",
      defaultValue = "auto")
  private String device = "auto";

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    int cores = Runtime.getRuntime().availableProcessors();
    line(
        out,
        "java",
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor")
            + "), 17 or newer is needed");
    line(
        out,
        "system",
        System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + cores
            + " cores");
    line(
        out,
        "memory",
        Runtime.getRuntime().maxMemory() / (1 << 20)
            + " MiB for Java; raise with EBM_JAVA_OPTS=-Xmx...");
    String threads = System.getenv("OMP_NUM_THREADS");
    line(
        out,
        "threads",
        "OMP_NUM_THREADS=" + threads
            + (("1").equals(threads) ? "" : "; set it to 1: chains run on workers"));
    disk(out);
    try (Torch torch = Torch.open(device, cores)) {
      line(out, "engine", "libtorch " + Torch.version() + " on " + torch.deviceName());
      float reference = chain(out, torch, Precision.FLOAT32);
      float rounded = chain(out, torch, Precision.BFLOAT16);
      if (!Float.isFinite(reference) || !Float.isFinite(rounded)) {
        throw new EbmException(
            ExitCode.NO_ENGINE,
            "engine: a chain gave a non-finite energy; the libtorch version does not fit, 2.7.1 is needed");
      }
    }
    out.println("all is well");
  }

  private static float chain(PrintWriter out, Torch torch, Precision precision) {
    RandomKey key = RandomKey.ofSeed(1);
    List<FloatArray> parameters =
        PATIENT.parameters().stream().map(p -> p.initial(key)).toList();
    try (Kernel kernel =
        Kernel.open(PATIENT, new Langevin(0.01, 1, true), new Compute(torch, precision))) {
      ChainState state = kernel.init(parameters, FloatArray.zeros(PATIENT.shape(), CHAINS));
      state = kernel.run(parameters, state, STEPS, key).state();
      long begun = System.nanoTime();
      state = kernel.run(parameters, state, STEPS, key).state();
      double each = (System.nanoTime() - begun) / 1e6 / STEPS;
      String name = precision.name().toLowerCase(Locale.ROOT);
      line(
          out,
          name,
          String.format(
              Locale.ROOT,
              "%.2f ms per step of %d chains, small ConvNet 16x16, %d workers",
              each,
              CHAINS,
              torch.workers()));
      return state.energy().values()[0];
    }
  }

  private static void disk(PrintWriter out) {
    Path here = Path.of("").toAbsolutePath();
    try {
      line(
          out,
          "disk",
          Files.getFileStore(here).getUsableSpace() / (1 << 20) + " MiB free in " + here);
      if (!Files.isWritable(here)) {
        line(out, "disk", here + " is not writable; use --run-dir");
      }
    } catch (IOException e) {
      line(out, "disk", "cannot be read: " + e.getMessage());
    }
  }

  private static void line(PrintWriter out, String name, String text) {
    out.println(String.format("%-9s %s", name, text));
    out.flush();
  }
}
