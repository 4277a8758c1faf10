package org.ebm.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.Nearest;
import org.ebm.files.IoFailure;
import org.ebm.files.UserPath;

/** The configurations that come with the program. */
public final class Presets {
  private Presets() {}

  /** The folder configs of the installation, or of the working folder when the launcher did not say where that is. */
  private static Path folder() {
    return Path.of(System.getProperty("ebm.home", "")).resolve("configs");
  }

  private static List<String> names() {
    return files().stream()
        .map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
        .toList();
  }

  public static List<Path> files() {
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
  public static String summary(Path file) {
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

  /** A file, or a name looked up in the working folder, in configs/ and in the shipped presets; bad configuration (exit 78) if there is none. */
  public static Path resolve(String name) {
    Path given = path(name);
    if (Files.isRegularFile(given)) {
      return given;
    }
    if (given.getParent() == null) {
      String file = name.endsWith(".yaml") || name.endsWith(".yml") ? name : name + ".yaml";
      for (Path folder : List.of(Path.of(""), Path.of("configs"), folder())) {
        if (Files.isRegularFile(folder.resolve(file))) {
          return folder.resolve(file);
        }
      }
      String nearest = Nearest.to(file.replaceFirst("\\.ya?ml$", ""), names())
          .map(preset -> "; did you mean the preset '" + preset + "'?")
          .orElse("");
      throw new EbmException(
          ExitCode.CONFIG,
          name + ": no such file, and no preset of that name" + nearest
              + " (ebm config ls shows the presets)");
    }
    throw new EbmException(
        ExitCode.CONFIG, name + ": no such file; ebm config ls shows the presets");
  }

  private static Path path(String name) {
    try {
      return UserPath.of(name);
    } catch (IllegalArgumentException e) {
      throw new EbmException(ExitCode.USAGE, "--config: " + e.getMessage(), e);
    }
  }
}
