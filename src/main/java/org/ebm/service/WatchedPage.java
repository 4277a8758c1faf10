package org.ebm.service;

import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.report.RunPage;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunState;

/**
 * The page of a run that goes on, written anew from its files again and again, so that a browser that shows it follows. Takes no lock.
 *
 * @param every seconds
 */
public record WatchedPage(Path run, int every) {
  /** Writes the page as it is now; one that reads itself again while the run goes on. */
  public Path write() {
    RunDirectory.requireOwn(run);
    return RunPage.write(run, goesOn() ? OptionalInt.of(every) : OptionalInt.empty());
  }

  private boolean goesOn() {
    return RunState.of(run, Instant.now()).state() == RunState.State.RUNNING;
  }

  /** Returns when the run has ended, and its page says so. */
  public void follow() {
    while (goesOn()) {
      try {
        TimeUnit.SECONDS.sleep(every);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      try {
        write();
      } catch (EbmException e) {
        // a file that was being written when it was read is whole the next time
        if (e.exitCode() != ExitCode.DAMAGED) {
          throw e;
        }
      }
    }
    write();
  }
}
