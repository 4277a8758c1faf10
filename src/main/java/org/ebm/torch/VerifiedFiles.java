package org.ebm.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;

/**
 * What is known of the files of a folder since they were read whole: to read 450 MB at every start would cost more than most commands do. A line for
 * each file, with length, number and the time of its last change, which no program can set; beside the folder, because all that is in it is loaded.
 */
final class VerifiedFiles {
  private VerifiedFiles() {}

  /** Names of the files that are as they were when they were verified. */
  static Set<String> unchanged(Path folder) {
    try {
      Set<String> lines = Set.copyOf(Files.readAllLines(list(folder)));
      return Folders.list(folder).stream()
          .filter(file -> line(file).filter(lines::contains).isPresent())
          .map(file -> String.valueOf(file.getFileName()))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException | EbmException e) {
      // never verified, or nobody can tell: then they are verified now
      return Set.of();
    }
  }

  /** Remembers that files are as they should be, where that can be written down. */
  static void write(Path folder, Collection<String> names) {
    List<String> lines = new ArrayList<>();
    names.forEach(name -> line(folder.resolve(name)).ifPresent(lines::add));
    try {
      AtomicFile.write(
          list(folder), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (EbmException e) {
      // a cache that can only be read is verified at every start
      return;
    }
  }

  private static Path list(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".verified");
  }

  private static Optional<String> line(Path file) {
    try {
      return Optional.of(file.getFileName() + " " + Files.size(file) + " "
          + Files.getAttribute(file, "unix:ino") + " "
          + Files.getAttribute(file, "unix:ctime"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
