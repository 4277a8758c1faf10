package org.ebm.cli;

import java.nio.file.Path;
import java.util.List;
import org.ebm.config.ConfigTree;
import org.ebm.report.ComparePage;
import org.ebm.report.RunPage;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SamplePictures;
import org.ebm.study.SweepShards;
import org.ebm.study.SweepTable;
import org.ebm.train.Pictures;
import org.ebm.train.TrainConfig;
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
      description = "Page of several runs; default: comparison.html.",
      defaultValue = "comparison.html")
  private Path comparison = Path.of("comparison.html");

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    List<Path> chosen = runs.isEmpty() ? List.of(RunDirectory.latest(Path.of("runs"))) : runs;
    chosen.forEach(this::draw);
    if (chosen.size() > 1) {
      spec.commandLine().getOut().println(ComparePage.write(comparison, chosen));
    }
  }

  private void draw(Path run) {
    RunDirectory.requireOwn(run);
    ConfigTree tree = RunConfig.read(run);
    RunKind kind = RunKind.of(run).orElseThrow();
    if (kind == RunKind.SWEEP) {
      Path figure = run.resolve(SweepShards.FIGURE);
      SweepTable.read(run.resolve(SweepShards.TABLE)).draw(figure);
      spec.commandLine().getOut().println(figure);
      return;
    }
    if (kind == RunKind.MAP_BASINS) {
      // its pictures are drawn by ebm map-basins, which reads the journal again
      spec.commandLine().getOut().println(RunPage.write(run));
      return;
    }
    List<Path> drawn = kind.isChains()
        ? new SamplePictures(run, tree.bind(SampleConfig.class).openData()).draw()
        : new Pictures(run, tree.bind(TrainConfig.class).data().open()).drawAll();
    drawn.forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().println(RunPage.write(run));
  }
}
