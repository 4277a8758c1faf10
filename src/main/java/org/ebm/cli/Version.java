package org.ebm.cli;

import org.ebm.run.Build;
import picocli.CommandLine.IVersionProvider;

/** {@code ebm --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.current();
    return new String[] {
      "ebm " + build.version() + " (" + build.commit() + "), Java "
          + System.getProperty("java.version")
    };
  }
}
