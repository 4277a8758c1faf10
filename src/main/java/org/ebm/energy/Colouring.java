package org.ebm.energy;

import java.util.BitSet;
import java.util.List;

/** Colours of sites such that no two neighbours share one: each site in turn takes the first that none of its neighbours has. Two on a checkerboard, as many as sites where all are neighbours. */
final class Colouring {
  private Colouring() {}

  /** @param neighbours of each site */
  static int[] of(List<List<Integer>> neighbours) {
    int[] colours = new int[neighbours.size()];
    for (int site = 0; site < colours.length; site++) {
      BitSet taken = new BitSet();
      for (int other : neighbours.get(site)) {
        if (other < site) {
          taken.set(colours[other]);
        }
      }
      colours[site] = taken.nextClearBit(0);
    }
    return colours;
  }
}
