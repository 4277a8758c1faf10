package org.ebm.energy;

/** The kinds of energy that a configuration can name. */
public sealed interface Energy extends Potential
    permits DoubleWell,
        Funnel,
        Gaussian,
        GaussianMixture,
        Model,
        MuellerBrown,
        Network,
        Rosenbrock,
        Torchscript {}
