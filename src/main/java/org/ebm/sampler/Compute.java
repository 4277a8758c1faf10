package org.ebm.sampler;

import org.ebm.energy.Precision;
import org.ebm.torch.Torch;

/** Where and how exactly chains are computed. */
public record Compute(Torch torch, Precision precision) {}
