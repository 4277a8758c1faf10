package org.ebm.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.ebm.base.ShellWords;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.service.Suggestion;
import org.ebm.suggest.NamedData;
import org.ebm.suggest.Regime;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What settings for data of one's own depend on. */
final class SuggestOptions {
  static final String DATA =
      "Data of your own: a folder of pictures, a file of numbers (.npy, .npz, .csv, .tsv, .safetensors), or a YAML file with a section data.";

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "For pilots and learning together, on this machine; default: ${DEFAULT-VALUE}.",
      defaultValue = "15")
  private double minutes;

  @Option(names = "--size", paramLabel = "N", description = "Height and width of pictures.")
  private Optional<Integer> size = Optional.empty();

  @Option(names = "--array", paramLabel = "NAME", description = "Which array of a file of several.")
  private Optional<String> array = Optional.empty();

  @Option(names = "--no-pilot", description = "Tries no short training before.")
  private boolean withoutPilot;

  @Option(
      names = "--regime",
      paramLabel = "WHAT",
      description =
          "convergent: a density; nonconvergent: a generator of 100 steps from noise, whose density is wrong; default: ${DEFAULT-VALUE}.",
      defaultValue = "convergent")
  private Regime regime = Regime.CONVERGENT;

  /** What is suggested for data. */
  Suggestion suggestion(Path data, CommandSpec spec) {
    try (Progress progress = new Progress(spec.commandLine().getErr(), Progress.Mode.PLAIN)) {
      return Suggestion.of(
          new Suggestion.Asked(data, size, array, minutes, !withoutPilot, regime),
          RunOptions.call(spec, progress));
    }
  }

  /** The same, to be learned at once. */
  ConfigTree tree(Path data, CommandSpec spec) {
    return ConfigTree.parse(suggestion(data, spec).text(), ShellWords.ebm("suggest", data));
  }

  /** Of a run. */
  static String name(Path data) {
    return NamedData.name(data);
  }
}
