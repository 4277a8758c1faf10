package org.ebm.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files that are meant but are called otherwise, or lie in a folder below, as archives are unpacked and other libraries keep them. */
final class OtherNames {
  private static final int DEEPEST = 3;

  private OtherNames() {}

  /** A file whose name has the same letters and digits; one in the folder itself before those below. */
  static Optional<Path> like(Path folder, String name) {
    return first(
        folder,
        file -> plain(String.valueOf(file.getFileName())).equals(plain(name))
            || plain(String.valueOf(file.getFileName())).equals(plain(name) + "gz"));
  }

  /** The first file, the highest one before others. */
  static Optional<Path> first(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files
          .filter(Files::isRegularFile)
          .filter(wanted)
          .min(Comparator.<Path>comparingInt(Path::getNameCount)
              .thenComparing(Comparator.naturalOrder()));
    } catch (IOException | UncheckedIOException e) {
      // this is for a hint beside an error, which stands without it
      return Optional.empty();
    }
  }

  private static String plain(String name) {
    StringBuilder letters = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
