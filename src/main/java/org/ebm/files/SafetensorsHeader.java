package org.ebm.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebm.base.FloatArray;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON header of a safetensors file.
 *
 * @param entries in the header's order
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One array.
   *
   * @param begin its first byte, counted from the end of the header
   * @param end the byte after its last
   */
  record Entry(String name, String type, int[] shape, long begin, long end) {}

  /** The header for float32 arrays one after the other, padded with blanks so that the numbers start at a multiple of 8 bytes. */
  static byte[] of(Map<String, FloatArray> arrays, Map<String, String> metadata) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, new TreeMap<>(metadata));
    }
    long begin = 0;
    for (Map.Entry<String, FloatArray> array : arrays.entrySet()) {
      long end = begin + (long) Float.BYTES * array.getValue().values().length;
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", "F32");
      entry.put("shape", array.getValue().shape());
      entry.put("data_offsets", new long[] {begin, end});
      if (header.put(array.getKey(), entry) != null || array.getKey().equals(METADATA)) {
        throw new IllegalArgumentException("no array can be named " + METADATA);
      }
      begin = end;
    }
    byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  /** The entries in the order of their numbers, once it is sure that these fill the given length without gap or overlap. */
  List<Entry> laidOut(long length) throws IOException {
    List<Entry> entries = new ArrayList<>(entries());
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end || entry.end() < entry.begin()) {
        throw new IOException("array '" + entry.name() + "' lies at bytes " + entry.begin() + " to "
            + entry.end() + "; it must start at byte " + end + ", where the one before it ends");
      }
      end = entry.end();
    }
    if (end != length) {
      throw new IOException(
          "arrays end at byte " + end + ", but " + length + " bytes follow the header");
    }
    return entries;
  }
}
