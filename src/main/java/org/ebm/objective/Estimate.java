package org.ebm.objective;

import java.util.List;
import org.ebm.base.FloatArray;

/**
 * One gradient and what was seen on the way.
 *
 * @param gradient of the loss that the optimizer descends, in the parameters' order
 * @param metrics as many as there are metric names
 */
public record Estimate(List<FloatArray> gradient, double[] metrics) {}
