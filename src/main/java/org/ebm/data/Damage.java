package org.ebm.data;

import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/** The two ways in which files on disk disappoint: not there (exit 78, with what to do), or there and wrong (exit 65). */
final class Damage {
  private Damage() {}

  /**
   * Refuses a folder that is not there.
   *
   * @param remedy where such data comes from, as an imperative
   */
  static void requireFolder(Path folder, String remedy) {
    if (!Files.isDirectory(folder)) {
      throw missing(folder, "no such folder", remedy);
    }
  }

  static EbmException missing(Path folder, String problem, String remedy) {
    return new EbmException(ExitCode.CONFIG, folder + ": " + problem + "; " + remedy);
  }

  static EbmException unreadable(Path file, Exception cause) {
    String said =
        cause instanceof EOFException ? "ends early" : cause.getClass().getSimpleName();
    String reason = cause.getMessage() == null ? said : cause.getMessage();
    return new EbmException(
        ExitCode.DAMAGED, file + ": cannot be read: " + reason.replace('\n', ' '), cause);
  }
}
