package org.ebm.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** Why a path cannot be read as a file. */
public final class NoFile {
  private NoFile() {}

  /** In words that follow the path and a colon: {@code no such file}, {@code is a folder}, {@code is a device or a pipe}. */
  public static String reason(Path path) {
    if (Files.isDirectory(path)) {
      return "is a folder, not a file";
    }
    return Files.exists(path) ? "is a device or a pipe, not a file" : "no such file";
  }
}
