package org.ebm.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebm.base.EbmException;

/**
 * Writes a .npy file of float32 row by row. Rows are written first and only then counted in the header, so NumPy reads the file at any moment, also
 * after a crash. Memory does not grow with the number of rows; equal rows give equal bytes, however often their writing was interrupted and resumed.
 */
public final class NpyRows implements AutoCloseable {
  private static final int BATCH_BYTES = 1 << 16;
  private static final Pattern ROWS = Pattern.compile("'shape': \\((\\d{1,9}),");

  private final Path file;
  private final int[] rowShape;
  private final RandomAccessFile out;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private int written;

  private NpyRows(Path file, int[] rowShape, int written) {
    this.file = file;
    this.rowShape = rowShape.clone();
    this.written = written;
    try {
      this.out = new RandomAccessFile(file.toFile(), "rw");
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  /**
   * Starts the file, replacing an old one.
   *
   * @param rowShape of one row; empty for single numbers
   */
  public static NpyRows create(Path file, int... rowShape) {
    AtomicFile.write(file, NpyHeader.growing(0, rowShape));
    return new NpyRows(file, rowShape, 0);
  }

  /**
   * Goes on after some rows, usually as many as there were at a checkpoint; later ones are cut off. Damaged if the file is of another shape or has fewer.
   * Before the first row there may be no file yet.
   */
  public static NpyRows resume(Path file, int rows, int... rowShape) {
    if (rows == 0 && Files.notExists(file)) {
      return create(file, rowShape);
    }
    long length = requireRows(file, rows, rowShape);
    NpyRows resumed = new NpyRows(file, rowShape, rows);
    try {
      resumed.writeHeader();
      resumed.out.setLength(length);
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
    return resumed;
  }

  /** Length in bytes of the file's header and first rows, all of which are there. */
  private static long requireRows(Path file, int rows, int[] rowShape) {
    int header = NpyHeader.growing(0, rowShape).length;
    long length = header + rows * rowBytes(rowShape);
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] start = new byte[(int) Math.min(header, in.length())];
      in.readFully(start);
      Matcher count = ROWS.matcher(new String(start, StandardCharsets.ISO_8859_1));
      if (!count.find()
          || !Arrays.equals(start, NpyHeader.growing(Integer.parseInt(count.group(1)), rowShape))) {
        throw EbmException.damaged(
            file, "does not begin as an array of rows of shape " + Arrays.toString(rowShape));
      }
      if (in.length() < length) {
        throw EbmException.damaged(
            file,
            "has fewer than the " + rows
                + " rows that the checkpoint was written after; move that checkpoint away to go on from an older one, or start a new run");
      }
      return length;
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static long rowBytes(int[] rowShape) {
    return Arrays.stream(rowShape).asLongStream().reduce(Float.BYTES, Math::multiplyExact);
  }

  /** Rows so far, those before a resumption included. */
  public int rows() {
    return written;
  }

  /** Adds a row of as many values as the shape of a row has. */
  public void append(float... row) {
    if ((long) row.length * Float.BYTES != rowBytes(rowShape)) {
      throw new IllegalArgumentException(
          row.length + " values for a row of shape " + Arrays.toString(rowShape));
    }
    try {
      Elements.write(batch, row);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    written = Math.incrementExact(written);
    if (batch.size() >= BATCH_BYTES) {
      flush();
    }
  }

  /** Hands all rows to the operating system: other programs see them, a crash of this one cannot lose them. */
  public void flush() {
    if (batch.size() == 0) {
      return;
    }
    byte[] bytes = batch.toByteArray();
    // Forgotten first: after a failure, closing must not write the same rows a second time.
    batch.reset();
    try {
      out.seek(NpyHeader.growing(0, rowShape).length + written * rowBytes(rowShape) - bytes.length);
      out.write(bytes);
      writeHeader();
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  private void writeHeader() throws IOException {
    out.seek(0);
    out.write(NpyHeader.growing(written, rowShape));
  }

  /** Returns once all rows are on disk. Call it before the checkpoint that counts on them is written. */
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
