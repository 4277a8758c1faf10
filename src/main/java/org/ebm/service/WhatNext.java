package org.ebm.service;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ShellWords;
import org.ebm.run.DiagnosisRecord;
import org.ebm.run.EvaluationRecord;
import org.ebm.run.PairsRecord;
import org.ebm.run.RunConfig;
import org.ebm.run.RunKind;
import org.ebm.run.SampleSnapshot;
import org.ebm.sample.SampleConfig;
import org.ebm.sampler.DataStart;
import org.ebm.study.DiagnosisFile;
import org.ebm.study.SweepConfig;
import org.ebm.study.SweepShards;

/**
 * What a command that is over leaves to look at, and the command that follows: a line each, with names and words as a shell takes them.
 *
 * @param seen page and pictures; those that are not there are left out
 * @param command to paste; empty if nothing follows from this one
 */
public record WhatNext(List<Path> seen, Optional<String> command) {
  private static final String PAGE = "report.html";

  public WhatNext {
    seen = seen.stream().filter(Files::isRegularFile).map(WhatNext::near).toList();
  }

  /** Of a training run: its page and its latest picture. */
  public static WhatNext ofTraining(Path run, boolean finished) {
    List<Path> seen = new ArrayList<>(List.of(run.resolve(PAGE)));
    SampleSnapshot.of(run, "short", "png").stream()
        .findFirst()
        .ifPresent(latest -> seen.add(latest.file()));
    return new WhatNext(
        seen,
        Optional.of(
            finished
                ? afterTraining(run, false)
                : ShellWords.ebm("train", "--resume", "--run-dir", run)));
  }

  /**
   * Of chains: their page and pictures; a diagnosis, if they are of data, or as many steps again.
   *
   * @param steps taken
   */
  public static WhatNext ofChains(Path run, long steps, boolean finished) {
    SampleConfig config = RunConfig.read(run).bind(SampleConfig.class);
    boolean fromData = config.data().isPresent()
        && config.init().filter(DataStart.class::isInstance).isPresent();
    String more = fromData
        ? ShellWords.ebm("diagnose", run)
        : ShellWords.ebm("sample", "--resume", "--run-dir", run, "--steps", 2 * steps);
    String next = finished ? more : ShellWords.ebm("sample", "--resume", "--run-dir", run);
    return new WhatNext(
        List.of(
            run.resolve(PAGE),
            run.resolve(PairsRecord.of(run).isPresent() ? PairsRecord.PICTURE : "samples.png"),
            run.resolve("plots/energy.png")),
        Optional.of(next).filter(command -> config.shard().isEmpty() || !finished));
  }

  /** Of a map of basins. */
  public static WhatNext ofMap(Path map, Optional<Path> trained) {
    return new WhatNext(
        List.of(map.resolve(PAGE), map.resolve("tree.png"), map.resolve("landscape.png")),
        trained.map(run -> afterTraining(run, true)));
  }

  /** Of a restoration. */
  public static WhatNext ofRestoration(Path run, boolean finished) {
    return new WhatNext(
        List.of(run.resolve(PAGE), run.resolve("plots/restored.png")),
        Optional.of(ShellWords.ebm("restore", "--resume", "--run-dir", run))
            .filter(command -> !finished));
  }

  /** After what is said on standard output alone. */
  public static WhatNext after(Path run) {
    return new WhatNext(List.of(), Optional.of(afterTraining(run, false)));
  }

  /** Of what was found out about a training run, and is on its page. */
  public static WhatNext ofFindings(Path run) {
    return new WhatNext(List.of(run.resolve(PAGE)), Optional.of(afterTraining(run, false)));
  }

  /** Of a run after which nothing follows from itself. */
  public static WhatNext ofPage(Path run) {
    return new WhatNext(List.of(run.resolve(PAGE)), Optional.empty());
  }

  /** Of a command that was stopped, and goes on when it is given again. */
  public static WhatNext again(List<String> typed) {
    return new WhatNext(List.of(), Optional.of(ShellWords.ebm(typed.toArray())));
  }

  /** Of a sweep: verdicts, where its cells have none yet. */
  public static WhatNext ofSweep(Path run, boolean finished) {
    SweepConfig config = RunConfig.read(run).bind(SweepConfig.class);
    String resume = ShellWords.ebm("sweep", "--resume", "--run-dir", run);
    Optional<String> verdicts = config.sweep().diagnose() || config.shard().isPresent()
        ? Optional.empty()
        : Optional.of(resume + " --diagnose");
    return new WhatNext(
        List.of(
            run.resolve(PAGE),
            run.resolve(
                config.sweep().axes().isPresent() ? SweepShards.SHORT : SweepShards.FIGURE)),
        finished ? verdicts : Optional.of(resume));
  }

  /** Of shards that are one run now. */
  public static WhatNext ofMerged(Path run) {
    return RunKind.of(run).filter(RunKind.SWEEP::equals).isPresent()
        ? ofSweep(run, true)
        : ofChains(run, RunConfig.read(run).bind(SampleConfig.class).steps(), true);
  }

  /** Of what is not known of a training run's model yet, the first; where all is known, its page again. */
  private static String afterTraining(Path trained, boolean isMapped) {
    Path run = near(trained);
    Optional<DiagnosisRecord> diagnosis = DiagnosisFile.read(run);
    // without a chain of its own there is nothing that a diagnosis could run
    if (diagnosis.isEmpty() && Defaults.of(run).sampler().isPresent()) {
      return ShellWords.ebm("diagnose", run);
    }
    if (diagnosis.flatMap(DiagnosisRecord::more).isPresent()) {
      return ShellWords.ebm("diagnose", run, "--more");
    }
    if (diagnosis.isPresent()
        && !isMapped
        && !Files.isRegularFile(run.resolve("basins/basins.json"))) {
      return ShellWords.ebm("map-basins", run);
    }
    return EvaluationRecord.isIn(run)
        ? ShellWords.ebm("report", run)
        : ShellWords.ebm("eval", "--model", run);
  }

  /** A path as short as it can be typed here. */
  public static Path near(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.isAbsolute() && path.startsWith(here) && !path.equals(here)
        ? here.relativize(path)
        : path;
  }

  /** Tells it to a person who waits for it. */
  public void tell(PrintWriter err) {
    seen.forEach(file -> err.println("see   " + ShellWords.words(file)));
    command.ifPresent(words -> err.println("next  " + words));
    err.flush();
  }
}
