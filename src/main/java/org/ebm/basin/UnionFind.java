package org.ebm.basin;

/** Disjoint sets of 0 .. n-1. */
final class UnionFind {
  private final int[] parent;

  UnionFind(int n) {
    parent = new int[n];
    for (int i = 0; i < n; i++) {
      parent[i] = i;
    }
  }

  /** The member that stands for the set of i. */
  int find(int i) {
    int root = i;
    while (parent[root] != root) {
      root = parent[root];
    }
    for (int next = i; next != root; ) {
      int up = parent[next];
      parent[next] = root;
      next = up;
    }
    return root;
  }

  /** Puts the set of the second under the member that stands for the set of the first. */
  void join(int root, int other) {
    parent[find(other)] = find(root);
  }
}
