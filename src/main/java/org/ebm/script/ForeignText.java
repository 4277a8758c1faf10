package org.ebm.script;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The source text in somebody else's TorchScript archive. */
public final class ForeignText {
  private ForeignText() {}

  /**
   * Of all its classes, one after another.
   *
   * @throws org.ebm.base.EbmException damaged (exit 65) if it is no TorchScript archive or not whole
   */
  public static String of(Path file) {
    return ForeignArchive.read(file).entries().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("code/"))
        .map(entry -> new String(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }
}
