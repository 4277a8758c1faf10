package org.ebm.cli;

import java.util.Optional;
import org.ebm.config.ConfigTree;
import org.ebm.restore.RestoreConfig;
import org.ebm.restore.Task;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** First-class flags for a restoration. */
final class RestoreOptions {
  @Parameters(
      paramLabel = "INPUT",
      arity = "0..1",
      description = "What was observed: a picture, a folder of them, or a .npy of observations.")
  private Optional<String> input = Optional.empty();

  @Option(names = "--task", paramLabel = "TASK", description = "inpaint, denoise, super-resolve.")
  private Optional<String> task = Optional.empty();

  @Option(
      names = "--mask",
      paramLabel = "M",
      description =
          "To inpaint: what is seen, white in a picture or 1 in a .npy; or hole:0.25, missing:0.7.")
  private Optional<String> mask = Optional.empty();

  @Option(
      names = "--noise-sd",
      paramLabel = "S",
      description = "sd of the noise in INPUT; default: none, what is seen is exact.")
  private Optional<String> noise = Optional.empty();

  @Option(names = "--factor", paramLabel = "K", description = "To super-resolve: side of a block.")
  private Optional<String> factor = Optional.empty();

  @Option(
      names = "--held-out",
      paramLabel = "N",
      description = "In place of INPUT: N held-out examples, of which the truth is known.")
  private Optional<String> heldOut = Optional.empty();

  @Option(names = "--truth", paramLabel = "PATH", description = "What is behind INPUT, if known.")
  private Optional<String> truth = Optional.empty();

  @Option(names = "--steps", paramLabel = "N", description = "Chain steps; default: 2000.")
  private Optional<String> steps = Optional.empty();

  /** A tree with these flags laid over it. */
  ConfigTree over(ConfigTree base) {
    ConfigTree tree = base;
    Optional<String> operator = Task.operator(task, mask, factor);
    tree = ConfigOptions.flag(tree, "operator", "--task", operator);
    tree = ConfigOptions.flag(tree, "noise_sd", "--noise-sd", noise);
    tree = ConfigOptions.flag(tree, "held_out", "--held-out", heldOut);
    tree = ConfigOptions.flag(tree, "input", "INPUT", input.map(Task::quoted));
    tree = ConfigOptions.flag(tree, "truth", "--truth", truth.map(Task::quoted));
    tree = ConfigOptions.flag(tree, "steps", "--steps", steps);
    return tree.withLatestKinds(RestoreConfig.class);
  }
}
