package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir
  Path folder;

  @Test
  void writes_theBytesOfNumPy() throws IOException {
    // numpy.lib.format.write_array(f, numpy.arange(3, dtype='<f4')) of NumPy 2.4.
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }" + " ".repeat(60) + "\n";
    byte[] expected = join(
        HexFormat.of().parseHex("934e554d505901007600"),
        text.getBytes(StandardCharsets.US_ASCII),
        HexFormat.of().parseHex("00000000" + "0000803f" + "00000040"));
    assertThat(bytes(FloatArray.of(0, 1, 2))).isEqualTo(expected);
  }

  @Test
  void anyShape_comesBack() {
    for (int[] shape : new int[][] {{}, {0}, {5}, {2, 3}, {3, 0, 2}, {2, 1, 2, 9000}}) {
      FloatArray array = counting(shape);
      assertThat(Npy.read(file(bytes(array)))).isEqualTo(array);
      assertThat(Npy.read(new ByteArrayInputStream(bytes(array)), "stream")).isEqualTo(array);
      assertThat(bytes(array).length - 4 * array.values().length).isEqualTo(128);
    }
  }

  @Test
  void nonFiniteAndSmallestNumbers_comeBack() {
    FloatArray array =
        FloatArray.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 1e-45f);
    assertThat(Npy.read(file(bytes(array)))).isEqualTo(array);
  }

  @Test
  void streamOfTwoArrays_isReadOneAfterTheOther() {
    byte[] both = join(bytes(FloatArray.of(1, 2)), bytes(FloatArray.of(3)));
    InputStream in = new ByteArrayInputStream(both);
    assertThat(Npy.read(in, "stream")).isEqualTo(FloatArray.of(1, 2));
    assertThat(Npy.read(in, "stream")).isEqualTo(FloatArray.of(3));
  }

  @ParameterizedTest
  @CsvSource({
    "|b1, 0001, 0, 1",
    "|i1, 7f80, 127, -128",
    "|u1, 7f80, 127, 128",
    "<i2, 0100ffff, 1, -1",
    ">i2, 0001ffff, 1, -1",
    "<u2, 0100ffff, 1, 65535",
    "<i4, 01000000ffffffff, 1, -1",
    ">u4, 00000001ffffffff, 1, 4294967295",
    "<i8, 0100000000000000ffffffffffffffff, 1, -1",
    // 2^63 + 2^39 + 1 is just above the middle of its float neighbours 2^63 and 2^63 + 2^40, so it
    // rounds up.
    "<u8, 0100000000000000 0100000080000080, 1, 9223373136366403584",
    "<f2, 003c0084, 1, -6.1035156E-5",
    ">f2, 7bff0001, 65504, 5.9604645E-8",
    "<f2, 00fc0080, -Infinity, -0.0",
    "<f2, 007e ff83, NaN, -6.0975550E-5",
    "<f4, 0000803f000000c0, 1, -2",
    ">f4, 3f800000c0000000, 1, -2",
    "<f8, 000000000000f03f000000000000f07f, 1, Infinity",
    ">f8, 3ff0000000000000 3fb999999999999a, 1, 0.1"
  })
  void numberTypes(String descr, String hex, float first, float second) {
    byte[] numbers = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] file = join(header(1, descr, "False", "(2,)"), numbers);
    assertThat(Npy.read(file(file))).isEqualTo(FloatArray.of(first, second));
  }

  @Test
  void versions2And3_haveALongerLengthField() {
    for (int version : new int[] {2, 3}) {
      byte[] file = join(header(version, "|u1", "False", "(1L,)"), new byte[] {7});
      assertThat(Npy.read(file(file))).isEqualTo(FloatArray.of(7));
    }
  }

  @Test
  void fortranOrder_isTurned() {
    // numpy.asfortranarray([[[0, 1], [2, 3], [4, 5]]]): the first axis (of length 1) and then the
    // second run fastest.
    byte[] file = join(header(1, "|u1", "True", "(1, 3, 2)"), new byte[] {0, 2, 4, 1, 3, 5});
    FloatArray expected = new FloatArray(new int[] {1, 3, 2}, new float[] {0, 1, 2, 3, 4, 5});
    assertThat(Npy.read(file(file))).isEqualTo(expected);
    byte[] none = header(1, "|u1", "True", "(0, 3)");
    assertThat(Npy.read(file(none)).shape()).containsExactly(0, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|O; (2,); number type '|O' is not one of b1, f2, f4",
        "<c8; (1,); number type '<c8'",
        "<U1; (2,); number type '<U1'",
        "''; (8,); number type ''",
        "<f4; (1000000000,); 104 bytes long, but its header means 4000000096 bytes",
        "<f4; (1,); 104 bytes long, but its header means 100 bytes",
        "<f4; (2147483647, 2147483647); has 2^31 elements or more",
        "<f4; (99999999999,); sizes below 2^31",
        "<f4; (-2,); header is not",
        "<f4; (L,); sizes below 2^31",
        "<f4; (,); sizes below 2^31",
        "<f4; 2; header is not",
        "<f4; 'True'; shape is not a tuple"
      })
  void headersThatLie_areRefused(String descr, String shape, String problem) {
    byte[] header = header(1, descr, "False", shape);
    // Padded to one length so that the messages can name it.
    assertThat(header).hasSize(96);
    assertDamaged(join(header, new byte[8]), problem);
  }

  @Test
  void tables_areRefused() {
    byte[] text = "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }"
        .getBytes(StandardCharsets.US_ASCII);
    assertDamaged(join(start(1, text.length), text, new byte[4]), "a plain number type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'shape': (1,)}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': 'False', 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1"
      })
  void dictionariesThatAreNone_areRefused(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertDamaged(join(start(1, bytes.length), bytes, new byte[4]), "header is not");
  }

  @Test
  void otherFiles_areRefused() {
    assertDamaged(new byte[0], "ends early, inside the .npy header");
    assertDamaged("not an array".getBytes(StandardCharsets.US_ASCII), "does not begin with");
    assertDamaged(join(start(1, 200), new byte[100]), "ends early, inside the .npy header");
    assertDamaged(start(4, 10), ".npy version 4");
    assertDamaged(start(2, 0x7fffffff), "a header of 2147483647 bytes");
  }

  @Test
  void valuesFloat32CannotHold_areRefused() {
    byte[] big = ByteBuffer.allocate(8).putDouble(1e300).array();
    assertDamaged(
        join(header(1, ">f8", "False", "(1,)"), big), "1.0E300 is out of float32's range");
    assertDamaged(join(header(1, "|b1", "False", "(1,)"), new byte[] {2}), "0 or 1, got 2");
  }

  @Test
  void streamShorterThanItsHeaderSays_isDamaged_withoutTheMemoryItClaims() {
    byte[] file = join(header(1, "<f4", "False", "(400000000,)"), new byte[40]);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(file), "stream"))
        .isInstanceOf(EbmException.class)
        .hasMessageStartingWith("stream: ends early");
    // It claims 1.6 GB; two chunks of 32 KB and the exception are taken.
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
  }

  private void assertDamaged(byte[] content, String problem) {
    Path file = file(content);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem);
  }

  private Path file(byte[] content) {
    Path file = folder.resolve("array.npy");
    AtomicFile.write(file, content);
    return file;
  }

  private static FloatArray counting(int... shape) {
    int n = 1;
    for (int size : shape) {
      n *= size;
    }
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = i + 0.25f;
    }
    return new FloatArray(shape, values);
  }

  static byte[] bytes(FloatArray array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Npy.write(out, array);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static byte[] header(int version, String descr, String fortran, String shape) {
    String text =
        "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
    byte[] start = start(version, 96 - (version == 1 ? 10 : 12));
    byte[] line = " ".repeat(96 - start.length).getBytes(StandardCharsets.US_ASCII);
    byte[] used = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(used, 0, line, 0, used.length);
    return join(start, line);
  }

  private static byte[] start(int version, int length) {
    ByteBuffer start = ByteBuffer.allocate(version == 1 ? 10 : 12).order(ByteOrder.LITTLE_ENDIAN);
    start.put(HexFormat.of().parseHex("934e554d5059")).put((byte) version).put((byte) 0);
    return (version == 1 ? start.putShort((short) length) : start.putInt(length)).array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
