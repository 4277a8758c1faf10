package org.ebm.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a .npy file of rows that may be larger than memory, one row at a time. */
public final class NpyRowReader implements AutoCloseable {
  private final Path file;
  private final InputStream in;
  private final int rows;
  private final Elements row;

  private NpyRowReader(Path file, InputStream in) throws IOException {
    this.file = file;
    this.in = in;
    NpyHeader header = NpyHeader.read(in);
    int[] shape = header.shape();
    if (shape.length == 0 || header.fortran()) {
      throw new IOException("is no array of rows, one after another");
    }
    this.rows = shape[0];
    int[] rowShape = Arrays.copyOfRange(shape, 1, shape.length);
    this.row =
        new Elements(header.elements().type(), header.elements().order(), Elements.count(rowShape));
  }

  /** Opens a file; damaged if it is no array. */
  public static NpyRowReader open(Path file) {
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      try {
        return new NpyRowReader(file, in);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  /** Rows in the file, as its header counts them. */
  public int rows() {
    return rows;
  }

  /** The next row; damaged if the file ends before it does. */
  public float[] next() {
    try {
      return row.read(in, true);
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }
}
