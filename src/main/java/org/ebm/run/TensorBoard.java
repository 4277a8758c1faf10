package org.ebm.run;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;

/**
 * Numbers by step as TensorBoard reads them: one event file for each session of a run, each record a length, its masked CRC-32C, an Event of TensorFlow's event.proto, and the CRC of that. Source: TFRecord
 * format of TensorFlow, tensorflow/core/lib/io/record_writer.cc; event.proto and summary.proto.
 */
public final class TensorBoard implements AutoCloseable {
  /** Its folder in a run. */
  public static final String FOLDER = "tensorboard";

  private static final String VERSION = "brain.Event:2";
  private static final int MASK = 0xa282ead8;
  /** Fields of an Event: wall_time, step, file_version, summary, session_log. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private final Path file;
  private final FileOutputStream out;

  private TensorBoard(Path file) {
    this.file = file;
    try {
      this.out = new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  /**
   * Begins the file of a session.
   *
   * @param run folder of the run
   * @param done steps before this session; what an earlier one wrote of later steps is not shown any more
   */
  public static TensorBoard open(Path run, long done) {
    Path folder = run.resolve(FOLDER);
    Folders.create(folder);
    String name = String.format(
        Locale.ROOT, "events.out.tfevents.%010d.ebm", System.currentTimeMillis() / 1000);
    int session = 0;
    while (Files.exists(folder.resolve(name + "." + session))) {
      session++;
    }
    TensorBoard board = new TensorBoard(folder.resolve(name + "." + session));
    board.event(
        0, message -> bytes(message, FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8)));
    if (done > 0) {
      // SessionLog { status: START }
      board.event(done + 1, message -> bytes(message, SESSION_LOG, new byte[] {8, 1}));
    }
    return board;
  }

  /** Writes numbers of a step, each under its name; those that are not finite too. */
  public void add(long step, String group, List<String> names, double[] values) {
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    for (int i = 0; i < values.length; i++) {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      bytes(value, 1, (group + "/" + names.get(i)).getBytes(StandardCharsets.UTF_8));
      value.write(2 << 3 | 5);
      value.writeBytes(little(4).putFloat((float) values[i]).array());
      bytes(summary, 1, value.toByteArray());
    }
    event(step, message -> bytes(message, SUMMARY, summary.toByteArray()));
  }

  private void event(long step, Consumer<ByteArrayOutputStream> content) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(WALL_TIME << 3 | 1);
    message.writeBytes(little(8).putDouble(System.currentTimeMillis() / 1e3).array());
    message.write(STEP << 3);
    number(message, step);
    content.accept(message);
    record(message.toByteArray());
  }

  private void record(byte[] message) {
    byte[] length = little(8).putLong(message.length).array();
    ByteBuffer record = little(message.length + 16);
    record.put(length).putInt(masked(length)).put(message).putInt(masked(message));
    try {
      out.write(record.array());
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int masked(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    int crc = (int) sum.getValue();
    return (crc >>> 15 | crc << 17) + MASK;
  }

  /** A field of bytes, text or a message. */
  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    out.write(field << 3 | 2);
    number(out, content.length);
    out.writeBytes(content);
  }

  /** A varint. */
  private static void number(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }
}
