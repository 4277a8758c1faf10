package org.ebm.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;

/**
 * Keeps two writers of one folder apart. The operating system holds the lock on {@code .lock} and drops it when the process ends, however it ends;
 * {@code lock} is there while it is held and says by whom.
 *
 * <p>Two files, because a process that opens and closes a file loses its own lock on it (POSIX): {@code lock} can be read freely, {@code .lock} is
 * opened here only.
 */
final class RunLock implements AutoCloseable {
  static final String LOCKED = ".lock";
  static final String HOLDER = "lock";
  /** Of what {@link ThisProcess#identity} gives. */
  private static final long LONGEST = 1 << 12;

  private static final Pattern IDENTITY = Pattern.compile("(\\d{1,18}@\\S+) (.+)");

  private final Path holder;
  private final FileChannel channel;

  private RunLock(Path holder, FileChannel channel) {
    this.holder = holder;
    this.channel = channel;
  }

  /** Takes the lock, or says who has it (exit 75). */
  static RunLock take(Path folder) {
    Path holder = folder.resolve(HOLDER);
    if (holder(holder).equals(ThisProcess.identity())) {
      throw busy(folder);
    }
    FileChannel channel = lock(folder);
    AtomicFile.replace(holder, ThisProcess.identity().getBytes(StandardCharsets.UTF_8));
    return new RunLock(holder, channel);
  }

  /** Fails (exit 75) while somebody has the lock, or may have it on another machine; a process of this one that is gone does not count. */
  static void requireFree(Path folder) {
    holderOf(folder).filter(holder -> !holder.isHere() || holder.lives()).ifPresent(holder -> {
      throw new EbmException(
          ExitCode.BUSY,
          folder + ": is being written by " + holder.place()
              + "; wait until it ends or stop it"
              + (holder.isHere() ? "" : "; if it is gone, remove " + folder.resolve(HOLDER)));
    });
  }

  private static FileChannel lock(Path folder) {
    Path file = folder.resolve(LOCKED);
    if (Files.isSymbolicLink(file)) {
      throw EbmException.damaged(file, "is a link, and a run's lock is its own; remove it");
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        taken = locked(channel, file);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
      if (!taken) {
        throw busy(folder);
      }
      return channel;
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  private static boolean locked(FileChannel channel, Path file) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new EbmException(
          ExitCode.RESOURCES,
          file + ": this file system gives no locks (" + e.getMessage()
              + "), so nothing would keep two writers of the run apart; give a --run-dir on another disk, or have this one mounted with locks (NFS without nolock, Lustre with flock)",
          e);
    }
  }

  private static EbmException busy(Path folder) {
    String holder = holder(folder.resolve(HOLDER));
    return new EbmException(
        ExitCode.BUSY,
        folder + ": is being written by " + (holder.isEmpty() ? "another process" : holder)
            + "; wait until it ends, or choose another --run-dir");
  }

  private static String holder(Path file) {
    try {
      boolean ours = Files.isRegularFile(file) && Files.size(file) <= LONGEST;
      return ours ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      // Gone since the look: it has just been released, and the lock itself decides.
      return "";
    }
  }

  /**
   * Who holds, or held until it was killed, the lock of a folder.
   *
   * @param place {@code 4711@host}
   * @param start when its process began, as it was told; text of another form if the system does not tell
   */
  record Holder(String place, String start) {
    boolean isHere() {
      return place.endsWith("@" + ThisProcess.host());
    }

    /** Whether the process is there, if it is of this machine; a number that another process has by now does not count. */
    boolean lives() {
      return ThisProcess.isThere(Long.parseLong(place.substring(0, place.indexOf('@'))), start);
    }
  }

  /** Read without taking the lock; empty if nobody holds it. */
  static Optional<Holder> holderOf(Path folder) {
    Matcher identity = IDENTITY.matcher(holder(folder.resolve(HOLDER)));
    return identity.matches()
        ? Optional.of(new Holder(identity.group(1), identity.group(2)))
        : Optional.empty();
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    Folders.delete(holder);
    try {
      channel.close();
    } catch (IOException e) {
      throw IoFailure.writing(holder, e);
    }
  }
}
