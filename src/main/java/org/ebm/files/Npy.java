package org.ebm.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.FloatArray;

/**
 * NumPy's .npy format, versions 1 to 3. Written: float32, little-endian, row-major. Read: booleans, integers and floats of any size, either byte and
 * axis order, as float32; objects, strings, tables and complex numbers are refused. A header is believed only as far as the file is long.
 */
public final class Npy {
  private Npy() {}

  public static void write(OutputStream out, FloatArray array) throws IOException {
    out.write(NpyHeader.of(array.shape()));
    Elements.write(out, array.values());
  }

  /** Reads a file that holds one array and nothing else; damaged if it is anything else. */
  public static FloatArray read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(in, Files.size(file));
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  /**
   * Reads one array and leaves the stream after it; damaged if there is none.
   *
   * @param source where the stream comes from, for messages
   */
  public static FloatArray read(InputStream in, Object source) {
    try {
      return array(in, NpyHeader.read(in), false);
    } catch (IOException e) {
      throw IoFailure.reading(source, e);
    }
  }

  /** Reads the one array of a stream that is known to have the given length. */
  static FloatArray read(InputStream in, long length) throws IOException {
    NpyHeader header = NpyHeader.read(in);
    if (header.fileBytes() != length) {
      throw new IOException(
          "is " + length + " bytes long, but its header means " + header.fileBytes() + " bytes");
    }
    return array(in, header, true);
  }

  private static FloatArray array(InputStream in, NpyHeader header, boolean present)
      throws IOException {
    float[] values = header.elements().read(in, present);
    return new FloatArray(
        header.shape(), header.fortran() ? rowMajor(values, header.shape()) : values);
  }

  /** Reorders values whose first axis runs fastest, walking the result in order and the source by strides. */
  private static float[] rowMajor(float[] values, int[] shape) {
    float[] result = new float[values.length];
    int[] index = new int[shape.length];
    int source = 0;
    for (int i = 0; i < result.length; i++) {
      result[i] = values[source];
      int stride = values.length;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        stride /= shape[axis];
        source += stride;
        if (++index[axis] < shape[axis]) {
          break;
        }
        source -= stride * shape[axis];
        index[axis] = 0;
      }
    }
    return result;
  }
}
