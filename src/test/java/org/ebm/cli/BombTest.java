package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ebm.Configs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that unfold to large ones, or say so, opened by a process with 256 MB: an error that names the file, in time. */
@Tag("faults")
class BombTest {
  private static final int MILLION = 1_000_000;

  @TempDir
  Path folder;

  /** Runs a command in a small process; returns what it said. */
  private String refused(int status, Object... words) throws Exception {
    List<String> arguments = new ArrayList<>();
    for (Object word : words) {
      arguments.add(word.toString());
    }
    try (EbmProcess process = EbmProcess.start(EbmProcess.Launch.PLAIN.withHeap(256), arguments)) {
      String said = process.output().lines().collect(Collectors.joining("\n"));
      assertThat(process.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.process().exitValue()).as(said).isEqualTo(status);
      assertThat(said).doesNotContain("\tat ").doesNotContain("OutOfMemoryError");
      return said;
    }
  }

  private String trained(int status, String data, String input) throws Exception {
    Path config = Files.writeString(
        folder.resolve("bomb.yaml"),
        input.equals("2")
            ? Configs.PLANE.replace("gaussian_mixture: { groups: 4 }", data)
            : Configs.images(data, input));
    return refused(status, "train", "--dry-run", "--config", config);
  }

  private String arrays(Path file) throws Exception {
    return trained(65, "arrays: { file: " + file + ", example: [2] }", "2");
  }

  private static byte[] npyHeader(String shape) {
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n";
    return ByteBuffer.allocate(10 + text.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length())
        .put(text.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static void zeros(OutputStream out, int megabytes) throws IOException {
    byte[] million = new byte[MILLION];
    for (int i = 0; i < megabytes; i++) {
      out.write(million);
    }
  }

  /** A zip of one deflated entry: some bytes, then zeros, of which a thousand become one. */
  private Path zip(String name, String entry, byte[] start, int megabytes) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(start);
      zeros(zip, megabytes);
      zip.closeEntry();
    }
    return file;
  }

  @Test
  void anNpzThatUnfoldsAThousandfold() throws Exception {
    Path file = zip("bomb.npz", "x.npy", npyHeader("(125000000, 2)"), 1000);
    assertThat(Files.size(file)).isLessThan(2 * MILLION);
    assertThat(arrays(file))
        .contains("bomb.npz: entry 'x.npy': an array of 250000000 numbers does not fit");
  }

  @Test
  void anNpzOfAZip() throws Exception {
    byte[] inner = Files.readAllBytes(zip("inner.zip", "y.npy", npyHeader("(125, 2)"), 10));
    assertThat(arrays(zip("nested.npz", "x.npy", inner, 0)))
        .contains("nested.npz: holds no array of numbers, it has x (not numbers, or damaged)");
  }

  @Test
  void anNpzThatDeclaresLessThanItHolds() throws Exception {
    Path file = zip("lying.npz", "x.npy", npyHeader("(250000, 2)"), 600);
    try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "rw")) {
      // the length in the central directory: 24 bytes into the entry that stands 22 + 46 + 5 from
      // the end
      long directory = file.toFile().length() - 22 - 46 - "x.npy".length();
      zip.seek(directory + 24);
      zip.writeInt(Integer.reverseBytes(2 * MILLION + npyHeader("(250000, 2)").length));
    }
    assertThat(arrays(file)).contains("lying.npz: ");
  }

  @Test
  void aPtThatUnfoldsAThousandfold() throws Exception {
    Path file = zip("bomb.pt", "bomb/code/x.py", new byte[0], 900);
    assertThat(refused(
            65,
            "eval",
            "--set",
            "energy.torchscript={file: " + file + ", input: [2]}",
            "--data",
            "rings"))
        .contains("bomb.pt: entry bomb/code/x.py claims 900000000 bytes");
  }

  @Test
  void aGzipThatUnfoldsAThousandfold() throws Exception {
    Path data = Files.createDirectory(folder.resolve("mnist"));
    int count = 1_200_000;
    try (OutputStream gzip =
        new GZIPOutputStream(Files.newOutputStream(data.resolve("train-images-idx3-ubyte.gz")))) {
      gzip.write(ByteBuffer.allocate(16)
          .putInt(0x803)
          .putInt(count)
          .putInt(28)
          .putInt(28)
          .array());
      zeros(gzip, 941);
    }
    Files.write(
        data.resolve("train-labels-idx1-ubyte"),
        ByteBuffer.allocate(9).putInt(0x801).putInt(1).array());
    assertThat(trained(78, "mnist: { folder: " + data + ", size: 16 }", "1, 16, 16"))
        .contains(
            "train-images-idx3-ubyte.gz with sizes [1200000, 28, 28]: too large for the memory");
  }

  /** 8000 x 8000 pixels of one bit deflate to 8 KB, and are allowed elsewhere: 64 million. */
  @Test
  void aPngOfManyPixels() throws Exception {
    Path data = Files.createDirectory(folder.resolve("images"));
    for (int size : new int[] {7999, 100_000, Integer.MAX_VALUE}) {
      Files.write(data.resolve("bomb.png"), png(size));
      assertThat(trained(
              size == 7999 ? 78 : 65,
              "image_folder: { folder: " + data + ", size: 16 }",
              "3, 16, 16"))
          .contains("bomb.png");
    }
  }

  /** A header, and zeros in place of pixels. */
  private static byte[] png(int size) {
    byte[] header = ByteBuffer.allocate(17)
        .put("IHDR".getBytes(StandardCharsets.US_ASCII))
        .putInt(size)
        .putInt(size)
        .put(new byte[] {8, 2, 0, 0, 0})
        .array();
    CRC32 sum = new CRC32();
    sum.update(header);
    return ByteBuffer.allocate(20_000)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
        .putInt(13)
        .put(header)
        .putInt((int) sum.getValue())
        .putInt(19_000)
        .put("IDAT".getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /** A file of gigabytes that takes no disk: the header is right. */
  @Test
  void arraysThatAreReallyThere_butLargerThanTheMemory() throws Exception {
    Path file = folder.resolve("large.npy");
    byte[] header = npyHeader("(500000000, 2)");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.write(header);
      large.setLength(header.length + 4_000_000_000L);
    }
    assertThat(arrays(file)).contains("large.npy: ").contains("1000000000 numbers");
  }

  /** A pickle runs whatever it says in NumPy; here it is not opened. */
  @Test
  void aPickledObject_isNotUnpickled() throws Exception {
    Path file = folder.resolve("pickled.npy");
    String text = "{'descr': '|O', 'fortran_order': False, 'shape': (1, 2), }\n";
    byte[] header = npyHeader("(1, 2)");
    Files.write(
        file,
        ByteBuffer.allocate(10 + text.length() + 20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header, 0, 8)
            .putShort((short) text.length())
            .put(text.getBytes(StandardCharsets.US_ASCII))
            .put("cos\nsystem\n(S'x'\ntR.".getBytes(StandardCharsets.US_ASCII), 0, 20)
            .array());
    assertThat(arrays(file)).contains("pickled.npy: number type '|O' is not one of");
  }
}
