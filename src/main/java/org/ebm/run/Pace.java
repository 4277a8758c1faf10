package org.ebm.run;

import java.util.Optional;

/**
 * Seconds that each unit of a long work takes, from when units were done. The first unit never counts, as the engine warms up in it, and later only what
 * was done since half of the time that has passed or less: what begins slowly, or becomes slower, is soon measured as it is.
 */
final class Pace {
  private static final double NANOS = 1e9;

  private record Mark(long done, long nanos) {}

  private final Mark begun;
  /** Where the measured part begins; empty until the first unit is done. */
  private Optional<Mark> from = Optional.empty();
  /** Where the next measured part will begin. */
  private Mark next;

  private Mark last;

  /**
   * @param done what is done already, by an earlier process
   * @param nanos of {@link System#nanoTime}, as below
   */
  Pace(long done, long nanos) {
    begun = new Mark(done, nanos);
    next = begun;
    last = begun;
  }

  /** So many are done now. */
  void reached(long done, long nanos) {
    if (done <= last.done()) {
      return;
    }
    last = new Mark(done, nanos);
    if (from.isEmpty()) {
      from = Optional.of(last);
      next = last;
    } else if (nanos - begun.nanos() >= 2 * (next.nanos() - begun.nanos())) {
      from = Optional.of(next);
      next = last;
    }
  }

  double elapsed(long nanos) {
    return (nanos - begun.nanos()) / NANOS;
  }

  /** Of the measured part; empty before there is one. */
  Optional<Double> secondsEach() {
    return from.filter(mark -> last.done() > mark.done()).map(mark -> each(mark, last));
  }

  /** With all that was done, the slow first unit too; empty before it is done. */
  Optional<Double> roughly() {
    return last.done() > begun.done() ? Optional.of(each(begun, last)) : Optional.empty();
  }

  private static double each(Mark one, Mark other) {
    return (other.nanos() - one.nanos()) / NANOS / (other.done() - one.done());
  }
}
