package org.ebm.study;

import java.util.List;
import org.ebm.config.Key;

/** Which cells a sweep has, and how many are learned at once. */
public record Sweep(
    @Key(value = "cells at a time, each with one worker", range = ">= 1", byDefault = "2")
    int jobs,

    @Key(
        value =
            "each cell gets its verdict, as ebm diagnose would give it: long chains cost their time",
        byDefault = "false")
    boolean diagnose,

    @Key(value = "the cells; no cell may be in two of them", byDefault = "[{}]")
    List<Grid> grids) {
  public Sweep {
    grids = List.copyOf(grids);
  }
}
