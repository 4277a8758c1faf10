package org.ebm.study;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.config.Axes;
import org.ebm.config.ConfigTree;
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

    @Key(value = "budgets of these diagnoses", byDefault = "{}")
    LongRuns longRuns,

    @Key(
        "keys of this file and the values that they take in turn, all combinations of them: whole sections, or null for none. In place of grids")
    Optional<Axes> axes,

    @Key(
        value = "with axes: each combination with each of them; none: the file's",
        byDefault = "[]")
    List<Long> seeds,

    @Key(
        value =
            "the cells; no cell may be in two of them. auto: the grid of the literature, where there are no axes",
        byDefault = "auto")
    Optional<List<Grid>> grids) {
  public Sweep {
    seeds = List.copyOf(seeds);
    grids = grids.map(List::copyOf);
    if (axes.isPresent() && grids.isPresent()) {
      throw new ConfigException("axes", "cannot stand beside grids; leave one of them out");
    }
    if (axes.isEmpty() && !seeds.isEmpty()) {
      throw new ConfigException("seeds", "are of axes; give axes, or the seed of the file");
    }
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw new ConfigException("seeds", "must differ, got " + seeds);
    }
  }

  /** Those that are asked for; none where there are axes. */
  List<Grid> cells() {
    return grids.orElseGet(
        () -> axes.isPresent() ? List.of() : List.of(ConfigTree.empty().bind(Grid.class)));
  }

  /** The same cells, however many at a time, and whether they get verdicts. */
  Sweep with(int otherJobs, boolean otherDiagnose) {
    return new Sweep(otherJobs, otherDiagnose, longRuns, axes, seeds, grids);
  }
}
