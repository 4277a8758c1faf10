package org.ebm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.files.IoFailure;

/** The configurations that come with the program. */
final class Presets {
  private Presets() {}

  /** The folder configs of the installation, or of the working folder when the launcher did not say where that is. */
  static Path folder() {
    return Path.of(System.getProperty("ebm.home", "")).resolve("configs");
  }

  static List<String> names() {
    return files().stream()
        .map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
        .toList();
  }

  static List<Path> files() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw IoFailure.reading(folder(), e);
    }
  }

  /** What a preset says it is: its first comment line. */
  static String summary(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .findFirst()
          .filter(line -> line.startsWith("#"))
          .map(line -> line.substring(1).strip())
          .orElse("");
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }
}
