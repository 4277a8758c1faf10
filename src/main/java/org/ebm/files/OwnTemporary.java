package org.ebm.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/** The folder among the temporary ones that is this user's alone: what stands in for a home that is not there. */
public final class OwnTemporary {
  private static final String USER = "unix:uid";
  private static final String OWN = "rwx------";

  private OwnTemporary() {}

  /**
   * The folder, made if it is not there. Libraries are loaded from it, and anybody may make a folder, or a link, with its name: only a folder of this user's counts, that no other may write.
   *
   * @throws EbmException 69 if it cannot be had
   */
  public static Path folder() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      int user = (int) Files.getAttribute(Path.of("/proc/self"), USER);
      return of(temporary.resolve("ebm-" + user), user);
    } catch (IOException e) {
      throw new EbmException(
          ExitCode.NO_ENGINE, IoFailure.writing(temporary, e).getMessage() + "; " + remedy(), e);
    }
  }

  static Path of(Path folder, int user) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWN)));
    }
    boolean own = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, USER, LinkOption.NOFOLLOW_LINKS).equals(user)
        && PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
            .equals(OWN);
    if (!own) {
      throw new EbmException(
          ExitCode.NO_ENGINE,
          folder + ": is no folder of this user's alone (mode 700); " + remedy());
    }
    return folder;
  }

  private static String remedy() {
    return "programs are kept there, since this user has no home folder that can be written; set HOME, or TMPDIR through EBM_JAVA_OPTS=-Djava.io.tmpdir=/path";
  }
}
