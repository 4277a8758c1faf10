package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run stands; a run that is {@code RUNNING} but whose lock nobody holds was killed. */
public enum RunStatus {
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("done")
  DONE,
  /** On a signal or time budget, with a checkpoint. */
  @JsonProperty("stopped")
  STOPPED,
  @JsonProperty("failed")
  FAILED
}
