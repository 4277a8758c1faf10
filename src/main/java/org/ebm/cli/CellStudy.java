package org.ebm.cli;

import java.util.List;
import java.util.function.Predicate;
import org.ebm.run.Progress;
import org.ebm.run.StopSignal;
import org.ebm.study.SweepShards;
import picocli.CommandLine.Model.CommandSpec;

/** A run that consists of training runs, its cells: a sweep or a table. Its configuration, progress and end. */
record CellStudy(RunOptions options, CommandSpec spec, RunScope scope) {
  /**
   * Does the work in the open run, and closes it.
   *
   * @param config as config.yaml keeps it
   * @param jobs cells at a time
   * @param diagnosed each cell gets its verdict
   * @param work whether it was finished; else it was stopped
   * @return exit status
   */
  int run(Record config, int jobs, boolean diagnosed, Predicate<CellRuns> work) {
    StopSignal stop = StopSignal.listen();
    CellRuns.Plan plan = new CellRuns.Plan(
        scope.directory().path().resolve(SweepShards.CELLS), commandLine(spec), jobs, diagnosed);
    try (scope) {
      return scope.during(() -> {
        scope.directory().keep(config);
        try (Progress progress = options.progress(spec.commandLine().getErr())) {
          progress.keepIn(scope.directory().progress());
          return scope.ended(work.test(new CellRuns(plan, progress, stop)), stop.name());
        }
      });
    }
  }

  static List<String> commandLine(CommandSpec spec) {
    return List.copyOf(spec.commandLine().getParseResult().originalArgs());
  }
}
