package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunStatus;
import org.ebm.run.StopSignal;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.DiagnosisFile;
import org.ebm.torch.Torch;
import org.ebm.train.TrainConfig;
import org.ebm.train.Trainer;

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

  /**
   * What all cells have in common.
   *
   * @param folder holds a folder per cell
   * @param commandLine of the study
   * @param jobs cells at a time
   * @param diagnosed each cell gets its verdict
   */
  record Plan(Path folder, List<String> commandLine, int jobs, boolean diagnosed) {}

  private final Plan plan;
  private final StopSignal stop;
  private final CellProgress progress;
  private final Map<Dataset, Examples> data = new HashMap<>();
  private volatile boolean failed;

  CellRuns(Plan plan, Progress progress, StopSignal stop) {
    this.plan = plan;
    this.stop = stop;
    this.progress = new CellProgress(progress);
  }

  /**
   * Trains every cell to its end, or to a stop.
   *
   * @param cells by name, in the order to begin them; each with a seed and one worker
   * @param ended told of each cell that was begun, in this thread
   * @return whether none was stopped
   * @throws EbmException the first error other than a divergence; the other cells are then stopped, with checkpoints
   */
  boolean train(Map<String, TrainConfig> cells, BiConsumer<String, End> ended) {
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
        plan.jobs(), task -> new Thread(task, "cell-" + threads.incrementAndGet()));
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
    return failed || stop.getAsBoolean();
  }

  private End train(String name, TrainConfig config) {
    if (isStopping()) {
      return End.NOT_BEGUN;
    }
    Path path = plan.folder().resolve(name);
    try (Torch torch = config.runtime().open()) {
      TrainingRun run =
          TrainingRun.of(config, Objects.requireNonNull(data.get(config.data())), torch);
      boolean begun = isBegun(path);
      // a kill may have left a folder without its configuration: nothing was learned there yet
      RunDirectory directory = begun ? RunDirectory.resume(path) : RunDirectory.create(path, true);
      Provenance provenance =
          begun ? TrainingRun.restarted(directory) : run.starting(plan.commandLine(), Map.of());
      try (RunScope scope = RunScope.within(directory, provenance)) {
        int status = scope.during(() -> {
          Trainer.Result result = run.train(directory, Progress.none(), () -> {
            progress.tick(name);
            return isStopping();
          });
          return scope.reported(result.finished(), stop.name());
        });
        if (status != ExitCode.OK.status()) {
          return End.STOPPED;
        }
      }
      return !plan.diagnosed() || isDiagnosed(path) ? End.DONE : End.STOPPED;
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
  private boolean isDiagnosed(Path path) {
    DiagnosisSubject subject = DiagnosisSubject.of(path);
    DiagnosisConfig config = subject.defaults().bind(DiagnosisConfig.class);
    return new DiagnosisRun(subject, config, plan.commandLine(), Map.of())
        .run(Progress.none(), stop)
        .isPresent();
  }

  /** A line of its own, in the progress and in the log of the run that this thread opened. */
  void say(String text) {
    progress.say(text);
  }

  private static boolean isBegun(Path path) {
    return Files.exists(path.resolve("run.json")) && Files.exists(path.resolve("config.yaml"));
  }

  /** Whether the cell has all updates that are asked for; an older budget may have been lower. */
  private boolean isDone(String name, TrainConfig config) {
    Path path = plan.folder().resolve(name);
    if (!isBegun(path)) {
      return false;
    }
    TrainConfig before = ConfigTree.read(path.resolve("config.yaml")).bind(TrainConfig.class);
    return (!plan.diagnosed() || DiagnosisFile.verdict(path).isPresent())
        && Provenance.read(path.resolve("run.json")).status() == RunStatus.DONE
        && before.training().steps() >= config.training().steps();
  }
}
