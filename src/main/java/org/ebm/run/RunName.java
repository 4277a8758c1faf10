package org.ebm.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.ebm.base.RandomKey;
import org.ebm.files.FileNames;

/** How runs are called when nobody names their folder: sorted by name, they are sorted by time. */
final class RunName {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunName() {}

  static Path fresh(Path runs, String name) {
    if (!FileNames.isEntry(name)) {
      throw new IllegalArgumentException("'" + name + "' cannot be part of a folder's name");
    }
    // Tells apart runs started in one second; no result depends on it.
    RandomKey key = RandomKey.ofSeed(System.nanoTime()).fold(ThisProcess.identity());
    return runs.resolve(String.format(
        Locale.ROOT, "%s-%s-%04x", name, TIME.format(Instant.now()), key.bits() >>> 48));
  }
}
