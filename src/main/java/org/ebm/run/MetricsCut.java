package org.ebm.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.files.IoFailure;

/** Brings a metrics file back to its first rows. */
final class MetricsCut {
  /** Longer than any row; what a crash left behind need not have line ends. */
  private static final int LONGEST_ROW = 1 << 16;

  private MetricsCut() {}

  /** What stays: its bytes, and the step of its last row; 0 without rows. */
  private record Kept(long length, long step) {}

  /** Keeps the header and the first rows, each of which must be there and whole, by rising step; returns the step of the last one. */
  static long cut(Path file, String header, long rows) {
    try {
      Kept kept = upTo(file, header, rows);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(kept.length);
        channel.force(true);
      }
      return kept.step;
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static Kept upTo(Path file, String header, long rows) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      if (!line(in).equals(Optional.of(header))) {
        throw EbmException.damaged(
            file, "does not begin with the columns " + header.strip() + " of this run");
      }
      long columns = commas(header);
      Kept kept = new Kept(header.length(), 0);
      for (long row = 1; row <= rows; row++) {
        Optional<String> line = line(in);
        if (line.filter(text -> commas(text) == columns).isEmpty()) {
          throw EbmException.damaged(
              file,
              "has no whole row " + row + ", but the checkpoint was written after row " + rows
                  + "; move that checkpoint away to go on from an older one, or start a new run");
        }
        long step = step(line.orElseThrow());
        if (step <= kept.step) {
          throw EbmException.damaged(
              file, "row " + row + " does not follow step " + kept.step + "; start a new run");
        }
        kept = new Kept(kept.length + line.orElseThrow().length(), step);
      }
      return kept;
    }
  }

  /** The number before the first comma; 0 if there is none. */
  private static long step(String line) {
    String text = line.substring(0, line.indexOf(','));
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static long commas(String line) {
    return line.chars().filter(character -> character == ',').count();
  }

  /** The next line with its end, one character per byte; empty if it has no end. */
  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() < LONGEST_ROW) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      line.write(next);
      if (next == '\n') {
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.empty();
  }
}
