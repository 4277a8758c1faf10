package org.ebm.suggest;

/** What is to be learned: Nijkamp et al. (2020), section 3. */
public enum Regime {
  /** A density: the chains' steady state is like the data. */
  CONVERGENT,
  /** A generator of so many steps from noise: its samples are like the data, the density is not. */
  NONCONVERGENT
}
