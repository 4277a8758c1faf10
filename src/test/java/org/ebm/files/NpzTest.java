package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir
  Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("arrays.npz");
  }

  @Test
  void arrays_comeBackInOrder_andEqualArraysGiveEqualBytes() throws IOException {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("position", new FloatArray(new int[] {2, 2}, new float[] {1, 2, 3, Float.NaN}));
    arrays.put("chain/energy", FloatArray.of(-1, 0));
    arrays.put("scalar", new FloatArray(new int[0], new float[] {4}));
    Npz.write(file, arrays);
    byte[] first = Files.readAllBytes(file);
    Npz.write(file, arrays);
    assertThat(Npz.read(file)).containsExactlyEntriesOf(arrays);
    assertThat(file).hasBinaryContent(first);
  }

  @Test
  void compressedFileOfNumPy_isRead() throws IOException {
    // numpy.savez_compressed(f, a=numpy.array([[1, 2], [3, 4]], '<i2'), b=numpy.float64(1.5)) of
    // NumPy 2.4.
    String numpy =
        "UEsDBC0AAAAIAAAAIQAAytxt//////////8FABQAYS5ucHkBABAAiAAAAAAAAABOAAAAAAAAAJvsF+obEMnI"
            + "UMZQrZ6SWpxcpG6loG6TaaSuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CkaaOgq1CmQDLkYGJgZm"
            + "BhYGAFBLAwQtAAAACAAAACEAKXaJ6///////////BQAUAGIubnB5AQAQAIgAAAAAAAAARwAAAAAAAACb7BfqGxDJ"
            + "yFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RqaOgq1ChQBLgYw+GEPAFBL"
            + "AQItAy0AAAAIAAAAIQAAytxtTgAAAIgAAAAFAAAAAAAAAAAAAACAAQAAAABhLm5weVBLAQItAy0AAAAIAAAAIQAp"
            + "donrRwAAAIgAAAAFAAAAAAAAAAAAAACAAYUAAABiLm5weVBLBQYAAAAAAgACAGYAAAADAQAAAAA=";
    Files.write(file, Base64.getDecoder().decode(numpy));
    assertThat(Npz.read(file))
        .containsExactly(
            Map.entry("a", new FloatArray(new int[] {2, 2}, new float[] {1, 2, 3, 4})),
            Map.entry("b", new FloatArray(new int[0], new float[] {1.5f})));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.npy", "/a.npy", "a/../../b.npy", ".npy", "a\\b.npy"})
  void namesThatLeadOut_areRefused(String name) throws IOException {
    zip(Map.of(name, NpyTest.bytes(FloatArray.of(1))));
    assertDamaged("leads out of the archive");
    String array = name.substring(0, name.length() - 4);
    assertThatThrownBy(() -> Npz.write(file, Map.of(array, FloatArray.of(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void entryThatIsNoArray_isRefused() throws IOException {
    zip(Map.of("notes.txt", new byte[] {1}));
    assertDamaged("entry 'notes.txt' is not a .npy array");
    zip(Map.of("a.npy", new byte[] {1}));
    assertDamaged("entry 'a.npy': ends early, inside the .npy header");
  }

  @Test
  void twoArraysOfOneName_areRefused() throws IOException {
    zip(Map.of("a.npy", NpyTest.bytes(FloatArray.of(1)), "b.npy", NpyTest.bytes(FloatArray.of(2))));
    replace("b.npy", "a.npy");
    assertDamaged("two arrays named 'a'");
  }

  @Test
  void flippedBit_failsTheChecksum() throws IOException {
    Npz.write(file, Map.of("a", FloatArray.of(1, 2, 3)));
    byte[] bytes = Files.readAllBytes(file);
    // Local header of 30 bytes and 5 of the name, .npy header of 128, then the numbers.
    bytes[30 + 5 + 128 + 6] ^= 1;
    Files.write(file, bytes);
    assertDamaged("entry 'a.npy': content does not match its checksum");
  }

  @Test
  void entryLongerThanItsArray_isRefused() throws IOException {
    // 10 MB of zeros deflate to 10 KB: what follows the array is never inflated.
    byte[] bomb = NpyTest.join(NpyTest.bytes(FloatArray.of(1)), new byte[10_000_000]);
    zip(Map.of("a.npy", bomb));
    assertDamaged("is 10000132 bytes long, but its header means 132 bytes");
  }

  @Test
  void sizeThatNoDeflatedEntryCanHave_isRefusedBeforeAnyMemoryIsTaken() throws IOException {
    byte[] header = NpyTest.header(1, "|u1", "False", "(1000000000,)");
    zip(Map.of("a.npy", header));
    byte[] bytes = Files.readAllBytes(file);
    // The central directory's record: 24 bytes before the uncompressed size, little-endian.
    int record = indexOf(bytes, "PK\1\2".getBytes(StandardCharsets.ISO_8859_1));
    int claimed = 1_000_000_096;
    for (int i = 0; i < 4; i++) {
      bytes[record + 24 + i] = (byte) (claimed >>> 8 * i);
    }
    Files.write(file, bytes);
    assertDamaged("claims 1000000096 bytes from");
  }

  @Test
  void everyTruncation_isDamaged() throws IOException {
    Npz.write(file, Map.of("a", FloatArray.of(1, 2, 3)));
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 7) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertDamaged("");
    }
  }

  private void assertDamaged(String problem) {
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem);
  }

  private void zip(Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private void replace(String old, String now) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, bytes.replace(old, now), StandardCharsets.ISO_8859_1);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
