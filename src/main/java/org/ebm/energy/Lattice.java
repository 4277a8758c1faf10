package org.ebm.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.MemoryLimit;

/**
 * The sites of a rectangular lattice, row-major, and who is next to whom. Each site has a bond to the next one along each axis; along a periodic axis of two sites the two have
 * two bonds.
 */
final class Lattice {
  private final List<Integer> sizes;
  private final List<List<Integer>> neighbours = new ArrayList<>();

  Lattice(List<Integer> sizes, boolean periodic) {
    this.sizes = sizes;
    long sites = sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    MemoryLimit.forNumbers("a lattice of " + sizes, 2L * sizes.size() * sites);
    for (int site = 0; site < sites; site++) {
      neighbours.add(new ArrayList<>());
    }
    for (int site = 0; site < sites; site++) {
      int stride = 1;
      for (int axis = sizes.size() - 1; axis >= 0; axis--) {
        int size = sizes.get(axis);
        int at = site / stride % size;
        if (at + 1 < size || periodic) {
          int next = site + ((at + 1) % size - at) * stride;
          neighbours.get(site).add(next);
          neighbours.get(next).add(site);
        }
        stride *= size;
      }
    }
  }

  int sites() {
    return neighbours.size();
  }

  /** All bonds, each once: (2, bonds), where they begin and where they end. */
  int[][] bonds() {
    List<int[]> found = new ArrayList<>();
    for (int site = 0; site < sites(); site++) {
      int own = site;
      // of two bonds between the same two sites each is met from both of them
      neighbours.get(site).stream()
          .filter(other -> other > own)
          .forEach(other -> found.add(new int[] {own, other}));
    }
    return new int[][] {
      found.stream().mapToInt(bond -> bond[0]).toArray(),
      found.stream().mapToInt(bond -> bond[1]).toArray()
    };
  }

  List<Integer> neighbours(int site) {
    return neighbours.get(site);
  }

  int most() {
    return 2 * sizes.size();
  }

  /** Sites that may be drawn at once: of one colour, no two of them neighbours, and of as many neighbours each. In the order of a sweep. */
  List<int[]> groups() {
    int[] colours = Colouring.of(neighbours);
    List<int[]> groups = new ArrayList<>();
    for (int colour = 0; colour <= Arrays.stream(colours).max().orElse(0); colour++) {
      for (int degree = 0; degree <= most(); degree++) {
        int own = colour;
        int[] sites = sites(colours, own, degree);
        if (sites.length > 0) {
          groups.add(sites);
        }
      }
    }
    return groups;
  }

  private int[] sites(int[] colours, int colour, int degree) {
    return IntStream.range(0, sites())
        .filter(site -> colours[site] == colour && neighbours.get(site).size() == degree)
        .toArray();
  }

  /** Whole numbers up to 2^24, as a program holds them. */
  static FloatArray array(int... values) {
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i];
    }
    return FloatArray.of(numbers);
  }
}
