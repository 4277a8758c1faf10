package org.ebm.energy;

/** The kinds of energy that a configuration can name. */
public sealed interface Energy extends Potential permits Gaussian, Model, Network {}
