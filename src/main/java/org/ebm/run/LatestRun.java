package org.ebm.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;

/** The link {@code latest} beside the runs. It names its target without a path, so the runs can move together. */
final class LatestRun {
  private static final String LINK = "latest";

  private LatestRun() {}

  static void mark(Path run) {
    Path absolute = run.toAbsolutePath().normalize();
    Path link = absolute.resolveSibling(LINK);
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new EbmException(
          ExitCode.USAGE, link + ": is no link, so it cannot point at the latest run; rename it");
    }
    Path temporary = AtomicFile.temporary(link);
    try {
      Files.createSymbolicLink(temporary, absolute.getFileName());
      Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw IoFailure.writing(link, e);
    } finally {
      Folders.delete(temporary);
    }
  }

  /** Removes the link if it points at a run that is gone. */
  static void forget(Path run) {
    Path absolute = run.toAbsolutePath().normalize();
    Path link = absolute.resolveSibling(LINK);
    try {
      if (Files.isSymbolicLink(link)
          && Files.readSymbolicLink(link).equals(absolute.getFileName())) {
        Folders.delete(link);
      }
    } catch (IOException e) {
      throw IoFailure.reading(link, e);
    }
  }

  static Path in(Path runs) {
    Path link = runs.resolve(LINK);
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw new EbmException(
          ExitCode.USAGE, link + ": there is no run yet; train one, or name a run or model");
    }
    try {
      Path run = Files.isSymbolicLink(link) ? runs.resolve(Files.readSymbolicLink(link)) : link;
      if (!Files.isDirectory(run)) {
        throw new EbmException(
            ExitCode.USAGE, link + ": points at " + run + ", which is gone; name a run or model");
      }
      return run;
    } catch (IOException e) {
      throw IoFailure.reading(link, e);
    }
  }
}
