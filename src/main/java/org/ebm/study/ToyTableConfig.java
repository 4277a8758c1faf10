package org.ebm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.config.Key;

/** The four training runs behind a toy table: convergent and non-convergent learning of two densities in the plane. */
public record ToyTableConfig(
    @Key(value = "runs trained at a time, each with one worker", range = ">= 1", byDefault = "2")
    int jobs,

    @Key("the runs") List<Run> runs) {
  public ToyTableConfig {
    runs = List.copyOf(runs);
  }

  /** One run. */
  public record Run(
      @Key("name of the preset") String preset,

      @Key(value = "updates", range = ">= 1") int updates,

      @Key(value = "run directory of a training that is there already", byDefault = "none")
      Optional<Path> trained) {}
}
