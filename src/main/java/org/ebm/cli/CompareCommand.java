package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.run.EvaluationRecord;
import org.ebm.service.RunPlace;
import org.ebm.service.WhatNext;
import org.ebm.study.ComparedRun;
import org.ebm.study.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm compare}: what several training runs on the same data learned, and what that took. */
@Command(
    name = "compare",
    description =
        "One table and one figure of training runs on the same data, from their files: what ebm eval and ebm diagnose measured, and times.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Training runs.")
  private List<Path> runs = List.of();

  @Option(
      names = "--kl",
      paramLabel = "NATS",
      description = "KL(q, p) to give the time to; default: ${DEFAULT-VALUE}.",
      defaultValue = "0.1")
  private double kl = 0.1;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Folder of table.md and the figures; default: comparison, beside the first run.")
  private Optional<Path> to = Optional.empty();

  @Option(names = "--json", description = "The table as one JSON object on standard output.")
  private boolean json;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    if (!(kl > 0)) {
      throw new EbmException(ExitCode.USAGE, "--kl: must be > 0 nats, got " + kl);
    }
    Comparison comparison =
        new Comparison(runs.stream().map(run -> ComparedRun.read(run, kl)).toList());
    List<Path> written = comparison.write(to.orElse(RunPlace.beside(runs.get(0), "comparison")));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      comparison.runs().forEach(run -> all.put(run.name(), run.values()));
      Summary.print(out, Map.of("runs", all), true);
    } else {
      out.print(comparison.table());
    }
    if (!json) {
      new WhatNext(written, Optional.empty()).tell(spec.commandLine().getErr());
    }
    comparison.runs().forEach(this::sayWhatIsMissing);
    return ExitCode.OK.status();
  }

  private void sayWhatIsMissing(ComparedRun run) {
    PrintWriter err = spec.commandLine().getErr();
    if (!EvaluationRecord.isIn(run.run())) {
      err.println("not evaluated: " + ShellWords.ebm("eval", "--model", run.run()));
    }
    if (!run.values().containsKey("verdict")) {
      err.println("not diagnosed: " + ShellWords.ebm("diagnose", run.run()));
    }
  }
}
