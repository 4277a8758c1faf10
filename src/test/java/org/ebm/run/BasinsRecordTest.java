package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasinsRecordTest {
  private static final Path OLD =
      Path.of("src/test/resources/runs-68753ed/ring/basins/basins.json");

  @TempDir
  private Path folder;

  private void assertWrittenAgain(Path file) {
    Path again = folder.resolve("again.json");
    BasinsRecord.read(file).write(again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  /** What a version before this record wrote from maps and lists. */
  @Test
  void aFileOfBefore_isWrittenAgainByteForByte() {
    assertWrittenAgain(OLD);
  }

  @Test
  void anIndexThatCouldNotBeReckoned_staysNull() throws IOException {
    String classes = """
          "agreement" : [ 0.5, null ],
          "purity" : 1.0,
          "purity_by_chance" : 1.0,
          "agreement_with_classes" : null,
          "classes" : [ [ 2 ], [ 8 ] ],
        """;
    Path file = folder.resolve("basins.json");
    Files.writeString(file, Files.readString(OLD).replaceFirst(" *\"agreement\" : .*\n", classes));
    assertWrittenAgain(file);
  }
}
