package org.ebm.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.ebm.base.FloatArray;

/** NumPy's .npz format: named .npy arrays in a zip archive. Names are those {@code numpy.load} shows, without ".npy". */
public final class Npz {
  private static final String END = ".npy";

  /** No deflated byte stands for more than this. */
  private static final long GREATEST_RATIO = 1032;

  /** Equal arrays give equal bytes. Java takes zip's very first time, 1980-01-01, for an earlier one and adds the local time zone's. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Npz() {}

  /** Writes the arrays uncompressed, in the map's order; whole or not at all. */
  public static void write(Path file, Map<String, FloatArray> arrays) {
    AtomicFile.write(file, out -> {
      ZipOutputStream zip = new ZipOutputStream(out);
      for (Map.Entry<String, FloatArray> array : arrays.entrySet()) {
        zip.putNextEntry(entry(array.getKey(), array.getValue()));
        Npy.write(zip, array.getValue());
      }
      zip.finish();
    });
  }

  /** Reads all arrays in file order; damaged if an entry is not one, or is not what the archive says of it. */
  public static Map<String, FloatArray> read(Path file) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long unclaimed = Files.size(file);
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        String name = arrayName(entry.getName());
        unclaimed -= checkedLength(entry, unclaimed);
        if (arrays.put(name, read(zip, entry)) != null) {
          throw new IOException("holds two arrays named '" + name + "'");
        }
      }
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
    return arrays;
  }

  /** Reads one array; damaged if it is not there, not numbers, or not what the archive says of it. The others may be anything. */
  public static FloatArray read(Path file, String name) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(name + END);
      if (entry == null) {
        throw new IOException("has no array of numbers '" + name + "'");
      }
      checkedLength(entry, Files.size(file));
      return read(zip, entry);
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  /** Whether an entry claims to be an array. */
  static boolean isArray(String entry) {
    return entry.endsWith(END);
  }

  /** The name that NumPy shows for an entry of any kind. */
  static String plainName(String entry) throws IOException {
    String path = entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
    return isArray(path) ? arrayName(path) : inside(path, path);
  }

  private static ZipEntry entry(String name, FloatArray array) throws IOException {
    if (!FileNames.staysInside(name)) {
      throw new IllegalArgumentException("'" + name + "' cannot name an array of a .npz file");
    }
    CheckedOutputStream checked =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    Npy.write(checked, array);
    long length = NpyHeader.of(array.shape()).length + (long) Float.BYTES * array.values().length;
    ZipEntry entry = new ZipEntry(name + END);
    entry.setTimeLocal(NO_TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(length);
    entry.setCompressedSize(length);
    entry.setCrc(checked.getChecksum().getValue());
    return entry;
  }

  private static String arrayName(String entry) throws IOException {
    if (!entry.endsWith(END)) {
      throw new IOException("entry '" + entry + "' is not a .npy array");
    }
    return inside(entry.substring(0, entry.length() - END.length()), entry);
  }

  private static String inside(String name, String entry) throws IOException {
    if (!FileNames.staysInside(name)) {
      throw new IOException("entry '" + entry + "' has a name that leads out of the archive");
    }
    return name;
  }

  /** The entry's length in the archive, after making sure that it and the uncompressed length are possible at all. */
  private static long checkedLength(ZipEntry entry, long unclaimed) throws IOException {
    long stored = entry.getCompressedSize();
    if (stored < 0 || stored > unclaimed || entry.getSize() > (stored + 1) * GREATEST_RATIO) {
      throw new IOException("entry '" + entry.getName() + "' claims " + entry.getSize()
          + " bytes from " + stored + ", more than the archive can hold");
    }
    return stored;
  }

  private static FloatArray read(ZipFile zip, ZipEntry entry) throws IOException {
    try (CheckedInputStream in =
        new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
      FloatArray array = Npy.read(in, entry.getSize());
      // ZipFile, unlike ZipInputStream, leaves length and checksum to its user.
      if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
        throw new IOException("content does not match its checksum");
      }
      return array;
    } catch (IOException e) {
      throw new IOException("entry '" + entry.getName() + "': " + e.getMessage(), e);
    }
  }
}
