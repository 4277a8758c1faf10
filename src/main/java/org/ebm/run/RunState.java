package org.ebm.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a run stands, seen from outside: may be asked at any moment, from any machine that sees the folder, and takes no lock.
 *
 * @param where {@code pid@host} of the process that writes it; its host, if none does
 * @param reason why it stopped or failed; empty otherwise
 * @param done of {@code total}; empty if it never said
 * @param note what was worth knowing then
 * @param secondsLeft at the pace it had; empty unless it runs and has a pace
 * @param lastSign when it was last known to live
 */
public record RunState(
    Path run,
    State state,
    String where,
    String reason,
    OptionalLong done,
    OptionalLong total,
    String note,
    Optional<Double> secondsLeft,
    Instant lastSign) {
  /** A process on another machine that has said nothing for so long may be gone; it says something every half minute and after every long call. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /** The states of {@link RunStatus}, and what becomes of a running one without a word. */
  public enum State {
    RUNNING,
    /** Its process is not on this machine any more, and it had not ended. */
    KILLED,
    /** Its process was on another machine, and has given no sign of life for ten minutes. */
    SILENT,
    STOPPED,
    DONE,
    FAILED
  }

  /** Reads a run's folder; damaged if one of its files is. */
  public static RunState of(Path run, Instant now) {
    // the sign first: a run that ends between two looks is then seen as it ended
    Optional<LastSign> sign = LastSign.of(run);
    Optional<RunLock.Holder> holder = RunLock.holderOf(run);
    Provenance provenance = Provenance.of(run);
    Instant last = sign.map(LastSign::time)
        .filter(time -> time.isAfter(provenance.updated()))
        .orElse(provenance.updated());
    boolean silent = last.plus(SILENCE).isBefore(now);
    State state = switch (provenance.status()) {
      case RUNNING -> running(holder, silent);
      case DONE -> State.DONE;
      case STOPPED -> State.STOPPED;
      case FAILED -> State.FAILED;
    };
    return new RunState(
        run,
        state,
        holder.map(RunLock.Holder::place).orElse(provenance.machine().host()),
        provenance.reason(),
        sign.map(LastSign::done).map(OptionalLong::of).orElse(OptionalLong.empty()),
        sign.map(LastSign::total).map(OptionalLong::of).orElse(OptionalLong.empty()),
        sign.map(LastSign::note).orElse(""),
        sign.filter(given -> state == State.RUNNING && given.secondsEach() > 0)
            .map(given -> given.secondsEach() * (given.total() - given.done())),
        last);
  }

  private static State running(Optional<RunLock.Holder> holder, boolean silent) {
    if (holder.isEmpty()) {
      return State.KILLED;
    }
    if (holder.get().isHere()) {
      return holder.get().lives() ? State.RUNNING : State.KILLED;
    }
    return silent ? State.SILENT : State.RUNNING;
  }
}
