package org.ebm.run;

/**
 * What a progress counts.
 *
 * @param units in the plural, for people: updates, chain steps
 * @param shorter what makes it shorter, for who learns that it will take hours
 */
public record Work(String units, String shorter) {}
