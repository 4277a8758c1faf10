package org.ebm.sampler;

import org.ebm.base.ConfigException;
import org.ebm.config.Key;

/** One of several equal parts of a run, each computed by a process of its own. */
public record Shard(
    @Key(value = "which part, counted from 1", range = ">= 1")
    int index,

    @Key(value = "how many parts there are", range = ">= 1") int count) {
  public Shard {
    if (index > count) {
      throw new ConfigException("index", "must be at most count, " + count + ", got " + index);
    }
  }

  /** First of a number of things that this part has; things that cannot be dealt evenly differ by one between parts. */
  int from(int things) {
    return (int) ((long) things * (index - 1) / count);
  }

  /** The one after the last. */
  int to(int things) {
    return (int) ((long) things * index / count);
  }

  /** {@code 2/4}. */
  @Override
  public String toString() {
    return index + "/" + count;
  }
}
