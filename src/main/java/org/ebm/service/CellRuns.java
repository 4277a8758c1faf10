package org.ebm.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunStatus;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.DiagnosisFile;
import org.ebm.study.LongRuns;
import org.ebm.train.TrainConfig;

/**
 * Trains the cells of a study, some at a time, each as a run of its own that {@code ebm train --resume} can go on with. Cells that are done are kept,
 * half-done ones go on.
 */
final class CellRuns {
  /** How a cell ended. */
  enum End {
    DONE,
    DIVERGED,
    STOPPED,
    NOT_BEGUN
  }

  private final Path folder;
  private final Optional<LongRuns> diagnosed;
  private final Call call;
  private final CellProgress progress;
  private final Map<Dataset, Examples> data = new HashMap<>();
  private volatile boolean failed;

  /**
   * @param folder holds a folder per cell
   * @param diagnosed budgets of each cell's verdict; empty: they get none
   * @param call of the study
   */
  CellRuns(Path folder, Optional<LongRuns> diagnosed, Call call) {
    this.folder = folder;
    this.diagnosed = diagnosed;
    this.call = call;
    this.progress = new CellProgress(call.progress());
  }

  /**
   * Trains every cell to its end, or to a stop.
   *
   * @param jobs cells at a time
   * @param cells by name, in the order to begin them; each with a seed and one worker
   * @param ended told of each cell that was begun, in this thread
   * @return whether none was stopped
   * @throws EbmException the first error other than a divergence; the other cells are then stopped, with checkpoints
   */
  boolean train(int jobs, Map<String, TrainConfig> cells, BiConsumer<String, End> ended) {
    Map<String, TrainConfig> due = new LinkedHashMap<>();
    for (Map.Entry<String, TrainConfig> cell : cells.entrySet()) {
      data.computeIfAbsent(cell.getValue().data(), Dataset::open);
      if (isDone(cell.getKey(), cell.getValue())) {
        ended.accept(cell.getKey(), End.DONE);
      } else {
        due.put(cell.getKey(), cell.getValue());
      }
    }
    progress.begin(due, cells.size());
    AtomicInteger threads = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(
        jobs, task -> new Thread(task, "cell-" + threads.incrementAndGet()));
    CompletionService<Map.Entry<String, End>> ends = new ExecutorCompletionService<>(pool);
    due.forEach((name, config) -> ends.submit(() -> Map.entry(name, train(name, config))));
    pool.shutdown();
    return allEnded(ends, due.size(), ended);
  }

  private boolean allEnded(
      CompletionService<Map.Entry<String, End>> ends, int count, BiConsumer<String, End> told) {
    boolean all = true;
    Throwable failure = null;
    for (int i = 0; i < count; i++) {
      try {
        Map.Entry<String, End> end = ends.take().get();
        all &= end.getValue() == End.DONE || end.getValue() == End.DIVERGED;
        if (end.getValue() != End.NOT_BEGUN) {
          told.accept(end.getKey(), end.getValue());
        }
      } catch (ExecutionException e) {
        failed = true;
        failure = failure == null ? e.getCause() : failure;
      } catch (InterruptedException | RuntimeException e) {
        // not before the other cells have written their checkpoints
        failed = true;
        failure = failure == null ? e : failure;
      }
    }
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return all;
  }

  private boolean isStopping() {
    return failed || call.stop().getAsBoolean();
  }

  private End train(String name, TrainConfig config) {
    if (isStopping()) {
      return End.NOT_BEGUN;
    }
    Path path = folder.resolve(name);
    Call part = call.ofPart(() -> {
      progress.tick(name);
      return isStopping();
    });
    try (TrainingRun run =
        TrainingRun.open(config, Objects.requireNonNull(data.get(config.data())))) {
      // a kill may have left a folder without its configuration: nothing was learned there yet
      boolean finished = isBegun(path)
          ? run.goOn(RunDirectory.resume(path), part).finished()
          : run.begin(RunDirectory.create(path, true), Map.of(), part).finished();
      return finished && (diagnosed.isEmpty() || isDiagnosed(path, diagnosed.get()))
          ? End.DONE
          : End.STOPPED;
    } catch (EbmException e) {
      if (e.exitCode() == ExitCode.DIVERGED) {
        return End.DIVERGED;
      }
      throw e;
    } finally {
      progress.ended(name);
    }
  }

  /** Gives a trained cell its verdict; false if that was stopped. */
  private boolean isDiagnosed(Path path, LongRuns budgets) {
    DiagnosisSubject subject = DiagnosisSubject.of(path);
    ConfigTree tree = subject.defaults();
    for (String assignment : budgets.assignments()) {
      tree = tree.with(assignment, "sweep.long_runs");
    }
    DiagnosisConfig config = tree.bind(DiagnosisConfig.class);
    return new DiagnosisRun(subject, config, Map.of())
        .run(call.ofPart(call.stop()))
        .isPresent();
  }

  private static boolean isBegun(Path path) {
    return Files.exists(path.resolve(Provenance.FILE)) && RunConfig.isIn(path);
  }

  /** Whether the cell has all updates that are asked for; an older budget may have been lower. */
  private boolean isDone(String name, TrainConfig config) {
    Path path = folder.resolve(name);
    if (!isBegun(path)) {
      return false;
    }
    TrainConfig before = RunConfig.read(path).bind(TrainConfig.class);
    return (diagnosed.isEmpty() || DiagnosisFile.verdict(path).isPresent())
        && Provenance.of(path).status() == RunStatus.DONE
        && before.training().steps() >= config.training().steps();
  }
}
