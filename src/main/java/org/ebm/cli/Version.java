package org.ebm.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code ebm --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"ebm " + text() + ", Java " + System.getProperty("java.version")};
  }

  /** Version from the jar's manifest; "unpackaged" when run from classes. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
