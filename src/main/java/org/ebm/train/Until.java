package org.ebm.train;

/** What ends a training before its budget is over. */
public enum Until {
  /** Nothing does. */
  BUDGET,
  /** A probe whose chains are convergent by the rules of {@code ebm diagnose}. */
  CONVERGENT,
  /** A probe whose chains are convergent, and whose density agrees with held-out data in the basins that the chains began in. */
  AGREES
}
