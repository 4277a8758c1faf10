package org.ebm.energy;

/** What an energy offers to those who use it; a sampler or an objective says which it needs. */
public enum Ability {
  /** dU/dx exists: x is real. */
  GRADIENT,
  /** The second derivative of U in x is not zero everywhere. */
  CURVATURE,
  /** One site can be drawn exactly, given the others. */
  CONDITIONALS
}
