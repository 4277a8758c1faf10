package org.ebm.data;

/** A density q on the plane with an exact sampler. */
interface PlaneDensity {
  /** One draw: (x, y). */
  double[] draw(Dice dice);

  /** log q(x, y) in nats; minus infinity off the support. */
  double log(double x, double y);

  /** Holds all but a negligible part of the mass. */
  Box box();
}
