package org.ebm.sampler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.ShapeAdvice;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.NpzContents;
import org.ebm.files.Sha256;

/** Chains start at states from a file: n chains at its first n rows, whatever the key. */
@Kind("file")
public record FileStart(
    @Key("x.npy or x.npz of states (n, ...), or the folder of a sample run: its end states")
    Path path,

    @Key(
        value =
            "array of an .npz file; auto: its only one, or the last step_N of a sample run's file",
        byDefault = "auto")
    Optional<String> array)
    implements Init {
  private static final String STEP = "step_";
  private static final String END_STATES = "samples.npz";

  public FileStart {
    if (array.isPresent() && isNpy(path)) {
      throw new ConfigException("array", "an .npy file has one array without a name; leave it out");
    }
  }

  private record States(FloatArray states, Path path) implements Starts {
    @Override
    public Draw draw(int n, RandomKey key) {
      if (n > states.rows()) {
        throw problem(
            path,
            "holds " + Counted.of(states.rows(), "state") + ", got " + Counted.of(n, "chain")
                + "; ask for fewer chains or give more states");
      }
      return new Draw(states.slice(0, n), new int[0]);
    }

    @Override
    public int limit() {
      return states.rows();
    }
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    FloatArray states = isNpy(file()) ? Npy.read(file()) : fromArchive();
    int[] sizes = states.shape();
    if (sizes.length == 0 || !Arrays.equals(space.shape().batch(sizes[0]), sizes)) {
      throw problem(file(), ShapeAdvice.of(sizes, space.shape()));
    }
    for (int row = 0; row < states.rows(); row++) {
      if (!states.slice(row, row + 1).isFinite()) {
        throw problem(file(), "state " + row + " (counted from 0) has a non-finite number");
      }
    }
    space.require("init.file", states);
    return new States(states, file());
  }

  @Override
  public Map<String, String> fingerprints() {
    return Map.of("init.file", Sha256.hex(file()));
  }

  /** The file that is read. */
  private Path file() {
    Path file = Files.isDirectory(path) ? path.resolve(END_STATES) : path;
    if (!Files.isRegularFile(file)) {
      throw problem(
          file,
          Files.isDirectory(path)
              ? "no such file; the folder must be that of a sample run which has ended or stopped"
              : NoFile.reason(file)
                  + "; give a .npy or .npz file of states, or a sample run's folder");
    }
    if (!isNpy(file) && !file.toString().endsWith(".npz")) {
      throw problem(file, "must be a .npy or .npz file of states, or a sample run's folder");
    }
    return file;
  }

  private static boolean isNpy(Path path) {
    return path.toString().endsWith(".npy");
  }

  private FloatArray fromArchive() {
    NpzContents archive = NpzContents.of(file());
    String name = array
        .or(archive::only)
        .or(() -> archive.shapes().keySet().stream()
            .filter(key -> key.matches(STEP + "\\d{1,18}"))
            .max(Comparator.comparingLong(key -> Long.parseLong(key.substring(STEP.length())))))
        .filter(archive::has)
        .orElseThrow(() -> problem(
            file(),
            array
                    .map(missing -> "has no array '" + missing + "'")
                    .orElse("holds several arrays and none was named")
                + "; set init.file.array to one of " + archive.listed()));
    return archive.read(name);
  }

  private static ConfigException problem(Path file, String message) {
    return new ConfigException("init.file", file + ": " + message);
  }
}
