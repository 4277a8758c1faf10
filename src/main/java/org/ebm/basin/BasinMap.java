package org.ebm.basin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebm.diagnose.Grid2d;

/**
 * The map of a landscape.
 *
 * @param basins lowest first
 * @param states that were put into basins, in that order
 * @param labels basin of each state
 * @param links barriers between basins that were found
 * @param tree of these barriers; leaf i is basin i
 * @param settings with which it was made
 * @param agreement adjusted Rand index with each further grouping of the same states, by other seeds
 * @param classes of the examples from which the states came, if they came from labelled data
 * @param gap mean U of the states less that of data, in sd of the data's U, if there are data and states are those of chains: 0 where the model is right
 * @param plane the energy on a grid around the states, if they are points in the plane
 * @param nonFinite pulled chains that ended at no finite state
 */
public record BasinMap(
    List<Basin> basins,
    List<State> states,
    int[] labels,
    List<Link> links,
    BasinTree tree,
    Settings settings,
    double[] agreement,
    Optional<int[]> classes,
    Optional<Double> gap,
    Optional<Plane> plane,
    int nonFinite) {
  /**
   * A basin.
   *
   * @param representative its lowest state that was seen
   * @param population states that were put into it
   */
  public record Basin(State representative, int population) {}

  /** The barrier between two basins, by their numbers. */
  public record Link(int first, int second, Barrier barrier) {}

  /** U on the cells of a grid. */
  public record Plane(Grid2d grid, double[] energies) {}

  /**
   * What was chosen.
   *
   * @param force F of the grouping
   * @param resolution distance at which a chain has arrived
   * @param scan from which the force was chosen, unless it was given
   * @param ofFlips states are spins or bits, ways between them flips: nothing was pulled, force and resolution are 0
   */
  public record Settings(
      double force, double resolution, Optional<AlphaScan> scan, boolean ofFlips) {
    static final Settings OF_FLIPS = new Settings(0, 0, Optional.empty(), true);

    /** Of chains that were pulled. */
    Settings(double force, double resolution, Optional<AlphaScan> scan) {
      this(force, resolution, scan, false);
    }
  }

  /** Barriers as raw energies, (n, n): basins' energies on the diagonal, infinite where none was found. */
  public double[][] barriers() {
    return barriers(basins, links);
  }

  static double[][] barriers(List<Basin> basins, List<Link> links) {
    double[][] barriers = new double[basins.size()][basins.size()];
    for (int i = 0; i < barriers.length; i++) {
      Arrays.fill(barriers[i], Double.POSITIVE_INFINITY);
      barriers[i][i] = basins.get(i).representative().energy();
    }
    for (Link link : links) {
      barriers[link.first()][link.second()] = link.barrier().height();
      barriers[link.second()][link.first()] = link.barrier().height();
    }
    return barriers;
  }
}
