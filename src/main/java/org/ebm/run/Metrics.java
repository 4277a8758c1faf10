package org.ebm.run;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;

/**
 * Writes a CSV of numbers by rising step, in the shortest text that reads back to the same double. Holds nothing but what seed and step determine, so a
 * resumed run's file equals, byte for byte, that of a run never stopped.
 */
public final class Metrics implements AutoCloseable {
  private static final int BATCH_BYTES = 1 << 13;

  private final Path file;
  private final int columns;
  private final FileOutputStream out;
  private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
  private Optional<Follower> follower = Optional.empty();
  private long written;
  private long last;

  private Metrics(Path file, int columns, long written, long last) {
    this.file = file;
    this.columns = columns;
    this.written = written;
    this.last = last;
    try {
      this.out = new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  /**
   * Starts the file, replacing an old one.
   *
   * @param columns the first is {@code step}
   */
  public static Metrics create(Path file, List<String> columns) {
    AtomicFile.write(file, header(columns).getBytes(StandardCharsets.UTF_8));
    return new Metrics(file, columns.size(), 0, 0);
  }

  /**
   * Goes on after some rows, usually as many as there were at a checkpoint: later ones, whole or torn, are cut off. Damaged if the columns are others,
   * one of the rows is missing, or their steps do not rise. Before the first row there may be no file yet.
   */
  public static Metrics resume(Path file, List<String> columns, long rows) {
    if (rows == 0 && Files.notExists(file)) {
      return create(file, columns);
    }
    return new Metrics(file, columns.size(), rows, MetricsCut.cut(file, header(columns), rows));
  }

  /** Told of every row that is added. */
  public interface Follower {
    /** @param values of the columns after {@code step} */
    void row(long step, double[] values);
  }

  /** From now on rows go to somebody else, too. */
  public void alsoTo(Follower other) {
    follower = Optional.of(other);
  }

  /** Rows so far, those before a resumption included. */
  public long rows() {
    return written;
  }

  private static String header(List<String> columns) {
    if (!columns.get(0).equals("step")
        || columns.stream().anyMatch(name -> !name.matches("[!-~&&[^,\"]]+"))) {
      throw new IllegalArgumentException("columns must be step and plain names, got " + columns);
    }
    return String.join(",", columns) + "\n";
  }

  /**
   * Adds a row.
   *
   * @param step at least 1, and higher than that of the last row
   * @param values of the columns after {@code step}
   */
  public void append(long step, double... values) {
    if (step <= last || values.length != columns - 1) {
      throw new IllegalArgumentException("row of step " + step + " with " + values.length
          + " values, where a step after " + last + " with " + (columns - 1) + " was due");
    }
    last = step;
    written++;
    follower.ifPresent(other -> other.row(step, values));
    StringBuilder row = new StringBuilder().append(step);
    for (double value : values) {
      row.append(',').append(value);
    }
    rows.writeBytes(row.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    if (rows.size() >= BATCH_BYTES) {
      flush();
    }
  }

  /** Hands all rows to the operating system: other programs see them, a crash of this one cannot lose them. */
  public void flush() {
    byte[] batch = rows.toByteArray();
    // Forgotten first: after a failure, closing must not write the same rows a second time.
    rows.reset();
    try {
      out.write(batch);
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  /** Returns once all rows are on disk. Call it before the checkpoint of the same step is written: resuming needs them. */
  public void force() {
    flush();
    try {
      out.getFD().sync();
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  @Override
  public void close() {
    try (out) {
      flush();
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }
}
