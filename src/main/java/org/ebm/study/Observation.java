package org.ebm.study;

/**
 * A number that informs but does not judge.
 *
 * @param name snake_case, stable
 * @param value NaN if it could not be measured
 * @param meaning one sentence: what it is, and what a good value is
 */
public record Observation(String name, double value, String meaning) {}
