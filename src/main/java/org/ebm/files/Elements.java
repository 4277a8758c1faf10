package org.ebm.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The numbers of one array as a file claims to hold them.
 *
 * @param count at least 0
 */
record Elements(ElementType type, ByteOrder order, int count) {
  private static final int CHUNK = 1 << 13;

  /** Length in the file. */
  long bytes() {
    return (long) count * type.bytes();
  }

  /** The product of a shape that a file claims; more than an array can hold is an error. */
  static int count(int[] shape) throws IOException {
    long count = 1;
    for (int size : shape) {
      count *= size;
      if (count > Integer.MAX_VALUE - 8) {
        throw new IOException("shape " + Arrays.toString(shape) + " has 2^31 elements or more");
      }
    }
    return (int) count;
  }

  /**
   * Reads them as float32.
   *
   * @param present whether the source is known to be long enough; if not, memory grows with what really arrives
   */
  float[] read(InputStream in, boolean present) throws IOException {
    if (4L * count > Runtime.getRuntime().maxMemory()) {
      throw new IOException("an array of " + count
          + " numbers does not fit into Java's memory; give it more with -Xmx");
    }
    float[] values = new float[present ? count : Math.min(count, CHUNK)];
    byte[] chunk = new byte[Math.min(count, CHUNK) * type.bytes()];
    for (int done = 0; done < count; ) {
      int next = Math.min(count, done + CHUNK);
      int length = (next - done) * type.bytes();
      if (in.readNBytes(chunk, 0, length) < length) {
        throw new EOFException("ends early, of " + count + " numbers " + done + " or a few more");
      }
      if (next > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      type.decode(ByteBuffer.wrap(chunk, 0, length).order(order), values, done, next);
      done = next;
    }
    return values;
  }

  /** Writes float32, little-endian. */
  static void write(OutputStream out, float[] values) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(
            Math.min(values.length, CHUNK) * ElementType.FLOAT32.bytes())
        .order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < values.length; done += CHUNK) {
      int n = Math.min(CHUNK, values.length - done);
      chunk.asFloatBuffer().put(values, done, n);
      out.write(chunk.array(), 0, n * ElementType.FLOAT32.bytes());
    }
  }
}
