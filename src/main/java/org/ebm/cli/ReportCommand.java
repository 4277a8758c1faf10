package org.ebm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.report.ComparePage;
import org.ebm.service.RunPictures;
import org.ebm.service.RunPlace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm report}: every picture and the page again, from the run's files alone; several runs side by side. */
@Command(
    name = "report",
    description =
        "Draws a run's pictures and report.html again from its files; several runs go side by side on one page.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "Run directories; default: runs/latest.")
  private List<Path> runs = List.of();

  @Option(
      names = "--to",
      paramLabel = "F",
      description = "Page of several runs; default: comparison.html, beside the first run.")
  private Optional<Path> comparison = Optional.empty();

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    List<Path> chosen = runs.isEmpty() ? List.of(RunPlace.latest()) : runs;
    chosen.forEach(run -> RunPictures.draw(run).forEach(spec.commandLine().getOut()::println));
    if (chosen.size() > 1) {
      spec.commandLine()
          .getOut()
          .println(ComparePage.write(
              comparison.orElse(RunPlace.beside(chosen.get(0), "comparison.html")), chosen));
    }
  }
}
