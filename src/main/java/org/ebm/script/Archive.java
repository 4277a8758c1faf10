package org.ebm.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;

/**
 * Writes a tree of modules as the archive that {@code torch.jit.load} reads: a stored zip of the classes' text, a pickle of the objects and the raw
 * arrays. The same tree always gives the same bytes.
 * <p>Of what others saved there can be one: its entries are kept as they are, and our classes are a module beside its own.
 */
public final class Archive {
  private static final String ROOT = "ebm/";
  static final String OBJECT = "data.pkl";
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private final Optional<ForeignArchive> foreign;
  /** Full name of the Python module that holds our classes, and of its source. */
  private final String module;

  private final StringBuilder text = new StringBuilder();
  private final Set<String> types = new HashSet<>();
  private final List<FloatArray> arrays = new ArrayList<>();
  private final Pickle pickle = new Pickle();

  private Archive(Optional<ForeignArchive> foreign) {
    this.foreign = foreign;
    this.module = foreign.map(saved -> "__torch__." + freeModule(saved)).orElse("__torch__");
  }

  /**
   * The bytes of the archive.
   *
   * @throws ConfigException if the tree holds two modules of others
   */
  public static byte[] write(TorchClass root) {
    List<ForeignModule> saved = root.foreign();
    if (saved.size() > 1) {
      throw new ConfigException(
          "energy",
          "holds two modules of others, " + saved.get(0).file() + " and "
              + saved.get(1).file()
              + ", whose code cannot be put into one program; at most one torchscript in a tree: save the two as one module");
    }
    return new Archive(saved.stream().findFirst().map(ForeignModule::archive)).bytes(root);
  }

  private byte[] bytes(TorchClass root) {
    object(root);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, OBJECT, pickle.stop());
      put(zip, source(), text.toString().getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < arrays.size(); i++) {
        put(zip, "data/" + storage(i), littleEndian(arrays.get(i).values()));
      }
      if (foreign.isPresent()) {
        for (var entry : foreign.get().entries().entrySet()) {
          if (!entry.getKey().equals(OBJECT)) {
            put(zip, entry.getKey(), entry.getValue());
          }
        }
      } else {
        put(zip, "constants.pkl", EMPTY_TUPLE);
        put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private String source() {
    return "code/" + module.replace('.', '/') + ".py";
  }

  /** Of an array of ours: no name that the user's arrays, which are numbered, have. */
  private String storage(int index) {
    return foreign.isPresent() ? "ebm" + index : String.valueOf(index);
  }

  /** A module name that the user's code does not have. */
  private static String freeModule(ForeignArchive user) {
    String module = "ebm";
    while (user.entries().containsKey("code/__torch__/" + module + ".py")) {
      module += "_";
    }
    return module;
  }

  /** Pickles an instance of a class, its children within it, and writes the class's text; returns the full name of its type. */
  private String object(TorchModule any) {
    if (any instanceof ForeignModule saved) {
      pickle.spliced(saved.archive().objectOpcodes());
      return saved.archive().className();
    }
    TorchClass own = (TorchClass) any;
    String name = freeType(own.type());
    pickle.global(module, name).emptyTuple().newObject().emptyDict().mark();
    pickle.string("training").bool(false);
    own.parameters().forEach((key, array) -> tensor(key, array, true));
    own.arrays().forEach((key, array) -> tensor(key, array, false));
    Map<String, String> childTypes = new LinkedHashMap<>();
    own.children().forEach((key, child) -> {
      pickle.string(key);
      childTypes.put(key, object(child));
    });
    pickle.setItems().build();
    text.append(text.isEmpty() ? "" : "\n").append(own.text(module + "." + name, childTypes));
    return module + "." + name;
  }

  private String freeType(String wanted) {
    String name = wanted;
    for (int i = 1; !types.add(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  /** A call of torch._utils._rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, hooks). */
  private void tensor(String key, FloatArray array, boolean requiresGrad) {
    pickle.string(key);
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle
        .mark()
        .string("storage")
        .global("torch", "FloatStorage")
        .string(storage(arrays.size()))
        .string("cpu");
    pickle.integer(array.values().length).tuple().persistentId();
    pickle.integer(0);
    arrays.add(array);
    int[] sizes = array.shape();
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    integers(sizes);
    integers(strides);
    pickle
        .bool(requiresGrad)
        .global("collections", "OrderedDict")
        .emptyTuple()
        .reduce()
        .tuple()
        .reduce();
  }

  private void integers(int[] values) {
    pickle.mark();
    for (int value : values) {
      pickle.integer(value);
    }
    pickle.tuple();
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
}
