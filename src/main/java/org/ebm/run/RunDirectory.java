package org.ebm.run;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.AtomicFile;
import org.ebm.files.FileNames;
import org.ebm.files.Folders;

/**
 * The folder of one run, locked for one writer until closed: where everything a user can ask later is. Who only reads needs no lock and no object of
 * this class.
 */
public final class RunDirectory implements AutoCloseable {
  /** All that a run writes at the top; --force removes these and refuses folders that hold anything else. */
  private static final List<String> CONTENT = List.of(
      RunConfig.FILE,
      "log.txt",
      TensorBoard.FOLDER,
      "metrics.csv",
      DataRecord.FILE,
      "density.csv",
      "probe.csv",
      "trace.csv",
      "warm_up.csv",
      "energies.npy",
      "gradient_norms.npy",
      "moves.npy",
      "acceptances.npy",
      "states.npy",
      "coordinates.npy",
      "summary.csv",
      "field.npz",
      "times.csv",
      Events.FILE,
      "samples.npz",
      "samples.png",
      "pairs.npz",
      PairsRecord.FILE,
      "export",
      "model",
      "of-checkpoints",
      "checkpoints",
      "samples",
      "plots",
      "report.html",
      "diagnosis",
      "diagnosis.json",
      "overdispersed",
      "second",
      "adjusted",
      "second-adjusted",
      "more.yaml",
      "basins",
      "latent-basins",
      "basins.json",
      "basins.npz",
      "barriers.csv",
      "tree.nwk",
      "tree.png",
      "tree.svg",
      "landscape.png",
      "journal.bin",
      "cells",
      "sweep.csv",
      "sweep.png",
      "toy-table.csv",
      "toy-table.png",
      "eval.json",
      "observed.npy",
      "truth.npy",
      "starts.npy",
      "chains",
      "restored",
      "restored.npz",
      "draws.npy",
      "restorations.csv",
      RestorationRecord.FILE,
      "features.npz",
      "features.pt",
      "features.csv",
      FeaturesRecord.FILE,
      "classification.csv",
      "decoded.npz",
      "minima.png",
      "examples.npz",
      "paths.npz",
      "reconstructions.npz",
      GenerationRecord.FILE,
      LastSign.FILE,
      Provenance.FILE);

  /** What lies in a folder before its configuration: all that a kill in a run's first moments leaves, and nothing is lost with it. */
  private static final List<String> BEFORE_CONFIG =
      List.of(Provenance.FILE, "log.txt", LastSign.FILE);

  /** Runs in runs: RUN/diagnosis/second, SWEEP/cells/NAME/diagnosis/second. */
  private static final int PARTS_DEPTH = 5;

  private static final List<String> LOCKS = List.of(RunLock.HOLDER, RunLock.LOCKED);

  private final Path path;
  private final RunLock lock;

  private RunDirectory(Path path, RunLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes and locks a new run's folder; usage error if it holds anything. */
  public static RunDirectory create(Path dir) {
    return create(dir, false);
  }

  /**
   * Makes and locks a new run's folder.
   *
   * @param force empties it if it holds a run; links are removed, never what they point at. A folder that holds anything no run wrote is refused.
   */
  public static RunDirectory create(Path dir, boolean force) {
    // Looked at before anything is touched, and again once nobody else can write.
    requireReplaceable(dir, force);
    Folders.create(dir);
    return locked(dir, folder -> {
      requireReplaceable(folder, force);
      empty(folder);
    });
  }

  /**
   * Makes and locks the folder of a new run that nobody gave a name: {@code runs/<name>-<UTC time>-<4 hexadecimal digits>}. Of any number of processes
   * that do so at once, each gets one of its own.
   */
  public static RunDirectory createFresh(Path runs, String name) {
    return create(reserve(runs, name));
  }

  /** The same folder, made and empty but not locked yet. */
  public static Path reserve(Path runs, String name) {
    Folders.create(runs);
    while (true) {
      Path path = RunName.fresh(runs, name);
      if (Folders.createNew(path)) {
        return path;
      }
    }
  }

  /** Locks the folder of a run to go on with it; usage error if it holds none. */
  public static RunDirectory resume(Path dir) {
    requireRun(dir);
    requireOwn(dir);
    return locked(
        dir,
        folder -> Stream.of("", "model", "samples", "plots")
            .map(folder::resolve)
            .forEach(AtomicFile::removeLeftovers));
  }

  /**
   * Fails if {@link #remove} would: a usage error for a link, for a folder without a run, and for one that holds what no run wrote; busy (exit 75) if it, or a run in it, is
   * being written.
   */
  public static void requireRemovable(Path dir) {
    if (Files.isSymbolicLink(dir)) {
      throw usage(dir, "is a link; name the run itself");
    }
    if (!Files.isRegularFile(dir.resolve(Provenance.FILE))) {
      throw usage(dir, "is no run directory (no run.json), so it is left alone; name a run");
    }
    requireOwnContent(dir, "it is left alone; move that away");
    requireNobodyWrites(dir, PARTS_DEPTH);
  }

  /** Without a look at run.json, which may be damaged: a lock whose process is gone does not count. */
  private static void requireNobodyWrites(Path dir, int depth) {
    RunLock.requireFree(dir);
    if (depth > 0) {
      Folders.list(dir).stream()
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> requireNobodyWrites(path, depth - 1));
    }
  }

