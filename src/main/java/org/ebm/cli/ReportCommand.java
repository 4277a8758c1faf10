package org.ebm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.config.ConfigTree;
import org.ebm.run.RunDirectory;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SamplePictures;
import org.ebm.train.Pictures;
import org.ebm.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm report}: every picture again, from the run's files alone. */
@Command(
    name = "report",
    description = "Draws a run's pictures again from its files.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "Run directory; default: runs/latest.")
  private Optional<Path> run = Optional.empty();

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Path directory = run.orElseGet(() -> RunDirectory.latest(Path.of("runs")));
    ConfigTree tree = ConfigTree.read(directory.resolve("config.yaml"));
    List<Path> drawn = SampleConfig.isDescribedBy(tree)
        ? new SamplePictures(directory, tree.bind(SampleConfig.class).openData()).draw()
        : new Pictures(directory, tree.bind(TrainConfig.class).data().open()).drawAll();
    drawn.forEach(spec.commandLine().getOut()::println);
  }
}
