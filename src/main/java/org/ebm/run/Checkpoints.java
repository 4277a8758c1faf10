package org.ebm.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;

/**
 * The newest checkpoints of a run, each whole or not there: {@code checkpoints/step-005000/}. A folder gets its name only once it is complete on
 * disk, and an old one goes only after that, so a crash at any moment leaves the last checkpoint that {@link #write} returned from.
 *
 * <p>Only the holder of the run's lock may write; reading needs no lock.
 */
public final class Checkpoints {
  private final Path folder;
  private final int keep;

  /** A checkpoint that was found intact, and where. */
  public record Loaded(Checkpoint checkpoint, Path folder) {}

  /**
   * Touches nothing yet.
   *
   * @param keep how many to keep, at least 1
   */
  public Checkpoints(Path folder, int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException("at least 1 checkpoint must be kept, got " + keep);
    }
    this.folder = folder;
    this.keep = keep;
  }

  /**
   * Saves a checkpoint; when it returns, the checkpoint is on disk. Then the older ones beyond {@code keep} go, those for resuming only, and those of
   * later steps too: they belong to a future that was given up by resuming before it. A step that is already saved must have the same content.
   */
  public void write(Checkpoint checkpoint) {
    AtomicFile.removeLeftovers(folder);
    Path target = folder.resolve(CheckpointFolder.name(checkpoint.step()));
    Path temporary = AtomicFile.temporary(target);
    try {
      CheckpointFolder.write(temporary, checkpoint);
      if (!isSaved(temporary, target)) {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(folder);
      }
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    } finally {
      Folders.delete(temporary);
    }
    discardAfter(checkpoint.step());
    List<Path> older = newestFirst().stream().skip(1).toList();
    older.stream().filter(CheckpointFolder::isForResuming).forEach(Checkpoints::discard);
    byUpdates().stream().skip(keep).forEach(Checkpoints::discard);
  }

  /** Newest first, without those that are for resuming only. */
  private List<Path> byUpdates() {
    return newestFirst().stream()
        .filter(path -> !CheckpointFolder.isForResuming(path))
        .toList();
  }

  /** Whether the step's folder already holds the new content; a damaged one is moved out of the way. */
  private static boolean isSaved(Path fresh, Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!isIntact(target)) {
      discard(target);
      return false;
    }
    if (Files.mismatch(fresh.resolve(Manifest.NAME), target.resolve(Manifest.NAME)) >= 0) {
      throw new IllegalStateException(
          target + " holds other content; a run that goes back must discard what came after");
    }
    return true;
  }

  /** Removes the checkpoints of later steps, for a run that goes back to this one. */
  public void discardAfter(long step) {
    newestFirst().stream().filter(path -> stepOf(path) > step).forEach(Checkpoints::discard);
  }

  /** Takes the name away in one step first, so that no crash leaves half a checkpoint under it. */
  private static void discard(Path path) {
    Path temporary = AtomicFile.temporary(path);
    try {
      Files.move(path, temporary, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
    Folders.delete(temporary);
  }

  /**
   * The newest intact checkpoint; empty if none was ever saved. Damaged, if there are some but none is intact: starting anew would hide that.
   *
   * @param warnings told of each newer one that is damaged, where and why
   */
  public Optional<Loaded> newest(Consumer<String> warnings) {
    List<Path> paths = newestFirst();
    for (Path path : paths) {
      try {
        return Optional.of(new Loaded(CheckpointFolder.read(path), path));
      } catch (EbmException e) {
        warnings.accept("skipped a damaged checkpoint: " + e.getMessage());
      }
    }
    if (!paths.isEmpty()) {
      throw EbmException.damaged(
          folder, "none of its " + paths.size() + " checkpoints is intact; start a new run");
    }
    return Optional.empty();
  }

  /** The checkpoint of a step; empty if there is none, damaged if it is not intact. */
  public Optional<Checkpoint> at(long step) {
    Path path = folder.resolve(CheckpointFolder.name(step));
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(CheckpointFolder.read(path))
        : Optional.empty();
  }

  /** Steps of all that a run may go back to, intact or not, newest first: none of them is there because of the clock. */
  public List<Long> steps() {
    return byUpdates().stream().map(Checkpoints::stepOf).toList();
  }

  private static boolean isIntact(Path path) {
    try {
      CheckpointFolder.read(path);
      return true;
    } catch (EbmException e) {
      return false;
    }
  }

  /** By number, not by name: step-1000000 is newer than step-999999. */
  private List<Path> newestFirst() {
    return Folders.list(folder).stream()
        .filter(path -> CheckpointFolder.step(path).isPresent())
        .sorted((a, b) -> Long.compare(stepOf(b), stepOf(a)))
        .toList();
  }

  private static long stepOf(Path path) {
    return CheckpointFolder.step(path).orElseThrow();
  }
}
