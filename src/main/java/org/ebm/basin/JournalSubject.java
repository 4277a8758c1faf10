package org.ebm.basin;

import java.util.SortedMap;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;

/**
 * All that a map depends on.
 *
 * @param config without device and workers
 * @param inputs SHA-256 of what it reads besides, by name
 */
record JournalSubject(MapBasinsConfig config, SortedMap<String, String> inputs)
    implements Journal.Subject {
  JournalSubject {
    inputs = new TreeMap<>(inputs);
  }

  @Override
  public String text() {
    return ConfigWriter.yaml(config) + inputs;
  }

  /** Text is read before it is compared: a key that came later, and so is not there, has its default. */
  @Override
  public boolean isToldBy(String text) {
    String end = inputs.toString();
    return text.endsWith(end) && isConfig(text.substring(0, text.length() - end.length()));
  }

  private boolean isConfig(String yaml) {
    try {
      return ConfigTree.parse(yaml, "journal").bind(MapBasinsConfig.class).equals(config);
    } catch (ConfigException e) {
      return false;
    }
  }
}
