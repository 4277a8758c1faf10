package org.ebm.files;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How a file stores one number, and which float32 it is. */
enum ElementType {
  BOOL(1),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  FLOAT16(2),
  BFLOAT16(2),
  FLOAT32(4),
  FLOAT64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** Fills values from (inclusive) to (exclusive) with the buffer's next numbers. */
  void decode(ByteBuffer buffer, float[] values, int from, int to) throws IOException {
    if (this == FLOAT32) {
      buffer.asFloatBuffer().get(values, from, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      values[i] = next(buffer);
    }
  }

  private float next(ByteBuffer buffer) throws IOException {
    return switch (this) {
      case BOOL -> truth(buffer.get());
      case INT8 -> buffer.get();
      case INT16 -> buffer.getShort();
      case INT32 -> buffer.getInt();
      case INT64 -> buffer.getLong();
      case UINT8 -> Byte.toUnsignedInt(buffer.get());
      case UINT16 -> Short.toUnsignedInt(buffer.getShort());
      case UINT32 -> Integer.toUnsignedLong(buffer.getInt());
      case UINT64 -> unsigned(buffer.getLong());
      case FLOAT16 -> half(buffer.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort() << 16);
      case FLOAT32 -> buffer.getFloat();
      case FLOAT64 -> narrow(buffer.getDouble());
    };
  }

  private static float truth(byte value) throws IOException {
    if (value != 0 && value != 1) {
      throw new IOException("a truth value must be 0 or 1, got " + Byte.toUnsignedInt(value));
    }
    return value;
  }

  /** Halves numbers of 2^63 and more, keeping a lost bit as the last one so that the result rounds as if it were there. */
  private static float unsigned(long value) {
    return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2f;
  }

  private static float narrow(double value) throws IOException {
    float narrow = (float) value;
    if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
      throw new IOException("number " + value + " is out of float32's range");
    }
    return narrow;
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits; float32 holds each exactly. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    // The exponent's bias goes from 15 to 127; all ones (infinity, NaN) stays all ones.
    int wide = exponent == 0x1F ? 0xFF : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
