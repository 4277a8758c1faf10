package org.ebm.basin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.IoFailure;
import org.ebm.files.Npy;

/**
 * Results of a long computation, written one by one. A computation that is begun again asks for the same results in the same order: those that are
 * there are read, the first that is missing is computed, and so it goes on where it was stopped or killed, to the same end. Layout: entries of length
 * (4 bytes), CRC-32 (8 bytes) and content; the first holds what the results are of. A last entry that was cut short is written anew.
 */
final class Journal implements AutoCloseable {
  private static final int HEAD = 12;
  /** No entry is larger; a length beyond it is no length. */
  private static final int LARGEST = 1 << 30;

  private final Path path;
  private final RandomAccessFile file;
  private final BooleanSupplier stop;
  private boolean replaying = true;

  /** All that results depend on. */
  interface Subject {
    /** As a new journal keeps it. */
    String text();

    /** Whether a journal that keeps this text, of this version of ebm or an older one, holds results of this subject. */
    boolean isToldBy(String text);
  }

  /** The computation was asked to stop. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Stopped() {
      super("stopped", null, false, false);
    }
  }

  private Journal(Path path, RandomAccessFile file, BooleanSupplier stop) {
    this.path = path;
    this.file = file;
    this.stop = stop;
  }

  /**
   * Opens a file, new or with the results of an earlier process.
   *
   * @param stop asked before each result is computed; true: {@link Stopped}
   * @throws EbmException damaged (exit 65) if the file holds results of another subject
   */
  static Journal open(Path path, Subject subject, BooleanSupplier stop) {
    try {
      Journal journal = new Journal(path, new RandomAccessFile(path.toFile(), "rw"), stop);
      byte[] found = journal.read();
      if (found.length == 0) {
        journal.append(subject.text().getBytes(StandardCharsets.UTF_8));
      } else if (!subject.isToldBy(new String(found, StandardCharsets.UTF_8))) {
        journal.close();
        throw new EbmException(
            ExitCode.DAMAGED,
            path
                + ": holds results for other data, another energy or other settings; put the old ones back or start a new run");
      }
      return journal;
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /** Whether the results asked for so far were all there. */
  boolean isReplaying() {
    return replaying;
  }

  /**
   * The next result.
   *
   * @param key of its random draws and its arguments: what tells it from others
   */
  List<FloatArray> recall(RandomKey key, Supplier<List<FloatArray>> computation) {
    try {
      byte[] known = replaying ? read() : new byte[0];
      if (known.length > 0) {
        return decoded(known, key);
      }
      if (stop.getAsBoolean()) {
        throw new Stopped();
      }
      List<FloatArray> result = computation.get();
      append(encoded(result, key));
      return result;
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /** The next whole entry; empty, and the file cut off there, if there is none. */
  private byte[] read() throws IOException {
    long start = file.getFilePointer();
    if (file.length() - start >= HEAD) {
      int length = file.readInt();
      long sum = file.readLong();
      if (length > 0 && length <= LARGEST && length <= file.length() - start - HEAD) {
        byte[] content = new byte[length];
        file.readFully(content);
        if (sum == sum(content)) {
          return content;
        }
      }
    }
    file.setLength(start);
    file.seek(start);
    replaying = false;
    return new byte[0];
  }

  /** In one write, so that a kill cuts at most the last entry short. */
  private void append(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD + content.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(content.length);
    out.writeLong(sum(content));
    out.write(content);
    file.write(bytes.toByteArray());
  }

  private static long sum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  private static byte[] encoded(List<FloatArray> arrays, RandomKey key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(key.seed());
    out.writeInt(arrays.size());
    for (FloatArray array : arrays) {
      Npy.write(out, array);
    }
    return bytes.toByteArray();
  }

  private List<FloatArray> decoded(byte[] content, RandomKey key) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    if (in.readLong() != key.seed()) {
      throw EbmException.damaged(
          path, "holds results in another order, of another version of ebm; start a new run");
    }
    List<FloatArray> arrays = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      arrays.add(Npy.read(in, path));
    }
    return arrays;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }
}
