package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoFileTest {
  /** A run's configuration names its data as they were seen from the folder where it was begun. */
  @Test
  void aRelativePath_isToldInWhole(@TempDir Path folder) {
    assertThat(NoFile.reason(Path.of("none.npy")))
        .isEqualTo("no such file (" + Path.of("").toAbsolutePath().resolve("none.npy") + ")");
    assertThat(NoFile.reason(folder.resolve("none.npy"))).isEqualTo("no such file");
    assertThat(NoFile.reason(folder)).isEqualTo("is a folder, not a file");
  }
}
