package org.ebm.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.service.ModelExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm export}: a model for plain PyTorch, with numbers to check it by. */
@Command(
    name = "export",
    description =
        "Writes energy.pt (and kernel.pt) for plain PyTorch, with reference.npz to check them by.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
  @Mixin
  private ModelOption model = new ModelOption();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder to write to; default: export in the run directory.")
  private Optional<Path> target = Optional.empty();

  @Option(names = "--kernel", description = "Also kernel.pt: the chain's loop.")
  private boolean kernel;

  @Option(
      names = "--step-size",
      paramLabel = "EPS",
      description = "eps of the chain; default: that of the training run.")
  private Optional<Double> stepSize = Optional.empty();

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    if (stepSize.isPresent() && !(stepSize.get() > 0)) {
      throw new EbmException(ExitCode.USAGE, "--step-size: must be > 0, got " + stepSize.get());
    }
    Path folder = new ModelExport(model.defaults(), stepSize, kernel).write(target);
    spec.commandLine().getOut().println(folder);
  }
}
