package org.ebm.service;

import java.util.HashMap;
import java.util.Map;
import org.ebm.objective.Negatives;
import org.ebm.run.Progress;
import org.ebm.run.Work;
import org.ebm.train.TrainConfig;

/** One progress for cells that are trained at the same time. It counts chain steps, since updates of different cells take times in their proportion. */
final class CellProgress {
  private static final Work STEPS = new Work(
      "chain steps in all cells",
      "fewer cells or updates, more --jobs where there are cores, or parts on several machines (--shard)");

  private final Progress progress;
  private final Map<String, Long> left = new HashMap<>();
  private final Map<String, Long> steps = new HashMap<>();
  private long total;
  private long done;
  private int cells;

  CellProgress(Progress progress) {
    this.progress = progress;
  }

  /** @param cells how many there are, those that have ended before included */
  synchronized void begin(Map<String, TrainConfig> due, int cells) {
    this.cells = cells;
    due.forEach((name, config) -> {
      long each = config.objective().negatives().map(Negatives::steps).orElse(1);
      steps.put(name, each);
      left.put(name, each * config.training().steps());
    });
    total = left.values().stream().mapToLong(Long::longValue).sum();
    progress.begin(0, Math.max(1, total), STEPS);
  }

  /** After an update of a cell. */
  synchronized void tick(String cell) {
    advance(cell, steps.getOrDefault(cell, 0L));
  }

  /** A cell that was resumed, or diverged, has fewer updates than were planned. */
  synchronized void ended(String cell) {
    advance(cell, Long.MAX_VALUE);
    left.remove(cell);
  }

  private void advance(String cell, long count) {
    long rest = left.getOrDefault(cell, 0L);
    long advanced = Math.min(rest, count);
    left.put(cell, rest - advanced);
    done += advanced;
    progress.at(done, "chain steps, cell " + (cells - left.size() + 1) + " of " + cells);
  }
}
