package org.ebm.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.files.SafetensorsHeader.Entry;

/**
 * The safetensors format: named arrays that load without running code. The length of a JSON header (u64, little-endian), the header, the numbers.
 * Written: float32. Read: F32, F64, F16 and BF16 as float32. A header is believed only as far as the file is long.
 * Source: github.com/huggingface/safetensors, README, "Format".
 */
public final class Safetensors {
  /** As in the format's own library. */
  private static final long LONGEST_HEADER = 100_000_000;

  private static final Map<String, ElementType> TYPES = Map.of(
      "F16", ElementType.FLOAT16,
      "BF16", ElementType.BFLOAT16,
      "F32", ElementType.FLOAT32,
      "F64", ElementType.FLOAT64);

  private Safetensors() {}

  /** Writes the arrays in the map's order and the metadata sorted, so equal content gives equal bytes; whole or not at all. */
  public static void write(
      Path file, Map<String, FloatArray> arrays, Map<String, String> metadata) {
    AtomicFile.write(file, out -> write(out, arrays, metadata));
  }

  /** The same into a folder that nobody reads yet; see {@link AtomicFile#writeUnseen}. */
  public static void writeUnseen(Path file, Map<String, FloatArray> arrays) {
    AtomicFile.writeUnseen(file, out -> write(out, arrays, Map.of()));
  }

  /** The bytes of such a file. */
  public static byte[] bytes(Map<String, FloatArray> arrays, Map<String, String> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(bytes, arrays, metadata);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(
      OutputStream out, Map<String, FloatArray> arrays, Map<String, String> metadata)
      throws IOException {
    byte[] header = SafetensorsHeader.of(arrays, metadata);
    out.write(ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .array());
    out.write(header);
    for (FloatArray array : arrays.values()) {
      Elements.write(out, array.values());
    }
  }

  /**
   * One file, read once: another process may put a new one in its place at any moment, and what is known of a file must be known of these bytes.
   *
   * @param arrays in the header's order
   * @param metadata the free text of the header
   * @param sha256 of all bytes
   */
  public record Content(
      Map<String, FloatArray> arrays, Map<String, String> metadata, String sha256) {}

  /** All arrays, in the header's order; damaged if the header and the file's length do not agree to the byte. */
  public static Map<String, FloatArray> read(Path file) {
    return content(file).arrays();
  }

  /** All there is in a file; damaged if the header and the file's length do not agree to the byte. */
  public static Content content(Path file) {
    MessageDigest digest = Sha256.digest();
    try (FileChannel channel = FileChannel.open(file);
        InputStream in = new DigestInputStream(
            new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), digest)) {
      byte[] json = header(in, channel.size());
      SafetensorsHeader header = SafetensorsParser.parse(json);
      List<Entry> entries = header.laidOut(channel.size() - Long.BYTES - json.length);
      Map<String, FloatArray> arrays = new LinkedHashMap<>();
      // The header's order first, then the numbers in the order in which they lie in the file.
      header.entries().forEach(entry -> arrays.put(entry.name(), FloatArray.of()));
      for (Entry entry : entries) {
        arrays.put(entry.name(), array(in, entry));
      }
      return new Content(arrays, header.metadata(), HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  /** The free text of the header, without reading any array. */
  public static Map<String, String> metadata(Path file) {
    try (InputStream in = open(file)) {
      return SafetensorsParser.parse(header(in, Files.size(file))).metadata();
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  private static byte[] header(InputStream in, long fileLength) throws IOException {
    byte[] field = in.readNBytes(Long.BYTES);
    if (field.length < Long.BYTES) {
      throw new EOFException("ends early, inside the header's length");
    }
    long length = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > Math.min(LONGEST_HEADER, fileLength - Long.BYTES)) {
      throw new IOException("claims a header of " + Long.toUnsignedString(length)
          + " bytes in a file of " + fileLength + "; not a safetensors file, or cut short");
    }
    return in.readNBytes((int) length);
  }

  private static FloatArray array(InputStream in, Entry entry) throws IOException {
    ElementType type = TYPES.get(entry.type());
    if (type == null) {
      throw new IOException("array '" + entry.name() + "' has dtype '" + entry.type()
          + "'; only F32, F64, F16 and BF16 are read");
    }
    Elements elements = new Elements(type, ByteOrder.LITTLE_ENDIAN, Elements.count(entry.shape()));
    if (elements.bytes() != entry.end() - entry.begin()) {
      throw new IOException("array '" + entry.name() + "' has a shape of " + elements.bytes()
          + " bytes, but " + (entry.end() - entry.begin()) + " bytes are its own");
    }
    return new FloatArray(entry.shape(), elements.read(in, true));
  }
}
