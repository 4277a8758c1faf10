package org.ebm.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders: made, listed, removed without following links, and put on disk for good. */
public final class Folders {
  private Folders() {}

  /** Makes the folder and those above it, on disk when it returns; a link to a folder is as good as a folder. */
  public static void create(Path folder) {
    // Not Files.createDirectories: that of Java 17 refuses a link to a folder, as one from runs to
    // a large disk would be.
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      create(parent);
    }
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw IoFailure.writing(folder, e);
      }
    }
    if (parent != null) {
      sync(parent);
    }
  }

  /** Makes the folder, whose parent is there; false, and nothing happens, if anything has its name already. */
  public static boolean createNew(Path folder) {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    }
  }

  /** What the folder holds, sorted by name; empty for a folder that does not exist. */
  public static List<Path> list(Path folder) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.sorted().toList();
    } catch (IOException e) {
      throw IoFailure.reading(folder, e);
    }
  }

  /** Of all files in a folder, those of folders in it included; a link counts as nothing, and so does what goes while it is counted. */
  public static long bytes(Path folder) {
    long[] sum = new long[1];
    try {
      Files.walkFileTree(folder, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
          if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
          }
          throw e;
        }
      });
      return sum[0];
    } catch (IOException e) {
      throw IoFailure.reading(folder, e);
    }
  }

  /** Removes a file, a link (never what it points at) or a folder with all it holds; nothing happens if there is none. */
  public static void delete(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /** Removes a folder that holds nothing; nothing happens to any other. */
  public static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // then it is somebody's
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    }
  }

  /** Copies a file or a folder with all it holds, as links what are links; nothing may be at the target. Not forced to disk. */
  public static void copy(Path from, Path to) {
    create(Objects.requireNonNull(to.toAbsolutePath().getParent()));
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()), LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException e) {
      throw IoFailure.writing(to, e);
    }
  }

  /** Returns once the folder's list of names is on disk: without it a crash may undo a finished rename. */
  public static void sync(Path folder) {
    // Windows cannot open folders; its file system journals renames itself.
    if (File.separatorChar == '\\') {
      return;
    }
    boolean interrupted = false;
    try {
      while (!forced(folder)) {
        interrupted = Thread.interrupted() || interrupted;
      }
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if an interrupt closed the channel; only a channel can open a folder, and a checkpoint must not end half-way. */
  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
