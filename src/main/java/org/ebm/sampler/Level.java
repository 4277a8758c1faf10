package org.ebm.sampler;

/**
 * A rung of a ladder.
 *
 * @param beta of its law, from 0 to 1; a float32
 * @param stepSize eps of the moves there
 */
public record Level(double beta, double stepSize) {}
