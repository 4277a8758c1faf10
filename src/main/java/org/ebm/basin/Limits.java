package org.ebm.basin;

/**
 * When a pulled chain ends.
 *
 * @param resolution distance from its target at which it has arrived, data units
 * @param patience steps without a new least distance after which it gives up
 * @param steps after which it gives up
 */
record Limits(double resolution, int patience, int steps) {
  /** Of the content, the same in every process. */
  long hash() {
    return 31 * (31L * Double.hashCode(resolution) + patience) + steps;
  }
}
