package org.ebm.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: a reader, or whoever comes after a crash, finds the old content or the new, never a part. The content goes to a
 * temporary file beside it, to disk, and only then takes the name.
 */
public final class AtomicFile {
  private static final String TEMPORARY_END = ".tmp";

  private AtomicFile() {}

  /** Puts content into the stream; the stream is buffered and closed by the caller. */
  @FunctionalInterface
  public interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Replaces the file's content; folders above it are made. */
  public static void write(Path file, byte[] content) {
    write(file, out -> out.write(content));
  }

  /**
   * Replaces the file's content by what is written to the stream; folders above it are made. On return the content is on disk; on any exception the
   * old file is as it was.
   */
  public static void write(Path file, Writing writing) {
    put(file, writing, true);
    Folders.sync(folderOf(file));
  }

  /**
   * As {@link #write} for whoever reads, but on disk only when the system puts it there: for what can be made again, such as a picture, and for what is
   * so just now. A machine that stops may lose it.
   */
  public static void replace(Path file, Writing writing) {
    put(file, writing, false);
  }

  /** As {@link #replace(Path, Writing)}. */
  public static void replace(Path file, byte[] content) {
    replace(file, out -> out.write(content));
  }

  /**
   * Puts a file into a folder that nobody reads yet. The content is on disk on return, the file's name with the folder's next {@link Folders#sync}; on
   * any exception a part may be there.
   */
  public static void writeUnseen(Path file, Writing writing) {
    try {
      write(file, writing, true);
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  private static void put(Path file, Writing writing, boolean sync) {
    Folders.create(folderOf(file));
    Path temporary = temporary(file);
    try {
      write(temporary, writing, sync);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    } finally {
      Folders.delete(temporary);
    }
  }

  /** A fresh name beside the file for what is not finished yet. */
  public static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + TEMPORARY_END);
  }

  /** True for a name that {@link #temporary} gives. */
  public static boolean isTemporary(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith(".") && name.endsWith(TEMPORARY_END);
  }

  /** Removes what crashed writers left in the folder. Only for who owns it alone: a live writer's file would go too. */
  public static void removeLeftovers(Path folder) {
    Folders.list(folder).stream().filter(AtomicFile::isTemporary).forEach(Folders::delete);
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is no file's name");
    }
    return folder;
  }

  private static void write(Path file, Writing writing, boolean sync) throws IOException {
    // Not a channel: an interrupted thread must still be able to finish its checkpoint.
    try (FileOutputStream raw = new FileOutputStream(file.toFile());
        OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
      writing.to(out);
      out.flush();
      if (sync) {
        raw.getFD().sync();
      }
    }
  }
}
