package org.ebm.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.FileNames;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;
import org.ebm.files.Sha256;

/** The list of a folder's files with their SHA-256, in the form that {@code sha256sum -c SHA256SUMS} checks. */
final class Manifest {
  static final String NAME = "SHA256SUMS";
  private static final long LONGEST = 1 << 20;
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  private Manifest() {}

  /** Lists the files that lie in the folder now, which nobody reads yet. */
  static void write(Path folder) {
    String lines = Folders.list(folder).stream()
        .map(file -> Sha256.hex(file) + "  " + file.getFileName() + "\n")
        .collect(Collectors.joining());
    AtomicFile.writeUnseen(
        folder.resolve(NAME), out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
  }

  /** Damaged unless the folder holds the listed files, unchanged, and nothing else; links are not files. */
  static void verify(Path folder) {
    Map<String, String> sums = read(folder.resolve(NAME));
    List<String> names = Folders.list(folder).stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> !name.equals(NAME))
        .toList();
    if (!List.copyOf(sums.keySet()).equals(names)) {
      throw EbmException.damaged(
          folder, "holds " + names + ", but its " + NAME + " lists " + sums.keySet());
    }
    sums.forEach((name, sum) -> {
      Path file = requireFile(folder.resolve(name));
      if (!Sha256.hex(file).equals(sum)) {
        throw EbmException.damaged(file, "does not match its SHA-256 in " + NAME);
      }
    });
  }

  private static Map<String, String> read(Path file) {
    requireFile(file);
    try {
      if (Files.size(file) > LONGEST) {
        throw EbmException.damaged(file, "is too long for a list of a few files");
      }
      Map<String, String> sums = new TreeMap<>();
      for (String line : Files.readAllLines(file)) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || !FileNames.isEntry(parts.group(2))) {
          throw EbmException.damaged(
              file, "line '" + line + "' is not a SHA-256 and a file's name");
        }
        sums.put(parts.group(2), parts.group(1));
      }
      return sums;
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static Path requireFile(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw EbmException.damaged(file, "is missing or not a plain file");
    }
    return file;
  }
}
