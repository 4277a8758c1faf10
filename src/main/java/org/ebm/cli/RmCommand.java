package org.ebm.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.Folders;
import org.ebm.run.RunDirectory;
import org.ebm.service.ListedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm rm}: runs that nobody needs any more. */
@Command(
    name = "rm",
    description =
        "Removes runs with all they wrote, for good. Leaves alone: runs that are going on, and folders that hold anything else.",
    mixinStandardHelpOptions = true)
final class RmCommand implements Runnable {
  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run directories.")
  private List<Path> runs = List.of();

  @Option(names = "--dry-run", description = "Says what would be removed; removes nothing.")
  private boolean dryRun;

  @Spec
  private CommandSpec spec;

  /** None is removed if one must not be. */
  @Override
  public void run() {
    List<String> problems = new ArrayList<>();
    ExitCode code = ExitCode.USAGE;
    for (Path run : runs) {
      try {
        RunDirectory.requireRemovable(run);
      } catch (EbmException e) {
        problems.add(e.getMessage());
        code = e.exitCode();
      }
    }
    if (!problems.isEmpty()) {
      throw new EbmException(code, String.join("\n", problems));
    }
    for (Path run : runs) {
      String size = ListedRun.size(Folders.bytes(run));
      if (!dryRun) {
        RunDirectory.remove(run);
      }
      spec.commandLine()
          .getOut()
          .println((dryRun ? "would remove " : "removed ") + run + " (" + size + ")");
    }
  }
}
