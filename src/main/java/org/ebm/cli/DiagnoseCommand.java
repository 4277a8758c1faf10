package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.diagnose.Density;
import org.ebm.diagnose.Verdict;
import org.ebm.files.Folders;
import org.ebm.run.Progress;
import org.ebm.run.RunKind;
import org.ebm.run.VersionedJson;
import org.ebm.service.DiagnosisRun;
import org.ebm.service.DiagnosisSubject;
import org.ebm.service.MoreChains;
import org.ebm.service.RunPlace;
import org.ebm.service.WhatNext;
import org.ebm.study.Diagnosis;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.DiagnosisFile;
import org.ebm.study.DiagnosisText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm diagnose}: what was really learned, by long chains from held-out data. */
@Command(
    name = "diagnose",
    description =
        "Says what was really learned: a verdict from long chains, every number behind it, what to try.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The chains are a run of their own in RUN/diagnosis; after a stop the same command goes on with them, and when they are finished it only judges again."
    })
final class DiagnoseCommand implements Callable<Integer>, Computes {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description =
          "A training run, one of its checkpoints (RUN/checkpoints/step-000400), a run of chains that started from data, or a model folder; default: runs/latest.")
  private Optional<Path> run = Optional.empty();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Chain steps; default: enough for the data, at least 20000 (5000 for other than points).")
  private Optional<String> steps = Optional.empty();

  @Option(
      names = "--chains",
      paramLabel = "N",
      description = "Chains; default: 1000, for other than points 800.")
  private Optional<String> chains = Optional.empty();

  @Option(
      names = "--more",
      description =
          "Adds the chains, examples or steps that the last diagnosis said would decide it; kept for later calls.")
  private boolean more;

  @Option(
      names = "--require",
      paramLabel = "WORD",
      description =
          "What exit code 0 needs: verdict (convergent), or density (that, and a density that agrees); default: ${DEFAULT-VALUE}.",
      defaultValue = "verdict")
  private Required required = Required.VERDICT;

  /** The words that can be asked for. */
  enum Required {
    VERDICT,
    DENSITY
  }

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    DiagnosisSubject subject = subject();
    try {
      return diagnosed(subject);
    } finally {
      // a new run's folder, where it turned out that there is none to be
      Folders.deleteIfEmpty(subject.run());
    }
  }

  private int diagnosed(DiagnosisSubject subject) {
    if (more) {
      MoreChains.ask(subject);
    }
    ConfigTree tree = config.tree(MoreChains.over(subject.defaults(), subject.run()));
    tree = ConfigOptions.flag(tree, "steps", "--steps", steps);
    tree = ConfigOptions.flag(tree, "chains", "--chains", chains);
    tree = config.assigned(tree).withLatestKinds(DiagnosisConfig.class);
    DiagnosisConfig bound = tree.bind(DiagnosisConfig.class);
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      return new DiagnosisRun(subject, bound, tree.origins())
          .run(RunOptions.call(spec, progress))
          .map(diagnosis -> print(diagnosis, subject))
          .orElseGet(() -> {
            options.tell(
                spec, WhatNext.again(spec.commandLine().getParseResult().originalArgs()));
            return ExitCode.STOPPED.status();
          });
    }
  }

  private DiagnosisSubject subject() {
    return config.describeEnergy("diagnose", "RUN", run.isPresent())
        ? DiagnosisSubject.bare(options.place().reserve(config.name("diagnose")))
        : DiagnosisSubject.of(run.orElseGet(RunPlace::latest));
  }

  private int print(Diagnosis diagnosis, DiagnosisSubject subject) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(VersionedJson.line(DiagnosisFile.record(diagnosis), subject.run()));
    } else {
      DiagnosisText.of(diagnosis).forEach(out::println);
    }
    options.tell(
        spec,
        subject.hasChains()
                || RunKind.of(subject.run()).filter(RunKind.TRAIN::equals).isEmpty()
            ? WhatNext.ofPage(subject.run())
            : WhatNext.ofFindings(subject.run()));
    ExitCode status = status(diagnosis.verdict().kind());
    return (status == ExitCode.OK && required == Required.DENSITY
            ? status(diagnosis.density().word())
            : status)
        .status();
  }

  private static ExitCode status(Density.Word word) {
    return switch (word) {
      case AGREES -> ExitCode.OK;
      case DIFFERS -> ExitCode.CHECK_FAILED;
      case UNDECIDED -> ExitCode.INCONCLUSIVE;
    };
  }

  private static ExitCode status(Verdict.Kind kind) {
    return switch (kind) {
      case CONVERGENT -> ExitCode.OK;
      case NON_CONVERGENT, COLLAPSED -> ExitCode.CHECK_FAILED;
      case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
    };
  }
}
