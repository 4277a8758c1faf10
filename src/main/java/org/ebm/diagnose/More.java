package org.ebm.diagnose;

/**
 * How much would decide what is undecided, in all: at least what there was.
 *
 * @param chains from each start
 * @param data examples compared with
 * @param steps of each long chain
 */
public record More(int chains, int data, int steps) {
  @Override
  public String toString() {
    return chains + " chains, " + data + " data, " + steps + " steps";
  }
}
