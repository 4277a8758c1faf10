package org.ebm.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.files.AtomicFile;

/** {@code config.yaml}: a run's configuration with nothing left to choose, so that it can be repeated and gone on with. */
public final class RunConfig {
  static final String FILE = "config.yaml";

  private RunConfig() {}

  /** Its place in a run's folder. */
  public static Path file(Path run) {
    return run.resolve(FILE);
  }

  /** Whether a folder has one. */
  public static boolean isIn(Path run) {
    return Files.isRegularFile(file(run));
  }

  /** As a tree, which may be that of any kind of run. */
  public static ConfigTree read(Path run) {
    return ConfigTree.read(file(run));
  }

  static void write(Path run, Record config) {
    AtomicFile.write(file(run), ConfigWriter.yaml(config).getBytes(StandardCharsets.UTF_8));
  }
}
