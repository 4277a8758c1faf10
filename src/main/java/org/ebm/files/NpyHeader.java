package org.ebm.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a .npy file says before its numbers: a magic word, a version, and a Python dictionary of {@code descr}, {@code fortran_order}, {@code shape}.
 *
 * @param fortran whether the first axis runs fastest in the file
 * @param bytes length of the header in the file, all included
 */
record NpyHeader(Elements elements, int[] shape, boolean fortran, int bytes) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Numbers need about 100 bytes; longer headers belong to tables, which are refused anyway. */
  private static final int LONGEST = 1 << 16;

  private static final int ALIGNMENT = 64;

  /** Of a size. */
  private static final int MOST_DIGITS = 10;

  private static final Pattern DICTIONARY = Pattern.compile("\\s*\\{(.*)}\\s*", Pattern.DOTALL);
  private static final Pattern ENTRY = Pattern.compile(
      "\\G\\s*(['\"])(\\w+)\\1\\s*:\\s*('[^']*'|\"[^\"]*\"|True|False|\\([\\d\\sL,]*\\))\\s*(?:,\\s*|$)");

  private static final Map<String, ElementType> TYPES = Map.ofEntries(
      Map.entry("b1", ElementType.BOOL),
      Map.entry("i1", ElementType.INT8),
      Map.entry("i2", ElementType.INT16),
      Map.entry("i4", ElementType.INT32),
      Map.entry("i8", ElementType.INT64),
      Map.entry("u1", ElementType.UINT8),
      Map.entry("u2", ElementType.UINT16),
      Map.entry("u4", ElementType.UINT32),
      Map.entry("u8", ElementType.UINT64),
      Map.entry("f2", ElementType.FLOAT16),
      Map.entry("f4", ElementType.FLOAT32),
      Map.entry("f8", ElementType.FLOAT64));

  /** Length of header and numbers in the file. */
  long fileBytes() {
    return bytes + elements.bytes();
  }

  static NpyHeader read(InputStream in) throws IOException {
    byte[] start = exactly(in, MAGIC.length + 2);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("not a .npy array, it does not begin with \\x93NUMPY");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IOException(".npy version " + version + "; 1, 2 and 3 are known");
    }
    byte[] lengthField = exactly(in, version == 1 ? 2 : 4);
    ByteBuffer field = ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1
        ? Short.toUnsignedInt(field.getShort())
        : Integer.toUnsignedLong(field.getInt());
    if (length > LONGEST) {
      throw new IOException("a header of " + length + " bytes is no header of numbers");
    }
    String text = new String(exactly(in, (int) length), StandardCharsets.UTF_8);
    return parse(text, start.length + lengthField.length + (int) length);
  }

  private static NpyHeader parse(String text, int bytes) throws IOException {
    Map<String, String> entries = entries(text);
    int[] shape = shape(required(entries, "shape", text));
    String order = required(entries, "fortran_order", text);
    String descr = unquoted(required(entries, "descr", text));
    if (!order.equals("True") && !order.equals("False")) {
      throw unreadable(text);
    }
    return new NpyHeader(elements(descr, shape), shape, order.equals("True"), bytes);
  }

  private static Map<String, String> entries(String text) throws IOException {
    Matcher dictionary = DICTIONARY.matcher(text);
    if (!dictionary.matches()) {
      throw unreadable(text);
    }
    Map<String, String> entries = new HashMap<>();
    Matcher entry = ENTRY.matcher(dictionary.group(1));
    int end = 0;
    while (entry.find()) {
      if (entries.put(entry.group(2), entry.group(3)) != null) {
        throw unreadable(text);
      }
      end = entry.end();
    }
    if (end < dictionary.group(1).length()) {
      throw unreadable(text);
    }
    return entries;
  }

  private static String required(Map<String, String> entries, String key, String text)
      throws IOException {
    String value = entries.get(key);
    if (value == null) {
      throw unreadable(text);
    }
    return value;
  }

  private static IOException unreadable(String text) {
    String shown = text.strip();
    return new IOException(
        "header is not {'descr': a plain number type, 'fortran_order': ..., 'shape': ...}, got "
            + (shown.length() > 80 ? shown.substring(0, 80) + "..." : shown));
  }

  private static String unquoted(String value) {
    return value.startsWith("'") || value.startsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  private static Elements elements(String descr, int[] shape) throws IOException {
    char order = descr.isEmpty() ? ' ' : descr.charAt(0);
    boolean marked = "<>|=".indexOf(order) >= 0;
    ElementType type = TYPES.get(marked ? descr.substring(1) : descr);
    if (type == null) {
      throw new IOException("number type '" + descr + "' is not one of "
          + TYPES.keySet().stream().sorted().collect(Collectors.joining(", "))
          + "; convert it with astype('f4')");
    }
    ByteOrder bytes = switch (order) {
      case '<', '|' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
    return new Elements(type, bytes, Elements.count(shape));
  }

  /** Of {@code (3, 4)}, {@code (3,)}, {@code ()}; Python 2 wrote {@code (3L, 4L)}. */
  private static int[] shape(String tuple) throws IOException {
    if (!tuple.startsWith("(")) {
      throw new IOException("shape is not a tuple, got " + tuple);
    }
    String inside = tuple.substring(1, tuple.length() - 1).strip();
    if (inside.isEmpty()) {
      return new int[0];
    }
    String sizes = inside.endsWith(",") ? inside.substring(0, inside.length() - 1) : inside;
    try {
      return Arrays.stream(sizes.split(",", -1))
          .map(String::strip)
          .map(size -> size.endsWith("L") ? size.substring(0, size.length() - 1) : size)
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException("shape " + tuple + " is not made of sizes below 2^31", e);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("ends early, inside the .npy header");
    }
    return bytes;
  }

  /** The header NumPy writes for little-endian float32: version 1, numbers start at a multiple of 64 bytes. */
  static byte[] of(int[] shape) {
    return header(text(shape));
  }

  /** As {@link #of}, with room for any number of rows: headers of all numbers have one length, so one can replace another in place. */
  static byte[] growing(int rows, int[] rowShape) {
    int[] shape = new int[rowShape.length + 1];
    shape[0] = rows;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return header(text(shape) + " ".repeat(MOST_DIGITS - String.valueOf(rows).length()));
  }

  private static String text(int[] shape) {
    String sizes =
        Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
    return "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + "), }";
  }

  private static byte[] header(String text) {
    int fixed = MAGIC.length + 4;
    int padding = ALIGNMENT - 1 - (fixed + text.length()) % ALIGNMENT;
    byte[] line = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(fixed + line.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) line.length)
        .put(line)
        .array();
  }
}
