package org.ebm.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ebm.base.EbmException;

/** One body from a file: .xyz (a point a line, further columns passed over), .off (points and polygons), .ply ({@link PlyFile}). Damaged files end with exit 65 and what was found. */
final class PointFile {
  static final Set<String> KINDS = Set.of(".ply", ".xyz", ".off");

  private PointFile() {}

  /** By the end of its name, one of {@link #KINDS}. */
  static Mesh read(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    Mesh mesh =
        name.endsWith(".ply") ? PlyFile.read(file) : name.endsWith(".off") ? off(file) : xyz(file);
    if (mesh.count() == 0) {
      throw EbmException.damaged(file, "holds no points");
    }
    return mesh;
  }

  private static Mesh xyz(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    }
    float[] points = new float[3 * lines.size()];
    int count = 0;
    for (int line = 0; line < lines.size(); line++) {
      Words words = new Words(file, lines.get(line));
      if (words.left() == 0) {
        continue;
      }
      if (words.left() < 3) {
        throw EbmException.damaged(
            file,
            "line " + (line + 1) + " must hold x y z, got '" + lines.get(line).strip() + "'");
      }
      for (int axis = 0; axis < 3; axis++) {
        points[3 * count + axis] = words.number("xyz".charAt(axis) + " in line " + (line + 1));
      }
      count++;
    }
    return new Mesh(Arrays.copyOf(points, 3 * count), new int[0]);
  }

  /** Some files have no space after OFF. */
  private static Mesh off(Path file) {
    Words words = Words.of(file);
    String first = words.next("its first word, OFF");
    if (!first.startsWith("OFF")) {
      throw EbmException.damaged(file, "must begin with OFF, got '" + first + "'");
    }
    int points = first.length() > 3
        ? new Words(file, first.substring(3)).whole("number of vertices", Integer.MAX_VALUE)
        : words.whole("number of vertices", Integer.MAX_VALUE);
    int faces = words.whole("number of faces", Integer.MAX_VALUE);
    words.whole("number of edges", Integer.MAX_VALUE);
    if (3L * points + 4L * faces > words.left()) {
      throw EbmException.damaged(
          file,
          "declares " + points + " vertices and " + faces + " faces, and holds only " + words.left()
              + " numbers after that");
    }
    float[] values = new float[3 * points];
    for (int i = 0; i < values.length; i++) {
      values[i] = words.number("xyz".charAt(i % 3) + " of vertex " + i / 3);
    }
    return new Mesh(values, polygons(file, words, points, faces));
  }

  /** Each polygon as a fan of triangles around its first corner. */
  private static int[] polygons(Path file, Words words, int points, int faces) {
    int[] triangles = new int[3 * faces];
    int count = 0;
    for (int face = 0; face < faces; face++) {
      String of = " of face " + face;
      int corners = words.whole("number of corners" + of, Integer.MAX_VALUE);
      if (corners > words.left()) {
        throw EbmException.damaged(file, "ends within face " + face);
      }
      int[] polygon = new int[corners];
      for (int i = 0; i < corners; i++) {
        polygon[i] = words.whole("corner " + i + of, points - 1);
      }
      for (int i = 2; i < corners; i++) {
        triangles =
            count + 3 > triangles.length ? Arrays.copyOf(triangles, 2 * count + 3) : triangles;
        triangles[count++] = polygon[0];
        triangles[count++] = polygon[i - 1];
        triangles[count++] = polygon[i];
      }
    }
    return Arrays.copyOf(triangles, count);
  }
}
