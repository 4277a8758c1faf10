package org.ebm.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.files.AtomicFile;
import org.ebm.run.DiagnosisRecord;
import org.ebm.sample.SampleRun;
import org.ebm.study.DiagnosisFile;

/** {@code diagnosis/more.yaml}: chains, examples and steps beyond the usual that a run's diagnosis was given, and so needs when it is judged again. */
public final class MoreChains {
  private MoreChains() {}

  private static Path file(Path run) {
    return run.resolve(DiagnosisFile.FOLDER).resolve("more.yaml");
  }

  /** Takes what the last diagnosis said would decide it; usage error if there is nothing of the kind. */
  public static void ask(DiagnosisSubject subject) {
    Path run = subject.run();
    DiagnosisRecord.More more = DiagnosisFile.read(run)
        .flatMap(DiagnosisRecord::more)
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                "--more: " + run
                    + " has no undecided diagnosis; run ebm diagnose without it, or give --chains or --steps"));
    // rows of the trace stay where they are, so that the chains go on
    int traceEvery = SampleRun.read(subject.chains()).config().traceEvery().orElseThrow();
    String yaml = "# a diagnosis was asked for more\nchains: " + more.chains() + "\nexamples: "
        + more.examples() + "\nsteps: " + more.steps() + "\ntrace_every: " + traceEvery + "\n";
    AtomicFile.write(file(run), yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** Defaults of a run, and over them what it was given more of. */
  public static ConfigTree over(ConfigTree defaults, Path run) {
    return Files.isRegularFile(file(run))
        ? defaults.mergedWith(ConfigTree.read(file(run)))
        : defaults;
  }
}
