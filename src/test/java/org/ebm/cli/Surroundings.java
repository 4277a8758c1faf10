package org.ebm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies around a place where something hostile happens: two looks are equal if no file was made, written, replaced or removed between them.
 *
 * @param files kind, length, time of the last write and number of each path
 */
record Surroundings(Map<Path, String> files) {
  /** Looks at all below a folder but for one folder in it. */
  static Surroundings of(Path folder, Path without) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.startsWith(without) && !without.startsWith(path)) {
          files.put(path, fingerprint(path));
        }
      }
    }
    return new Surroundings(files);
  }

  private static String fingerprint(Path path) throws IOException {
    BasicFileAttributes seen =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return (seen.isDirectory() ? "folder" : seen.isSymbolicLink() ? "link" : "file " + seen.size())
        + " " + seen.lastModifiedTime() + " " + seen.fileKey();
  }
}
