package org.ebm.basin;

import java.util.List;

/**
 * The way found between two basins.
 *
 * @param height highest U on the way, as an energy, not above the basins
 * @param path points on the way, both ends included; empty if it was not kept
 * @param top which of these points has the highest U; the way may be higher between two of them
 * @param refined the path was relaxed until it stayed where it was, so the height is that of a saddle; else it is an upper bound
 */
public record Barrier(double height, List<float[]> path, int top, boolean refined) {
  public Barrier {
    path = List.copyOf(path);
  }
}
