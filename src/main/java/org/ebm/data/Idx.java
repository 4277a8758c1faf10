package org.ebm.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.ebm.base.EbmException;
import org.ebm.base.MemoryLimit;

/**
 * An IDX file of unsigned bytes, as MNIST uses: two zero bytes, type 8, the number of axes, each size as a big-endian int, the values. Plain, or
 * compressed if the name ends in .gz.
 *
 * @param sizes of the axes
 * @param values row by row
 */
record Idx(int[] sizes, byte[] values) {
  private static final int UNSIGNED_BYTES = 8;

  private static final String AGAIN =
      "replace it, as by scripts/fetch-data mnist, or name another folder";

  /** No deflate stream shrinks its content by more. */
  private static final long DEFLATE_LIMIT = 1032;

  /**
   * Reads a whole file.
   *
   * @throws EbmException (exit 65) unless the file holds exactly what its header declares
   */
  static Idx read(Path file, int axes) {
    boolean compressed = file.toString().endsWith(".gz");
    try (var raw = new BufferedInputStream(Files.newInputStream(file));
        var in = new DataInputStream(compressed ? new GZIPInputStream(raw) : raw)) {
      int magic = in.readInt();
      if (magic != (UNSIGNED_BYTES << 8 | axes)) {
        throw EbmException.damaged(
            file,
            String.format(
                Locale.ROOT,
                "starts with %08x, not with the IDX header %08x (unsigned bytes, %d axes); %s",
                magic,
                UNSIGNED_BYTES << 8 | axes,
                axes,
                AGAIN));
      }
      int[] sizes = new int[axes];
      for (int i = 0; i < axes; i++) {
        sizes[i] = in.readInt();
      }
      long length = Files.size(file) * (compressed ? DEFLATE_LIMIT : 1);
      int declared = declaredLength(file, sizes, length);
      byte[] values = in.readNBytes(declared);
      if (values.length < declared || in.read() >= 0) {
        String found = values.length < declared ? values.length + " are there" : "more follow";
        throw EbmException.damaged(
            file,
            "declares " + declared + " values " + Arrays.toString(sizes) + ", but " + found + "; "
                + AGAIN);
      }
      return new Idx(sizes, values);
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    }
  }

  /** The product of the sizes, refused before anything is allocated if the file cannot hold it. */
  private static int declaredLength(Path file, int[] sizes, long longest) {
    long product = 1;
    for (int size : sizes) {
      if (size < 1) {
        throw EbmException.damaged(
            file,
            "declares sizes " + Arrays.toString(sizes) + ", each must be at least 1; " + AGAIN);
      }
      product = Math.min(product * size, Long.MAX_VALUE >> Integer.SIZE);
    }
    if (product > longest || product > Integer.MAX_VALUE - 8) {
      throw EbmException.damaged(
          file,
          "declares sizes " + Arrays.toString(sizes) + ", more than a file of its length can hold; "
              + AGAIN);
    }
    // read in pieces that are then joined
    MemoryLimit.inHeap(file + " with sizes " + Arrays.toString(sizes), 2.0 * product);
    return (int) product;
  }
}
