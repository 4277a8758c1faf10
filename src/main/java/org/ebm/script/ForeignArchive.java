package org.ebm.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.ebm.base.EbmException;
import org.ebm.base.MemoryLimit;
import org.ebm.files.IoFailure;

/**
 * The entries of somebody else's TorchScript archive: what {@code torch.jit.save} wrote.
 *
 * @param entries content by name, without the archive's root folder; code, weights and constants, not debug information
 */
record ForeignArchive(Path file, Map<String, byte[]> entries) {
  private static final String OBJECT = "data.pkl";
  private static final String HOW_TO = "save it with torch.jit.script(module).save(path)";
  /** The code is compressed, weights are not; text that repeats itself shrinks to a twentieth. */
  private static final long LARGEST_EXPANSION = 100;

  private static final long LARGEST = 1_800_000_000;

  /**
   * Reads a file.
   *
   * @throws EbmException damaged (exit 65) if it is no TorchScript archive or not whole
   */
  static ForeignArchive read(Path file) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long left = Math.min(LARGEST, LARGEST_EXPANSION * Files.size(file));
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        String name = nameIn(file, entry.getName());
        if (isNeeded(name)) {
          byte[] content = content(file, zip, entry, left);
          left -= content.length;
          entries.put(name, content);
        }
      }
    } catch (ZipException e) {
      throw EbmException.damaged(file, "not a TorchScript archive; " + HOW_TO);
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
    return new ForeignArchive(file, entries).checked();
  }

  /** The name without the root folder, which is called after the file. */
  private static String nameIn(Path file, String path) {
    int root = path.indexOf('/');
    if (root < 1 || ("/" + path + "/").contains("/../") || path.contains("\\")) {
      throw EbmException.damaged(
          file, "entry '" + path + "' has no place in a TorchScript archive; " + HOW_TO);
    }
    return path.substring(root + 1);
  }

  private static boolean isNeeded(String name) {
    boolean source = name.startsWith("code/") && name.endsWith(".py");
    boolean array = name.startsWith("data/") || name.startsWith("constants/");
    return source
        || array
        || name.equals(OBJECT)
        || name.equals("constants.pkl")
        || name.equals("version")
        || name.equals("byteorder");
  }

  private static byte[] content(Path file, ZipFile zip, ZipEntry entry, long limit)
      throws IOException {
    // read in pieces that are then joined
    if (entry.getSize() > limit || MemoryLimit.isLackingInHeap(2.0 * entry.getSize())) {
      throw EbmException.damaged(
          file,
          "entry " + entry.getName() + " claims " + entry.getSize()
              + " bytes: more than 1.8 GB, 100 times the file, or half of Java's memory; "
              + HOW_TO);
    }
    try (InputStream stream = zip.getInputStream(entry)) {
      byte[] content = stream.readNBytes((int) entry.getSize() + 1);
      CRC32 crc = new CRC32();
      crc.update(content);
      if (content.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
        throw EbmException.damaged(
            file,
            "entry " + entry.getName() + " is not as it was written; copy or save the file again");
      }
      return content;
    }
  }

  private ForeignArchive checked() {
    byte[] object = entries.getOrDefault(OBJECT, new byte[0]);
    boolean hasCode = entries.keySet().stream().anyMatch(name -> name.startsWith("code/"));
    if (object.length > 0 && !hasCode) {
      throw EbmException.damaged(
          file,
          "written by torch.save: a state_dict or a Python object, which only Python can read; "
              + HOW_TO);
    }
    if (object.length == 0 || !entries.containsKey("version")) {
      throw EbmException.damaged(file, "not a TorchScript archive; " + HOW_TO);
    }
    className();
    return this;
  }

  /** Full name of the class of the archive's one object: the operand of the pickle's first opcode. */
  String className() {
    String[] lines = new String(
            entries.getOrDefault(OBJECT, new byte[0]), StandardCharsets.ISO_8859_1)
        .split("\n", 3);
    if (lines.length < 3 || !lines[0].startsWith("\u0080\u0002c__torch__")) {
      throw EbmException.damaged(file, "holds something else than a module; " + HOW_TO);
    }
    String name = lines[0].substring(3) + "." + lines[1];
    if (!name.matches("[\\w.]+")) {
      throw EbmException.damaged(file, "holds a module of the unreadable class '" + name + "'");
    }
    return name;
  }

  /** The opcodes that push the object: its pickle without the protocol in front and the stop at the end. */
  byte[] objectOpcodes() {
    byte[] object = entries.getOrDefault(OBJECT, new byte[0]);
    return Arrays.copyOfRange(object, 2, object.length - 1);
  }
}
