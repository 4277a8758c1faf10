package org.ebm.sample;

import java.util.Optional;

/**
 * Steps after which something is done. They depend on the configuration only, and the last step is none of them by itself: so chains that stop and go on,
 * or go on beyond their first end, pass the same milestones as chains that never stopped.
 */
final class Milestones {
  /** Most steps in one call of the kernel: a signal is looked at between calls. */
  private static final int CHUNK = 1000;

  private static final int[] IN_A_DECADE = {1, 2, 5};

  private final int traceEvery;
  private final Optional<Integer> keepEvery;
  private final int saveEvery;
  private final int end;

  /** @param config resolved */
  Milestones(SampleConfig config) {
    this.traceEvery = config.traceEvery().orElseThrow();
    this.keepEvery = config.keep();
    this.saveEvery = config.checkpointEvery();
    this.end = config.steps();
  }

  /** The step at which the kernel's next call ends. */
  int after(int step) {
    long next = end;
    for (int every : new int[] {CHUNK, traceEvery, keepEvery.orElse(CHUNK), saveEvery}) {
      next = Math.min(next, (step / every + 1L) * every);
    }
    for (long decade = 1; decade <= next; decade *= 10) {
      for (int factor : IN_A_DECADE) {
        next = decade * factor > step ? Math.min(next, decade * factor) : next;
      }
    }
    return (int) next;
  }

  /** 1, 2, 5, 10, 20, 50, ... and the regular ones. */
  boolean isTraced(int step) {
    int leading = step;
    while (leading % 10 == 0) {
      leading /= 10;
    }
    return step % traceEvery == 0 || leading == 1 || leading == 2 || leading == 5;
  }

  boolean isKept(int step) {
    return keepEvery.filter(every -> step % every == 0).isPresent();
  }

  /** Powers of ten from 100: the columns of a picture of the same chains over time. */
  boolean isShown(int step) {
    return step >= 100 && Math.log10(step) == Math.rint(Math.log10(step));
  }

  boolean isSaved(int step) {
    return step % saveEvery == 0;
  }
}
