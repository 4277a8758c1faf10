package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  /** FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void standardExample(@TempDir Path folder) throws IOException {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(Sha256.hex(abc)).isEqualTo(OF_ABC);
    assertThat(Sha256.hex(Files.write(folder.resolve("abc"), abc))).isEqualTo(OF_ABC);
  }

  @Test
  void missingFile_isSaid(@TempDir Path folder) {
    Path file = folder.resolve("none");
    assertThatThrownBy(() -> Sha256.hex(file))
        .isInstanceOf(EbmException.class)
        .hasMessage(file + ": no such file");
  }
}
