package org.ebm.diagnose;

/** An interval estimate of one number; both ends are NaN if the number could not be estimated. */
public record Interval(double low, double high) {}
