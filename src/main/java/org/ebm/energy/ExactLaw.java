package org.ebm.energy;

import java.util.OptionalDouble;

/**
 * What is known exactly of exp(-U) / Z.
 *
 * @param meanEnergy E U, where it is known
 * @param by how, for people: {@code Kaufman's formula}
 */
public record ExactLaw(double logPartition, OptionalDouble meanEnergy, String by) {}
