package org.ebm.service;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.ebm.run.Progress;
import org.ebm.run.StopSignal;

/**
 * Who asked for a run, and how it is in touch with them.
 *
 * @param commandLine as typed, word by word
 * @param progress told how far the run is
 * @param signal names what stopped the run
 * @param stop asked whether to stop
 * @param isPart of another run: {@code runs/latest} points at that one
 */
public record Call(
    List<String> commandLine,
    Progress progress,
    StopSignal signal,
    BooleanSupplier stop,
    boolean isPart) {
  public Call {
    commandLine = List.copyOf(commandLine);
  }

  /** Of a command of its own. */
  public Call(List<String> commandLine, Progress progress, StopSignal signal) {
    this(commandLine, progress, signal, signal, false);
  }

  /** The same, for a part of the run that was asked for. */
  Call ofPart() {
    return new Call(commandLine, progress, signal, stop, true);
  }

  /** The same, for a part that nobody watches, and that asks another whether to stop. */
  Call ofPart(BooleanSupplier other) {
    return new Call(commandLine, Progress.none(), signal, other, true);
  }
}
