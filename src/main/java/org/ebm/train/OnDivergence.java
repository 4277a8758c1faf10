package org.ebm.train;

/** What to do when an update shows a {@linkplain Guard sign} of divergence. */
public sealed interface OnDivergence permits Rollback, Stop {
  /** Updates that count as recent. */
  int window();

  /** How many times the recent range is too far. */
  double factor();
}
