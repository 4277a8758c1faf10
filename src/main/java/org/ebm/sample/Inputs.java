package org.ebm.sample;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;

/** SHA-256 of what a run reads besides its configuration: a run goes on only if all of it is as it was. */
final class Inputs {
  private static final String PREFIX = "sha256 of ";

  private Inputs() {}

  /** By the name that a checkpoint keeps it under. */
  static Map<String, String> of(SampleConfig config, Potential energy, Optional<Examples> data) {
    Map<String, String> inputs = new TreeMap<>();
    data.ifPresent(examples -> inputs.put(PREFIX + "data", examples.fingerprint()));
    energy.fingerprints().forEach((name, sum) -> inputs.put(PREFIX + name, sum));
    config
        .init()
        .orElseThrow()
        .fingerprints()
        .forEach((name, sum) -> inputs.put(PREFIX + name, sum));
    return inputs;
  }

  /** Damaged if an input is another than the one a checkpoint knows. */
  static void requireSame(Path run, Map<String, String> inputs, Map<String, String> saved) {
    inputs.forEach((name, sum) -> {
      String before = saved.getOrDefault(name, "none");
      if (!before.equals(sum)) {
        throw new EbmException(
            ExitCode.DAMAGED,
            run + ": " + name.substring(PREFIX.length()) + " changed since this run began (SHA-256 "
                + before + ", now " + sum + "); put the old content back or start a new run");
      }
    });
  }
}
