package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyRowReaderTest {
  @TempDir
  Path folder;

  private Path twoRows() {
    Path file = folder.resolve("x.npy");
    try (NpyRows rows = NpyRows.create(file, 3)) {
      rows.append(1, 2, 3);
      rows.append(4, 5, 6);
    }
    return file;
  }

  @Test
  void rowsComeInOrder() {
    try (NpyRowReader reader = NpyRowReader.open(twoRows())) {
      assertThat(reader.rows()).isEqualTo(2);
      assertThat(reader.next()).containsExactly(1, 2, 3);
      assertThat(reader.next()).containsExactly(4, 5, 6);
      assertThatThrownBy(reader::next)
          .isInstanceOf(EbmException.class)
          .hasMessageContaining("x.npy: ends early");
    }
  }

  @Test
  void whatHasNoRows_isDamaged() throws IOException {
    Path number = folder.resolve("number.npy");
    AtomicFile.write(number, out -> Npy.write(out, new FloatArray(new int[0], new float[] {1})));
    assertThatThrownBy(() -> NpyRowReader.open(number))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("is no array of rows");
    Path cut = twoRows();
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 40));
    assertThatThrownBy(() -> NpyRowReader.open(cut))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("ends early, inside the .npy header");
  }
}
