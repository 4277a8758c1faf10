package org.ebm.cli;

import java.io.IOException;
import java.util.Locale;
import org.ebm.files.OwnTemporary;
import org.ebm.files.UserPath;
import org.ebm.run.StopSignal;

/**
 * What a process of this program is made independent of, before anything else happens in it: the user's language, the home folder, and the files that the
 * program was started from.
 */
final class ProcessSetup {
  private ProcessSetup() {}

  static void apply() throws IOException {
    // what is written is read by programs, ours among them: digits and letters must not follow the
    // language of who wrote it. The rule that all of
    // our own formats name their locale is a test's; this is for the libraries
    Locale.setDefault(Locale.ROOT);
    // a user whom the system does not know has the home '?', and libraries would make a folder of
    // that name; nor may they run what others put into a folder for all
    if (UserPath.home().isEmpty()) {
      System.setProperty("user.home", OwnTemporary.folder().toString());
    }
    StopSignal.endAtOnce();
    openAllJars();
  }

  /**
   * A search for what is nowhere opens every jar of the class path, and an open file stays readable after its name is gone: so a build or
   * {@code rm -rf target} takes no class away from a run of days.
   */
  private static void openAllJars() throws IOException {
    ProcessSetup.class.getClassLoader().getResources("META-INF/nowhere").hasMoreElements();
  }
}
