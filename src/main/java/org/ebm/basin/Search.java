package org.ebm.basin;

/** Which states of a landscape are put into basins. */
public sealed interface Search permits Metastable, Minima {
  /** How many. */
  int states();
}
