package org.ebm.objective;

import java.util.Map;
import org.ebm.base.Weights;

/**
 * Gradients, and what was seen on the way.
 *
 * @param gradients of the losses that the optimizers descend, by player
 * @param values as many as there are metrics
 */
public record Estimate(Map<String, Weights> gradients, double[] values) {}
