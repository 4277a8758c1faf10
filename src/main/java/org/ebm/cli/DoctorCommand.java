package org.ebm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.energy.Precision;
import org.ebm.service.Cores;
import org.ebm.service.MachineSpeed;
import org.ebm.service.WhatNext;
import org.ebm.torch.Processor;
import org.ebm.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm doctor}: is everything here that the other commands need? */
@Command(
    name = "doctor",
    description =
        "Checks Java, engine, device and disk by using them, and says what the processor is good for.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Runnable {
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
    Cores cores = Cores.here();
    line(
        out,
        "java",
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor")
            + "), 17 or newer is needed");
    line(
        out,
        "system",
        System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
            + Counted.of(cores.available(), "core"));
    line(
        out,
        "memory",
        Runtime.getRuntime().maxMemory() / (1 << 20)
            + " MiB for Java; raise with EBM_JAVA_OPTS=-Xmx...");
    cores.oversubscription(cores.available()).forEach(warning -> line(out, "threads", warning));
    disk(out);
    try (Torch torch = Torch.open(device, cores.available())) {
      line(out, "engine", "libtorch " + Torch.version() + " on " + torch.deviceName());
      if (!Processor.here().usesOneDnn()) {
        line(out, "engine", Processor.WITHOUT_ONEDNN);
      }
      MachineSpeed float32 = speed(out, torch, Precision.FLOAT32);
      MachineSpeed bfloat16 = speed(out, torch, Precision.BFLOAT16);
      if (Double.isNaN(float32.step()) || Double.isNaN(bfloat16.step())) {
        throw new EbmException(
            ExitCode.NO_ENGINE,
            "engine: a chain gave a non-finite energy; the libtorch version does not fit, 2.7.1 is needed");
      }
      MachineSpeed.advice(float32, bfloat16, torch.workers())
          .forEach(text -> line(out, "advice", text));
    }
    out.println("all is well");
    out.flush();
    new WhatNext(List.of(), Optional.of(ShellWords.ebm("train", "--config", "8gaussians-smoke")))
        .tell(spec.commandLine().getErr());
  }

  private static MachineSpeed speed(PrintWriter out, Torch torch, Precision precision) {
    String name = precision.name().toLowerCase(Locale.ROOT);
    MachineSpeed speed = MachineSpeed.measured(torch, precision);
    line(out, name, speed.peakText(torch.workers()));
    line(out, name, speed.stepText(torch.workers()));
    return speed;
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
    out.println(String.format(Locale.ROOT, "%-9s %s", name, text));
    out.flush();
  }
}
