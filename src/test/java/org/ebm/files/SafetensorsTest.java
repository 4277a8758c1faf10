package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir
  Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("weights.safetensors");
  }

  @Test
  void writes_theFormatOfItsDefinition() {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("b", FloatArray.of(1, 2));
    arrays.put("a", new FloatArray(new int[] {1, 1}, new float[] {-2}));
    String header = "{\"__metadata__\":{\"k\":\"v\",\"step\":\"5\"},"
        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]}}";
    // 146 characters, padded to 152, the next multiple of 8.
    assertThat(header).hasSize(146);
    byte[] expected = NpyTest.join(
        HexFormat.of().parseHex("9800000000000000"),
        (header + " ".repeat(6)).getBytes(StandardCharsets.UTF_8),
        HexFormat.of().parseHex("0000803f" + "00000040" + "000000c0"));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("step", "5");
    metadata.put("k", "v");
    assertThat(Safetensors.bytes(arrays, metadata)).isEqualTo(expected);
  }

  @Test
  void arraysAndMetadata_comeBackInOrder() {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("z \"é\" \n", FloatArray.of(Float.NaN, -0f, Float.POSITIVE_INFINITY));
    arrays.put("empty", new FloatArray(new int[] {0, 3}, new float[0]));
    arrays.put("scalar", new FloatArray(new int[0], new float[] {4}));
    arrays.put("a", FloatArray.zeros(org.ebm.base.Shape.of(100, 100), 3));
    Safetensors.write(file, arrays, Map.of("step", "5"));
    assertThat(Safetensors.read(file)).containsExactlyEntriesOf(arrays);
    assertThat(Safetensors.metadata(file)).containsExactly(Map.entry("step", "5"));
    Safetensors.write(file, Map.of(), Map.of());
    assertThat(Safetensors.read(file)).isEmpty();
    assertThat(Safetensors.metadata(file)).isEmpty();
  }

  @Test
  void reservedName_isABug() {
    assertThatThrownBy(() -> Safetensors.bytes(Map.of("__metadata__", FloatArray.of(1)), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fileOfThePythonLibrary_isRead() throws IOException {
    // safetensors.numpy.save({'b': array([1, 2], 'f4'), 'a': array([[0.5], [-2]], 'f2')}, {'k':
    // 'v'}), version 0.8.
    String python =
        "iAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJrIjoidiJ9LCJiIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsy"
            + "XSwiZGF0YV9vZmZzZXRzIjpbMCw4XX0sImEiOnsiZHR5cGUiOiJGMTYiLCJzaGFwZSI6WzIsMV0sImRhdGFfb2Zm"
            + "c2V0cyI6WzgsMTJdfX0gAACAPwAAAEAAOADA";
    Files.write(file, Base64.getDecoder().decode(python));
    assertThat(Safetensors.metadata(file)).containsExactly(Map.entry("k", "v"));
    assertThat(Safetensors.read(file))
        .containsExactly(
            Map.entry("b", FloatArray.of(1, 2)),
            Map.entry("a", new FloatArray(new int[] {2, 1}, new float[] {0.5f, -2})));
  }

  @Test
  void typesAndOrderOfNumbers_areTheHeaders() throws IOException {
    // The first of the header lies last in the file.
    write("""
        {"x": {"dtype": "BF16", "shape": [2], "data_offsets": [8, 12]},
         "y": {"data_offsets": [0, 8], "shape": [], "dtype": "F64"}}""", HexFormat.of().parseHex("000000000000e0bf" + "803f" + "c0ff"));
    assertThat(Safetensors.read(file))
        .containsExactly(
            Map.entry("x", FloatArray.of(1, Float.NaN)),
            Map.entry("y", new FloatArray(new int[0], new float[] {-0.5f})));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,4]}}; arrays end at byte 4, but 8",
        "{`a`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0,8]}}; a shape of 4 bytes, but 8 bytes",
        "{`a`:{`dtype`:`F32`,`shape`:[3],`data_offsets`:[0,12]}}; arrays end at byte 12, but 8",
        "{`a`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[4,8]}}; it must start at byte 0",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[8,0]}}; it must start at byte 0",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[-8,0]}}; no negative number",
        "{`a`:{`dtype`:`F32`,`shape`:[-2],`data_offsets`:[0,8]}}; no negative number",
        "{`a`:{`dtype`:`F32`,`shape`:[2.0],`data_offsets`:[0,8]}}; a list of integers",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,99999999999999999999]}}; not proper JSON",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,9223372036854775807]}}; end at byte 92",
        "{`a`:{`dtype`:`F32`,`shape`:[4294967298],`data_offsets`:[0,8]}}; 2^31 or more",
        "{`a`:{`dtype`:`F32`,`shape`:[65536,65536],`data_offsets`:[0,8]}}; 2^31 elements or more",
        "{`a`:{`dtype`:`I64`,`shape`:[1],`data_offsets`:[0,8]}}; dtype 'I64'; only F32, F64, F16",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8],`x`:1}}; only dtype, shape and",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0]}}; has no dtype, shape or pair",
        "{`a`:{`dtype`:`F32`,`data_offsets`:[0,8]}}; has no dtype, shape or pair",
        "{`a`:[[[[]]]]}; must have START_OBJECT",
        "{`__metadata__`:{`a`:1}}; must have VALUE_STRING",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8]},`a`:{}}; not proper JSON",
        "{`a`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0,4]},`b`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8]}}; must start at byte 4",
        "[]; must have START_OBJECT",
        "{}{}; nothing after the header",
        "{`a`; not proper JSON"
      })
  void headersThatLie_areRefused(String header, String problem) throws IOException {
    write(header.replace('`', '"'), new byte[8]);
    assertDamaged(problem);
  }

  @Test
  void headerLengthsThatLie_areRefused() throws IOException {
    for (long length : new long[] {-1, 3, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Files.write(file, NpyTest.join(length(length), new byte[] {'{', '}'}));
      assertDamaged("claims a header of " + Long.toUnsignedString(length) + " bytes");
    }
  }

  @Test
  void everyTruncation_isDamaged() throws IOException {
    byte[] bytes = Safetensors.bytes(Map.of("a", FloatArray.of(1, 2)), Map.of());
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertDamaged("");
    }
  }

  @Test
  void messages_stayOnOneShortLine() throws IOException {
    write("{\"" + "\\n".repeat(10_000) + "\":{}}", new byte[0]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .message()
        .doesNotContain("\n")
        .hasSizeLessThan(1000);
  }

  private void assertDamaged(String problem) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem);
  }

  private void write(String header, byte[] numbers) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    Files.write(file, NpyTest.join(length(json.length), json, numbers));
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }
}
