package org.ebm.basin;

/**
 * When a pulled chain ends.
 *
 * @param resolution distance from its target at which it has arrived, data units
 * @param patience steps without a new least distance after which it gives up
 * @param steps after which it gives up
 */
record Limits(double resolution, int patience, int steps) {}
