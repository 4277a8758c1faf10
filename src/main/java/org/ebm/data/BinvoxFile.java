package org.ebm.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ebm.base.EbmException;

/**
 * A grid from a .binvox file. Source: Min (2004), the binvox voxel file format.
 *
 * @param size cells along each axis
 * @param cells 0 and 1, (depth, height, width) with height from the top: the file's z, its y upwards, its x
 */
record BinvoxFile(int size, float[] cells) {
  private static final int MOST = 1024;

  /** Damaged (exit 65) if it is anything else. */
  static BinvoxFile read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    }
    int at = 0;
    int size = 0;
    String line = "";
    for (int number = 0; !line.equals("data"); number++) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).strip();
      if (number == 0 && !line.startsWith("#binvox")) {
        throw EbmException.damaged(file, "must begin with #binvox");
      }
      if (end == bytes.length) {
        throw EbmException.damaged(file, "has no line 'data'");
      }
      size = line.startsWith("dim ") ? sizeOf(file, line) : size;
      at = end + 1;
    }
    if (size == 0) {
      throw EbmException.damaged(file, "has no line 'dim'");
    }
    return new BinvoxFile(size, unpacked(file, bytes, at, size));
  }

  private static int sizeOf(Path file, String line) {
    List<String> words = Arrays.asList(line.split(" +"));
    if (words.size() != 4
        || !words.get(1).equals(words.get(2))
        || !words.get(1).equals(words.get(3))) {
      throw EbmException.damaged(file, "must be a cube, as 'dim 32 32 32', got '" + line + "'");
    }
    return new Words(file, words.get(1)).whole("number of cells along an axis", MOST);
  }

  /** Pairs of a value and how often it comes; y runs fastest, then z, then x. */
  private static float[] unpacked(Path file, byte[] bytes, int from, int size) {
    float[] cells = new float[size * size * size];
    int cell = 0;
    for (int at = from; at + 1 < bytes.length; at += 2) {
      int value = Byte.toUnsignedInt(bytes[at]);
      int count = Byte.toUnsignedInt(bytes[at + 1]);
      if (value > 1 || count > cells.length - cell) {
        throw EbmException.damaged(
            file,
            value > 1
                ? "must hold 0 and 1, got " + value + " as cell " + cell
                : "holds more than the " + cells.length + " cells that it declares");
      }
      for (int i = 0; i < count; i++, cell++) {
        int x = cell / (size * size);
        int z = cell / size % size;
        int y = cell % size;
        cells[(z * size + size - 1 - y) * size + x] = value;
      }
    }
    if (cell < cells.length) {
      throw EbmException.damaged(file, "declares " + cells.length + " cells and holds " + cell);
    }
    return cells;
  }
}
