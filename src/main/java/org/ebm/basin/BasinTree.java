package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The disconnectivity graph: which basins become one as the allowed energy rises, and at what energy. Nodes are numbered: leaf i is basin i, merge k
 * is node {@code energies.size() + k}. Basins between which no barrier is known stay apart, so there may be several roots.
 * <p>It is single linkage of the barriers: the height at which two leaves meet is the lowest that the highest barrier of a path between them can be.
 * Source: Becker and Karplus (1997), Journal of Chemical Physics 106(4); Wales (2003), Energy Landscapes, chapter 5.
 *
 * @param energies of the leaves
 * @param merges from the lowest to the highest
 */
public record BasinTree(List<Double> energies, List<Merge> merges) {
  public BasinTree {
    energies = List.copyOf(energies);
    merges = List.copyOf(merges);
  }

  /**
   * Two nodes become one.
   *
   * @param height energy of the barrier
   * @param first the node that holds the lower energy
   */
  public record Merge(double height, int first, int second) {}

  /** A barrier between two leaves. */
  private record Edge(double height, int i, int j) {}

  /**
   * Builds the tree.
   *
   * @param energies of n basins, finite
   * @param barriers raw energies, (n, n), of which the upper triangle is read; infinite where none is known; raised to the higher of its two basins
   *     if it is below
   */
  public static BasinTree of(double[] energies, double[][] barriers) {
    int n = energies.length;
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double height = Math.max(barriers[i][j], Math.max(energies[i], energies[j]));
        if (Double.isNaN(height)) {
          throw new IllegalArgumentException("barrier " + i + "-" + j + " is not a number");
        }
        if (height < Double.POSITIVE_INFINITY) {
          edges.add(new Edge(height, i, j));
        }
      }
    }
    edges.sort(
        Comparator.comparingDouble(Edge::height).thenComparing(Edge::i).thenComparing(Edge::j));
    return new BasinTree(Arrays.stream(energies).boxed().toList(), merges(energies, edges));
  }

  private static List<Merge> merges(double[] energies, List<Edge> edges) {
    int n = energies.length;
    double[] lowest = Arrays.copyOf(energies, 2 * n);
    UnionFind sets = new UnionFind(2 * n);
    List<Merge> merges = new ArrayList<>();
    for (Edge edge : edges) {
      int a = sets.find(edge.i());
      int b = sets.find(edge.j());
      if (a == b) {
        continue;
      }
      int node = n + merges.size();
      boolean inOrder = lowest[a] <= lowest[b];
      merges.add(new Merge(edge.height(), inOrder ? a : b, inOrder ? b : a));
      lowest[node] = Math.min(lowest[a], lowest[b]);
      sets.join(node, a);
      sets.join(node, b);
    }
    return merges;
  }

  public int leaves() {
    return energies.size();
  }

  public int nodes() {
    return leaves() + merges.size();
  }

  /** Energy of a leaf, height of a merge. */
  public double height(int node) {
    return node < leaves() ? energies.get(node) : merge(node).height();
  }

  /** The merge that a node above the leaves is. */
  public Merge merge(int node) {
    return merges.get(node - leaves());
  }

  /** Nodes that no merge has taken up, that of the lowest energy first: one if every basin is connected. */
  public List<Integer> roots() {
    boolean[] taken = new boolean[nodes()];
    for (Merge merge : merges) {
      taken[merge.first()] = true;
      taken[merge.second()] = true;
    }
    List<Integer> roots = new ArrayList<>();
    for (int node = 0; node < taken.length; node++) {
      if (!taken[node]) {
        roots.add(node);
      }
    }
    roots.sort(Comparator.comparingDouble(
        root -> leavesBelow(root).stream().mapToDouble(energies::get).min().orElseThrow()));
    return roots;
  }

  /** Leaves under a node, in drawing order: those of the lower energy first, nothing crosses. */
  public List<Integer> leavesBelow(int node) {
    List<Integer> found = new ArrayList<>();
    List<Integer> stack = new ArrayList<>(List.of(node));
    while (!stack.isEmpty()) {
      int top = stack.remove(stack.size() - 1);
      if (top < leaves()) {
        found.add(top);
      } else {
        stack.add(merge(top).second());
        stack.add(merge(top).first());
      }
    }
    return found;
  }

  /** The lowest that the highest energy on the way between two basins can be, by the barriers known; infinite if there is no way. Symmetric. */
  public double[][] passes() {
    double[][] passes = new double[leaves()][leaves()];
    for (int i = 0; i < leaves(); i++) {
      Arrays.fill(passes[i], Double.POSITIVE_INFINITY);
      passes[i][i] = energies.get(i);
    }
    for (Merge merge : merges) {
      for (int i : leavesBelow(merge.first())) {
        for (int j : leavesBelow(merge.second())) {
          passes[i][j] = merge.height();
          passes[j][i] = merge.height();
        }
      }
    }
    return passes;
  }

  /** Super-basins at an energy: leaves below it, those connected below it as one. */
  public int basinsBelow(double energy) {
    long leavesBelow = energies.stream().filter(leaf -> leaf <= energy).count();
    long joined = merges.stream().filter(merge -> merge.height() <= energy).count();
    return Math.toIntExact(leavesBelow - joined);
  }

  /** Where each node stands from left to right: leaves at 0, 1, 2, ... in drawing order, a merge midway between the two that it joins. */
  public double[] positions() {
    double[] x = new double[nodes()];
    int next = 0;
    for (int root : roots()) {
      for (int leaf : leavesBelow(root)) {
        x[leaf] = next++;
      }
    }
    for (int node = leaves(); node < nodes(); node++) {
      x[node] = (x[merge(node).first()] + x[merge(node).second()]) / 2;
    }
    return x;
  }

  /** Newick, one line for each root; leaves are named basin_1, ..., a merge by its height, and a branch is as long as it is high. */
  public String newick() {
    Map<Integer, String> texts = new HashMap<>();
    Map<Integer, Double> above = new HashMap<>();
    merges.forEach(merge -> {
      above.put(merge.first(), merge.height());
      above.put(merge.second(), merge.height());
    });
    for (int node = 0; node < nodes(); node++) {
      String name = node < leaves()
          ? "basin_" + (node + 1)
          : "(" + texts.get(merge(node).first()) + "," + texts.get(merge(node).second()) + ")"
              + height(node);
      Double parent = above.get(node);
      texts.put(node, parent == null ? name : name + ":" + (parent - height(node)));
    }
    StringBuilder lines = new StringBuilder();
    roots().forEach(root -> lines.append(texts.get(root)).append(";\n"));
    return lines.toString();
  }
}
