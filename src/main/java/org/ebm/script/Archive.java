package org.ebm.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ebm.base.FloatArray;

/**
 * Writes a {@link ScriptClass} as the archive that {@code torch.jit.load} reads: a stored zip of the class's text, a pickle of the one object and the
 * raw weights. The same class always gives the same bytes.
 */
public final class Archive {
  private static final String ROOT = "ebm/";
  private static final String OBJECT = "data.pkl";
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private Archive() {}

  public static byte[] write(ScriptClass root) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      List<FloatArray> weights = new ArrayList<>(root.parameters().values());
      put(zip, OBJECT, pickle(root));
      put(zip, "code/__torch__.py", root.text().getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < weights.size(); i++) {
        put(zip, "data/" + i, littleEndian(weights.get(i).values()));
      }
      put(zip, "constants.pkl", EMPTY_TUPLE);
      put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The archive of a class that holds a user's module as its attribute {@code user}: {@code (self.user).forward(x)}.
   *
   * @param userPt what {@code torch.jit.save} wrote
   * @param root without weights
   * @throws org.ebm.base.EbmException damaged (exit 65) if the file is not what it should be
   */
  public static byte[] embed(Path userPt, ScriptClass root) {
    if (!root.parameters().isEmpty()) {
      throw new IllegalArgumentException(root.name() + " has weights beside the user's");
    }
    ForeignArchive user = ForeignArchive.read(userPt);
    String module = freeModule(user);
    String text = root.text("__torch__." + module, Map.of("user", user.className()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, OBJECT, holder("__torch__." + module, root.name(), user.objectOpcodes()));
      put(zip, "code/__torch__/" + module + ".py", text.getBytes(StandardCharsets.UTF_8));
      for (var entry : user.entries().entrySet()) {
        if (!entry.getKey().equals(OBJECT)) {
          put(zip, entry.getKey(), entry.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** A module name that the user's code does not have. */
  private static String freeModule(ForeignArchive user) {
    String module = "ebm";
    while (user.entries().containsKey("code/__torch__/" + module + ".py")) {
      module += "_";
    }
    return module;
  }

  private static byte[] holder(String module, String name, byte[] object) {
    Pickle pickle =
        new Pickle().global(module, name).emptyTuple().newObject().emptyDict().mark();
    pickle.string("training").bool(false).string("user").spliced(object);
    return pickle.setItems().build().stop();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setTime(0);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] littleEndian(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  /** An instance of the class whose state is its weights, in the pickle protocol 2 opcodes that the engine's reader knows. */
  private static byte[] pickle(ScriptClass root) {
    Pickle pickle = new Pickle()
        .global("__torch__", root.name())
        .emptyTuple()
        .newObject()
        .emptyDict()
        .mark();
    pickle.string("training").bool(false);
    int index = 0;
    for (var weight : root.parameters().entrySet()) {
      pickle.string(weight.getKey());
      tensor(pickle, index++, weight.getValue());
    }
    return pickle.setItems().build().stop();
  }

  /** A call of torch._utils._rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, hooks). */
  private static void tensor(Pickle pickle, int index, FloatArray array) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle
        .mark()
        .string("storage")
        .global("torch", "FloatStorage")
        .string(String.valueOf(index))
        .string("cpu");
    pickle.integer(array.values().length).tuple().persistentId();
    pickle.integer(0);
    int[] sizes = array.shape();
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    integers(pickle, sizes);
    integers(pickle, strides);
    pickle
        .bool(true)
        .global("collections", "OrderedDict")
        .emptyTuple()
        .reduce()
        .tuple()
        .reduce();
  }

  private static void integers(Pickle pickle, int[] values) {
    pickle.mark();
    for (int value : values) {
      pickle.integer(value);
    }
    pickle.tuple();
  }
}