  /** Removes a run with all it wrote, and {@code latest} where it points at it. */
  public static void remove(Path dir) {
    requireRemovable(dir);
    locked(dir, RunDirectory::empty).close();
    Folders.delete(dir.resolve(RunLock.LOCKED));
    Folders.deleteIfEmpty(dir);
    LatestRun.forget(dir);
  }

  private static RunDirectory locked(Path dir, Consumer<Path> preparation) {
    RunLock lock = RunLock.take(dir);
    boolean prepared = false;
    try {
      preparation.accept(dir);
      prepared = true;
      return new RunDirectory(dir, lock);
    } finally {
      if (!prepared) {
        lock.close();
      }
    }
  }

  private static void requireReplaceable(Path dir, boolean force) {
    if (Files.exists(dir) && !Files.isDirectory(dir)) {
      throw usage(dir, "is not a folder; choose another --run-dir");
    }
    List<String> names = content(dir);
    if (BEFORE_CONFIG.containsAll(names)) {
      return;
    }
    if (!force && !names.containsAll(List.of(Provenance.FILE, RunConfig.FILE))) {
      throw usage(
          dir,
          "is not empty and holds no run that could be gone on with; choose another --run-dir");
    }
    if (!force) {
      throw usage(
          dir,
          "is not empty; go on with --resume, replace it with --force, or choose another --run-dir");
    }
    if (!names.contains(Provenance.FILE)) {
      throw usage(
          dir,
          "is not empty and no run directory (no run.json), so --force leaves it alone; choose another --run-dir");
    }
    requireOwnContent(dir, "--force leaves it alone; move that away or choose another --run-dir");
  }

  private static void requireOwnContent(Path dir, String then) {
    content(dir).stream().filter(name -> !CONTENT.contains(name)).findFirst().ifPresent(name -> {
      throw usage(dir, "holds '" + name + "', which no run wrote, so " + then);
    });
  }

  private static void requireRun(Path dir) {
    for (String name : List.of(Provenance.FILE, RunConfig.FILE)) {
      if (!Files.isRegularFile(dir.resolve(name))) {
        throw usage(
            dir,
            "is no run directory (no " + name
                + "), so there is nothing to resume; begin the run without --resume");
      }
    }
  }

  /**
   * Damaged if something that a run writes is a link, in a folder that somebody else may have made: what it points at is not the run's. For who writes
   * into a run without {@link #resume}; the run's folder may itself be a link, as to a large disk.
   */
  public static void requireOwn(Path dir) {
    if (Files.isRegularFile(dir)) {
      throw usage(dir, "is a file and no run directory; give the folder of a run: runs/NAME");
    }
    Stream.of(CONTENT.stream().map(dir::resolve), Folders.list(dir.resolve("cells")).stream())
        .flatMap(paths -> paths)
        .filter(Files::isSymbolicLink)
        .findFirst()
        .ifPresent(link -> {
          throw EbmException.damaged(
              link,
              "is a link, and a run writes only what lies in its own folder; put what it points at in its place");
        });
  }

  /** Names of what lies in the folder, without locks and what a crashed write left. */
  private static List<String> content(Path dir) {
    return Folders.list(dir).stream()
        .filter(path -> !AtomicFile.isTemporary(path))
        .map(path -> String.valueOf(path.getFileName()))
        .filter(name -> !LOCKS.contains(name))
        .toList();
  }

  private static void empty(Path dir) {
    AtomicFile.removeLeftovers(dir);
    // run.json is the last of the list: until it goes, a second --force can finish what a crash cut
    // short.
    CONTENT.forEach(name -> Folders.delete(dir.resolve(name)));
    Folders.sync(dir);
  }

  private static EbmException usage(Path dir, String problem) {
    return new EbmException(ExitCode.USAGE, dir + ": " + problem);
  }

  public Path path() {
    return path;
  }

  /**
   * A file or folder of the run.
   *
   * @param relative parts joined by {@code /}; one that could lead out of the run's folder is a bug of the caller
   */
  public Path file(String relative) {
    if (!FileNames.staysInside(relative)) {
      throw new IllegalArgumentException("'" + relative + "' may lead out of " + path);
    }
    return path.resolve(relative);
  }

  /** Writes the run's configuration, with nothing left to choose: from now on there is something to go on with. */
  public void keep(Record config) {
    RunConfig.write(path, config);
  }

  /** What {@link Provenance} keeps. */
  public Path provenance() {
    return file(Provenance.FILE);
  }

  public Path log() {
    return file("log.txt");
  }

  public Path metrics() {
    return file("metrics.csv");
  }

  /** The folder of the latest good model. */
  public Path model() {
    return file("model");
  }

  /** The folder that {@link Checkpoints} keeps. */
  public Path checkpoints() {
    return file("checkpoints");
  }

  /** Where {@link Progress#keepIn} keeps what {@link RunState} reads. */
  public Path progress() {
    return file(LastSign.FILE);
  }

  public Path samples() {
    return file("samples");
  }

  public Path plots() {
    return file("plots");
  }

  public Path report() {
    return file("report.html");
  }

  /** Points {@code latest}, beside this folder, at it. Nothing depends on it: who calls may print the error and go on. */
  public void markLatest() {
    LatestRun.mark(path);
  }

  /** The folder that {@code runs/latest} points at; usage error if there is none. */
  public static Path latest(Path runs) {
    return LatestRun.in(runs);
  }

  /** Lets the next writer in. */
  @Override
  public void close() {
    lock.close();
  }
}
