package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays that grow row by row on disk. */
class NpyRowsTest {
  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("rows.npy");
  }

  @Test
  void rowsBecomeOneArray() {
    try (NpyRows rows = NpyRows.create(file(), 2)) {
      rows.append(1, 2);
      rows.append(3, 4);
      rows.append(5, 6);
      assertThat(rows.rows()).isEqualTo(3);
    }
    assertThat(Npy.read(file()))
        .isEqualTo(new FloatArray(new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6}));
  }

  @Test
  void withoutRows_itIsAnEmptyArray() {
    NpyRows.create(file(), 2, 3).close();
    assertThat(Npy.read(file()).shape()).containsExactly(0, 2, 3);
  }

  /** 128 bytes: 10 of magic, version and length, and the text padded to a multiple of 64; NumPy reads such a header. */
  @Test
  void theHeaderKeepsItsLength_whateverItCounts() throws IOException {
    String shape = "'shape': (%s, 100, 1, 32, 32,), }";
    for (int rows : new int[] {0, 9, 10, Integer.MAX_VALUE}) {
      byte[] header = NpyHeader.growing(rows, new int[] {100, 1, 32, 32});
      assertThat(header).hasSize(128);
      assertThat(new String(header, java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains(shape.formatted(rows))
          .endsWith(" \n");
    }
  }

  /** What a kill leaves: the header counts what was flushed, and all of that is there. */
  @Test
  void whatWasFlushed_canBeReadWhileTheFileIsOpen() throws IOException {
    try (NpyRows rows = NpyRows.create(file(), 2)) {
      rows.append(1, 2);
      rows.flush();
      rows.append(3, 4);
      assertThat(Npy.read(file()).values()).containsExactly(1, 2);
    }
  }

  @Test
  void bytesBehindTheCountedRows_areNoHarm() throws IOException {
    try (NpyRows rows = NpyRows.create(file(), 2)) {
      rows.append(1, 2);
    }
    Files.write(file(), new byte[5], StandardOpenOption.APPEND);
    byte[] bytes = Files.readAllBytes(file());
    assertThat(Npy.read(new ByteArrayInputStream(bytes), file()).values()).containsExactly(1, 2);
  }

  @Test
  void aResumedFileEqualsOneThatWasNeverInterrupted() {
    Path whole = folder.resolve("whole.npy");
    try (NpyRows rows = NpyRows.create(whole, 2)) {
      for (int i = 0; i < 11_000; i++) {
        rows.append(i, -i);
      }
    }
    try (NpyRows rows = NpyRows.create(file(), 2)) {
      // 8192 rows are one batch of 64 KiB; more than are kept, and than there will be in the end
      for (int i = 0; i < 12_000; i++) {
        rows.append(i, i < 9_000 ? -i : 7);
      }
    }
    try (NpyRows rows = NpyRows.resume(file(), 9_000, 2)) {
      for (int i = 9_000; i < 11_000; i++) {
        rows.append(i, -i);
      }
    }
    assertThat(file()).hasSameBinaryContentAs(whole);
  }

  @Test
  void beforeTheFirstRow_thereMayBeNoFile() {
    NpyRows.resume(file(), 0, 2).close();
    assertThat(Npy.read(file()).rows()).isZero();
  }

  @Test
  void missingRows_anotherShape_andOtherFiles_areDamaged() throws IOException {
    try (NpyRows rows = NpyRows.create(file(), 2)) {
      rows.append(1, 2);
    }
    assertDamaged(2, "has fewer than the 2 rows that the checkpoint was written after", 2);
    assertDamaged(1, "does not begin as an array of rows of shape [3]", 3);
    Files.writeString(file(), "no array");
    assertDamaged(1, "does not begin as an array of rows of shape [2]", 2);
  }

  private void assertDamaged(int rows, String message, int... rowShape) {
    assertThatThrownBy(() -> NpyRows.resume(file(), rows, rowShape))
        .isInstanceOf(EbmException.class)
        .hasMessageStartingWith(file() + ": " + message);
  }

  @Test
  void aRowOfAnotherLength_isABug() {
    try (NpyRows rows = NpyRows.create(file(), 2)) {
      assertThatThrownBy(() -> rows.append(1)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
