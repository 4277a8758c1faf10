package org.ebm.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.config.ConfigChanges;
import org.ebm.run.RunConfig;

/**
 * What a run may have changed when it goes on.
 *
 * @param command that goes on with it: {@code train}
 * @param allowed what may be different, in words
 */
record Continuation(String command, Path run, String allowed) {
  /** Most keys that a message offers to set in a new run; with more it would not be read. */
  private static final int OFFERED = 4;

  /**
   * Bad configuration (exit 78) if anything else is different: names each key, and the command that begins a new run with these changes.
   *
   * @param expected the run's configuration, with what may change as it is wanted now
   * @param now what is wanted
   */
  void require(Record expected, Record now) {
    ConfigChanges changes = ConfigChanges.between(expected, now);
    if (!changes.changes().isEmpty()) {
      throw refused(changes);
    }
  }

  EbmException refused(ConfigChanges changes) {
    List<Object> words = new ArrayList<>(List.of(command, "--config", RunConfig.file(run)));
    changes.changes().stream().limit(OFFERED).forEach(change -> {
      words.add("--set");
      words.add(change.assignment());
    });
    return new EbmException(
        ExitCode.CONFIG,
        run + ": cannot be changed by --resume: " + changes + "; it may change " + allowed
            + "; for a new run with that: " + ShellWords.ebm(words.toArray()));
  }
}
