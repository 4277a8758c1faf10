package org.ebm.base;

/** What a command's exit status means; scripts branch on these numbers, so they never change. */
public enum ExitCode {
  OK(0, "done"),
  UNEXPECTED(1, "unexpected: a bug of ours, the stack trace is in log.txt"),
  USAGE(2, "usage"),
  CHECK_FAILED(3, "a check or a diagnosis failed"),
  DIVERGED(4, "diverged: a non-finite value"),
  INCONCLUSIVE(5, "a diagnosis could not tell"),
  DAMAGED(65, "damaged data, model or checkpoint"),
  NO_ENGINE(69, "no engine"),
  RESOURCES(74, "out of memory or disk, or a file that cannot be written"),
  BUSY(75, "run directory busy"),
  CONFIG(78, "bad config"),
  STOPPED(85, "stopped on a signal or time budget, checkpoint written");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  public int status() {
    return status;
  }

  public String meaning() {
    return meaning;
  }
}
