package org.ebm.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm completion bash}. */
@Command(
    name = "completion",
    description = "Prints a completion script: source <(ebm completion bash)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  /** Shells whose completion the script serves. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.", defaultValue = "bash")
  private Shell shell = Shell.BASH;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    if (shell == Shell.ZSH) {
      spec.commandLine().getOut().println("autoload -U +X bashcompinit && bashcompinit");
    }
    spec.commandLine().getOut().println(Ebm.completion());
  }
}
