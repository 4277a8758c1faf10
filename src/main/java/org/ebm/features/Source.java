package org.ebm.features;

import java.util.Locale;

/** What features are made of. */
public enum Source {
  /** Hidden stages of the energy as it was learned. */
  LEARNED("learned"),
  /** The same stages with first weights, as they were before anything was learned. */
  UNTRAINED("random network"),
  /** The examples themselves, number by number. */
  INPUTS("raw inputs");

  private final String words;

  Source(String words) {
    this.words = words;
  }

  /** In tables and pictures. */
  public String words() {
    return words;
  }

  /** As in the configuration and in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
