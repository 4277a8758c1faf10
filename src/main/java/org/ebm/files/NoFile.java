package org.ebm.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** Why a path cannot be read as a file. */
public final class NoFile {
  private NoFile() {}

  /** In words that follow the path and a colon: {@code no such file}, with the whole path where it was relative to the folder of the command, {@code is a folder}, {@code is a device or a pipe}. */
  public static String reason(Path path) {
    if (Files.isDirectory(path)) {
      return "is a folder, not a file";
    }
    if (Files.exists(path)) {
      return "is a device or a pipe, not a file";
    }
    return path.isAbsolute() ? "no such file" : "no such file (" + path.toAbsolutePath() + ")";
  }
}
