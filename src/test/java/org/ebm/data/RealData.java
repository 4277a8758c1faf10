package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the checkout, which not every machine has. */
final class RealData {
  private RealData() {}

  /** Skips the test where there is none. */
  static Path folder(String name) {
    Path folder = Path.of("..", "shared", "data", name);
    Assumptions.assumeTrue(Files.isDirectory(folder), "no real data here");
    return folder;
  }
}
