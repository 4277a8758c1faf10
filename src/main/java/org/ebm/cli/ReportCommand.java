package org.ebm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.report.ComparePage;
import org.ebm.service.RunPictures;
import org.ebm.service.RunPlace;
import org.ebm.service.WatchedPage;
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

  @Option(
      names = "--watch",
      description =
          "While the run goes on, writes its page anew every few seconds; a browser that shows it follows. No server; ends with the run.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "Of --watch; default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private int every = 5;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    List<Path> chosen = runs.isEmpty() ? List.of(RunPlace.latest()) : runs;
    if (watch) {
      watch(chosen);
    }
    chosen.forEach(run -> RunPictures.draw(run).forEach(spec.commandLine().getOut()::println));
    if (chosen.size() > 1) {
      spec.commandLine()
          .getOut()
          .println(ComparePage.write(
              comparison.orElse(RunPlace.beside(chosen.get(0), "comparison.html")), chosen));
    }
  }

  private void watch(List<Path> chosen) {
    if (chosen.size() != 1 || every < 1) {
      throw new EbmException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "report: --watch follows one run, got %d; --every is 1 second or more, got %d",
              chosen.size(),
              every));
    }
    WatchedPage page = new WatchedPage(chosen.get(0), every);
    spec.commandLine().getOut().println(page.write());
    spec.commandLine().getOut().flush();
    page.follow();
  }
}
