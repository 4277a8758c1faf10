package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.Sha256;

/**
 * Spins s_i = -1 or 1 that pull at their neighbours: U(s) = -beta (J sum over bonds s_i s_j + h sum s_i), on a lattice of 1 to 3 axes or with the couplings J_ij of a file. A line of sites is a point, a
 * square a picture of one channel, a cube a volume. Source: Ising (1925), Zeitschrift fuer Physik 31.
 */
@Kind("ising")
public record Ising(
    @Key(
        value =
            "sites along each of 1 to 3 axes; beside couplings it only says how their sites lie",
        range = ">= 2",
        byDefault = "[]")
    List<Integer> size,

    @Key(
        value =
            "J of each bond: equal spins where it is > 0, unlike ones where it is < 0; beside couplings a factor of them",
        byDefault = "1.0")
    double coupling,

    @Key(value = "h, which pulls at each spin", byDefault = "0.0")
    double field,

    @Key(
        value = "inverse temperature; on the square lattice with J = 1 order begins at 0.4406868",
        range = "> 0",
        byDefault = "1.0")
    double beta,

    @Key(
        value = "periodic: the last site of an axis is next to its first; free: it is not",
        byDefault = "periodic")
    Boundary boundary,

    @Key(
        value =
            ".npy file of J_ij, (sites, sites), symmetric with a diagonal of zeros, in place of a lattice's bonds",
        byDefault = "none")
    Optional<Path> couplings)
    implements Energy {
  /** As many whole numbers as float32 has. */
  private static final long MOST_SITES = 1 << 24;

  /** How a lattice ends. */
  public enum Boundary {
    PERIODIC,
    FREE
  }

  public Ising {
    size = List.copyOf(size);
    long sites = 1;
    for (int axis : size) {
      sites = Math.min(sites * axis, MOST_SITES + 1);
    }
    if (size.isEmpty() && couplings.isEmpty()) {
      throw new ConfigException("size", "must be given, such as [32, 32]; or give couplings");
    }
    if (size.size() > 3 || sites > MOST_SITES) {
      throw new ConfigException(
          "size", "must be 1 to 3 axes of at most 2^24 sites in all, got " + size);
    }
    if (couplings.isPresent() && boundary == Boundary.FREE) {
      throw new ConfigException(
          "boundary", "is that of a lattice, and the bonds are those of couplings; leave it out");
    }
  }

  /** A periodic lattice without a field. */
  public static Ising periodic(double beta, Integer... size) {
    return new Ising(List.of(size), 1, 0, beta, Boundary.PERIODIC, Optional.empty());
  }

  @Override
  public Shape shape() {
    if (size.isEmpty()) {
      return Shape.of(matrixOfFile().rows());
    }
    return switch (size.size()) {
      case 1 -> new Shape(size);
      case 2 -> Shape.of(1, size.get(0), size.get(1));
      default -> Shape.of(1, size.get(0), size.get(1), size.get(2));
    };
  }

  @Override
  public Support support() {
    return Support.SPIN;
  }

  @Override
  public Potential open() {
    if (couplings.isEmpty()) {
      return new IsingLattice(
          shape(), size, boundary == Boundary.PERIODIC, beta * coupling, beta * field);
    }
    Path file = couplings.get();
    float[][] matrix = matrix(file, matrixOfFile());
    float[] pull = new float[matrix.length];
    Arrays.fill(pull, (float) (beta * field));
    return Pairwise.of(
        Space.binary(shape(), Support.SPIN), matrix, pull, Map.of("couplings", Sha256.hex(file)));
  }

  private FloatArray matrixOfFile() {
    Path file = couplings.orElseThrow();
    if (!Files.isRegularFile(file)) {
      throw new ConfigException("energy.ising.couplings", file + ": " + NoFile.reason(file));
    }
    FloatArray read = Npy.read(file);
    int sites = shape(read);
    if (sites < 1) {
      throw new ConfigException(
          "energy.ising.couplings",
          file + ": must be a square matrix, (sites, sites), got " + read);
    }
    int wanted = size.stream().reduce(1, (a, b) -> a * b);
    if (!size.isEmpty() && wanted != sites) {
      throw new ConfigException(
          "energy.ising.size",
          "lays out " + wanted + " sites, and " + file + " couples " + sites
              + "; correct it or leave it out");
    }
    return read;
  }

  private static int shape(FloatArray matrix) {
    int[] sizes = matrix.shape();
    return sizes.length == 2 && sizes[0] == sizes[1] ? sizes[0] : 0;
  }

  private float[][] matrix(Path file, FloatArray read) {
    int sites = read.rows();
    float[][] matrix = new float[sites][sites];
    for (int i = 0; i < sites; i++) {
      for (int j = 0; j < sites; j++) {
        float here = read.values()[i * sites + j];
        float there = read.values()[j * sites + i];
        if (!Float.isFinite(here) || here != there || (i == j && here != 0)) {
          throw new ConfigException(
              "energy.ising.couplings",
              file + ": must be finite and symmetric with a diagonal of zeros, got " + here
                  + " at (" + i + ", " + j + ") and " + there + " at (" + j + ", " + i
                  + "); save (J + J.T) / 2 with its diagonal set to 0");
        }
        matrix[i][j] = (float) (beta * coupling * here);
      }
    }
    return matrix;
  }
}
