package org.ebm.service;

import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/** What to say when the Java heap, or the memory that Java shares with the engine, is used up: no bug, so no stack trace. */
public final class OutOfMemory {
  private OutOfMemory() {}

  /** @param where with what separates it from the message; may be empty */
  public static EbmException of(String where, OutOfMemoryError error) {
    return new EbmException(
        ExitCode.RESOURCES,
        where + "Java is out of memory (" + error.getMessage()
            + "); give it more: EBM_JAVA_OPTS=-Xmx8g, and go on with --resume if a run was begun",
        error);
  }
}
