package org.ebm.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;
import org.ebm.files.OwnTemporary;
import org.ebm.files.UserPath;

/** The folder that the engine's libraries are unpacked to, once for all runs: half a gigabyte. */
record EngineCache(Path folder) {
  private static final String UNPACKING = "ebm-unpacking-";
  private static final String REMEDY =
      "the engine's libraries (450 MB) are unpacked there; give a folder on another disk: DJL_CACHE_DIR=/path";

  /**
   * What the user says (ENGINE_CACHE_DIR or DJL_CACHE_DIR, as DJL has them); else .djl.ai in the home folder, if that is there and is the user's to write
   * or is filled already; else a folder of this user's own among the temporary ones.
   */
  static EngineCache chosen() {
    Optional<Path> told = Stream.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR")
        .map(EngineCache::given)
        .flatMap(Optional::stream)
        .findFirst()
        .map(EngineCache::path);
    return new EngineCache(told.or(() -> UserPath.home()
            .filter(Files::isWritable)
            .map(home -> home.resolve(".djl.ai"))
            .filter(cache -> !Files.exists(cache) || Files.isWritable(cache)))
        .orElseGet(OwnTemporary::folder));
  }

  /** As DJL looks for it: the environment first. */
  private static Optional<String> given(String name) {
    return Stream.of(System.getenv(name), System.getProperty(name))
        .filter(value -> value != null && !value.isEmpty())
        .findFirst();
  }

  private static Path path(String text) {
    try {
      return UserPath.of(text).toAbsolutePath();
    } catch (IllegalArgumentException e) {
      throw new EbmException(ExitCode.NO_ENGINE, "DJL_CACHE_DIR: " + e.getMessage(), e);
    }
  }

  /** Why libraries cannot be put into a folder: 74 for a full disk, 69 for all else. */
  EbmException unusable(Path libraries, IOException cause) {
    EbmException written = IoFailure.writing(libraries, cause);
    boolean full = written.getMessage().contains("disk full");
    return new EbmException(
        full ? ExitCode.RESOURCES : ExitCode.NO_ENGINE,
        written.getMessage() + "; " + REMEDY,
        cause);
  }

  /** Waits until no other process unpacks; where there are no locks, each does it for itself, which is as good. */
  Turn turn(Path libraries) throws IOException {
    Path parent = Objects.requireNonNull(libraries.getParent());
    Files.createDirectories(parent);
    Optional<FileChannel> held = lock(parent.resolve(".ebm.lock"));
    try {
      if (held.isPresent()) {
        // of processes that were killed, since nobody else is at it
        Folders.list(parent).stream()
            .filter(path -> path.getFileName().toString().startsWith(UNPACKING))
            .forEach(Folders::delete);
      }
      return new Turn(held, Files.createTempDirectory(parent, UNPACKING));
    } catch (IOException | RuntimeException e) {
      if (held.isPresent()) {
        held.get().close();
      }
      throw e;
    }
  }

  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      return Optional.empty();
    }
    try {
      channel.lock();
      return Optional.of(channel);
    } catch (IOException e) {
      channel.close();
      return Optional.empty();
    }
  }

  /** One process's turn at the cache. */
  record Turn(Optional<FileChannel> lock, Path workplace) implements AutoCloseable {
    /** Puts a file in its place, whole or not at all: who has the old one open keeps it. */
    void unpack(Packed packed, Path target) throws IOException {
      Path temporary = workplace.resolve("library");
      try (InputStream in = packed.open()) {
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!packed.isSameAs(temporary)) {
        throw new IOException("what was written there reads back otherwise");
      }
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      Folders.delete(workplace);
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }
}
