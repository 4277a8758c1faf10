package org.ebm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ShellWords;
import org.ebm.service.Suggestion;
import org.ebm.service.WhatNext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm suggest}. */
@Command(
    name = "suggest",
    description = "Looks at data of your own and writes a configuration for them, with reasons.",
    mixinStandardHelpOptions = true)
final class SuggestCommand implements Runnable, Computes {
  @Parameters(paramLabel = "DATA", description = SuggestOptions.DATA)
  private Path data = Path.of("");

  @Mixin
  private SuggestOptions options = new SuggestOptions();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "File to write; default: NAME.yaml here.")
  private Optional<Path> target = Optional.empty();

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Path file = Suggestion.place(data, target);
    options.suggestion(data, spec).write(file);
    spec.commandLine().getOut().println(file);
    new WhatNext(List.of(), Optional.of(ShellWords.ebm("train", "--config", file)))
        .tell(spec.commandLine().getErr());
  }
}
