package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.config.ConfigTree;

/** What a run is a run of, and so how its folder is to be read: {@code kind} of run.json. Nothing else tells runs apart. */
public enum RunKind {
  @JsonProperty("train")
  TRAIN("a training run", true),
  @JsonProperty("sample")
  SAMPLE("a run of chains", true),
  /** Chains that a diagnosis had made, in the folder of the run that it is about, whose page shows them. */
  @JsonProperty("diagnose")
  DIAGNOSE("a run of chains", false),
  @JsonProperty("map-basins")
  MAP_BASINS("a map of basins", true),
  @JsonProperty("restore")
  RESTORE("a restoration", true),
  @JsonProperty("features")
  FEATURES("features", true),
  @JsonProperty("generate")
  GENERATE("a generation", true),
  @JsonProperty("sweep")
  SWEEP("a sweep", true),
  @JsonProperty("toy-table")
  TOY_TABLE("a toy table", false);

  private final String words;
  private final boolean hasPage;

  RunKind(String words, boolean hasPage) {
    this.words = words;
    this.hasPage = hasPage;
  }

  /**
   * Of the run in a folder; empty if there is none. A run of an ebm that did not write its kind yet, or one whose run.json was left behind, is known by
   * its configuration.
   *
   * @throws org.ebm.base.EbmException damaged if run.json or config.yaml is
   */
  public static Optional<RunKind> of(Path run) {
    Optional<RunKind> said = Files.isRegularFile(run.resolve(Provenance.FILE))
        ? Provenance.of(run).kind()
        : Optional.empty();
    return said.or(() ->
        RunConfig.isIn(run) ? Optional.of(describedBy(RunConfig.read(run))) : Optional.empty());
  }

  /** The kind of run that a configuration describes: by the sections that only such have. */
  public static RunKind describedBy(ConfigTree tree) {
    if (tree.has("sweep")) {
      return SWEEP;
    }
    if (tree.has("runs")) {
      return TOY_TABLE;
    }
    if (tree.has("operator")) {
      return RESTORE;
    }
    if (tree.has("search")) {
      return MAP_BASINS;
    }
    if (tree.has("sources") || tree.has("classify")) {
      return FEATURES;
    }
    if (tree.has("reconstruct") || tree.has("paths")) {
      return GENERATE;
    }
    // a training has its sampler inside the objective
    return tree.has("sampler") ? SAMPLE : TRAIN;
  }

  /** Whether its folder holds chains: trace, energies, states. */
  public boolean isChains() {
    return this == SAMPLE || this == DIAGNOSE;
  }

  /** Whether it has a report.html. */
  public boolean hasPage() {
    return hasPage;
  }

  /** With its article: {@code a training run}. */
  public String words() {
    return words;
  }
}
