package org.ebm.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;

/**
 * Vertices of a .ply file, ascii or binary_little_endian, as a cloud of points; faces and further properties are passed over. Source: Turk (1994), The PLY polygon file format.
 *
 * @param count vertices
 * @param properties of a vertex, in order
 */
record PlyFile(boolean binary, int count, List<Property> properties) {
  private static final Map<String, Integer> BYTES = Map.ofEntries(
      Map.entry("char", 1),
      Map.entry("int8", 1),
      Map.entry("uchar", 1),
      Map.entry("uint8", 1),
      Map.entry("short", 2),
      Map.entry("int16", 2),
      Map.entry("ushort", 2),
      Map.entry("uint16", 2),
      Map.entry("int", 4),
      Map.entry("int32", 4),
      Map.entry("uint", 4),
      Map.entry("uint32", 4),
      Map.entry("float", 4),
      Map.entry("float32", 4),
      Map.entry("double", 8),
      Map.entry("float64", 8));

  /** One number of a vertex. */
  record Property(String type, String name) {
    int bytes() {
      return BYTES.getOrDefault(type, 0);
    }

    boolean isReal() {
      return type.startsWith("float") || type.equals("double");
    }
  }

  /** Damaged (exit 65) if it is anything else. */
  static Mesh read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    }
    List<String> header = new ArrayList<>();
    int at = 0;
    while (header.isEmpty() || !header.get(header.size() - 1).equals("end_header")) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        throw EbmException.damaged(file, "has no end_header");
      }
      header.add(new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).strip());
      at = end + 1;
      if (!header.get(0).equals("ply")) {
        throw EbmException.damaged(file, "must begin with a line 'ply'");
      }
    }
    return of(file, header).vertices(file, bytes, at);
  }

  private static PlyFile of(Path file, List<String> header) {
    String format = "";
    String element = "";
    int count = -1;
    List<Property> properties = new ArrayList<>();
    for (String line : header) {
      List<String> words = Arrays.asList(line.split(" +"));
      if (words.get(0).equals("format") && words.size() > 1) {
        format = words.get(1);
      } else if (words.get(0).equals("element") && words.size() == 3) {
        if (count < 0 && !words.get(1).equals("vertex")) {
          throw EbmException.damaged(
              file, "must have vertices as its first element, got '" + line + "'");
        }
        element = words.get(1);
        count = element.equals("vertex")
            ? new Words(file, words.get(2)).whole("number of vertices", Integer.MAX_VALUE)
            : count;
      } else if (words.get(0).equals("property") && element.equals("vertex")) {
        if (words.size() != 3 || !BYTES.containsKey(words.get(1))) {
          throw EbmException.damaged(
              file, "must have single numbers as properties of a vertex, got '" + line + "'");
        }
        properties.add(new Property(words.get(1), words.get(2)));
      }
    }
    if (!format.equals("ascii") && !format.equals("binary_little_endian")) {
      throw EbmException.damaged(
          file, "must be of format ascii or binary_little_endian, got '" + format + "'");
    }
    return new PlyFile(format.startsWith("binary"), Math.max(count, 0), List.copyOf(properties));
  }

  private Mesh vertices(Path file, byte[] bytes, int from) {
    int[] columns = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      String name = "xyz".substring(axis, axis + 1);
      columns[axis] = properties.stream().map(Property::name).toList().indexOf(name);
      if (columns[axis] < 0) {
        throw EbmException.damaged(
            file,
            "has no property " + name + " of a vertex, got "
                + properties.stream().map(Property::name).toList());
      }
    }
    return new Mesh(
        binary ? ofBytes(file, bytes, from, columns) : ofText(file, bytes, from, columns),
        new int[0]);
  }

  private float[] ofText(Path file, byte[] bytes, int from, int[] columns) {
    Words words =
        new Words(file, new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1));
    requireRoom(file, (long) count * properties.size(), words.left(), "numbers");
    float[] points = new float[3 * count];
    for (int vertex = 0; vertex < count; vertex++) {
      float[] row = new float[properties.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = words.number(properties.get(i).name() + " of vertex " + vertex);
      }
      for (int axis = 0; axis < 3; axis++) {
        points[3 * vertex + axis] = row[columns[axis]];
      }
    }
    return points;
  }

  private float[] ofBytes(Path file, byte[] bytes, int from, int[] columns) {
    int width = properties.stream().mapToInt(Property::bytes).sum();
    requireRoom(file, (long) count * width, bytes.length - from, "bytes");
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] points = new float[3 * count];
    for (int axis = 0; axis < 3; axis++) {
      Property property = properties.get(columns[axis]);
      if (!property.isReal()) {
        throw EbmException.damaged(
            file,
            "must have x, y, z of a vertex as float or double, got " + property.type() + " "
                + property.name());
      }
      int offset =
          properties.stream().limit(columns[axis]).mapToInt(Property::bytes).sum();
      for (int vertex = 0; vertex < count; vertex++) {
        int at = from + vertex * width + offset;
        float value = property.bytes() == 8 ? (float) buffer.getDouble(at) : buffer.getFloat(at);
        if (!Float.isFinite(value)) {
          throw EbmException.damaged(
              file, property.name() + " of vertex " + vertex + " is not finite, got " + value);
        }
        points[3 * vertex + axis] = value;
      }
    }
    return points;
  }

  private void requireRoom(Path file, long needed, long there, String what) {
    if (needed > there) {
      throw EbmException.damaged(
          file,
          "declares " + count + " vertices, " + needed + " " + what + ", and holds " + there + " "
              + what + " after its header");
    }
  }
}
