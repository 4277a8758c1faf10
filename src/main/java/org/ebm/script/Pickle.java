package org.ebm.script;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The few opcodes of Python's pickle protocol 2 that a script archive needs, named as in Python's pickletools. */
final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle() {
    code(0x80).code(2);
  }

  private Pickle code(int opcode) {
    out.write(opcode);
    return this;
  }

  private Pickle littleEndian(int value) {
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  Pickle global(String module, String name) {
    code('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Pickle string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    code('X').littleEndian(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  Pickle integer(int value) {
    return code('J').littleEndian(value);
  }

  Pickle bool(boolean value) {
    return code(value ? 0x88 : 0x89);
  }

  Pickle mark() {
    return code('(');
  }

  Pickle tuple() {
    return code('t');
  }

  Pickle emptyTuple() {
    return code(')');
  }

  Pickle emptyDict() {
    return code('}');
  }

  Pickle setItems() {
    return code('u');
  }

  Pickle newObject() {
    return code(0x81);
  }

  Pickle build() {
    return code('b');
  }

  Pickle reduce() {
    return code('R');
  }

  Pickle persistentId() {
    return code('Q');
  }

  /** Opcodes of another pickle of this protocol; it may refer to its own memo, ours has none. */
  Pickle spliced(byte[] opcodes) {
    out.writeBytes(opcodes);
    return this;
  }

  byte[] stop() {
    code('.');
    return out.toByteArray();
  }
}
