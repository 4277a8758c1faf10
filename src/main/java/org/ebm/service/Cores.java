package org.ebm.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processor cores that this process may use.
 *
 * @param available as Java counts them: within the limits of cgroups and affinity
 * @param threads OMP_NUM_THREADS: threads inside an operator
 */
public record Cores(int available, Optional<String> threads) {
  public static Cores here() {
    return new Cores(
        Runtime.getRuntime().availableProcessors(),
        Optional.ofNullable(System.getenv("OMP_NUM_THREADS")));
  }

  /** What makes threads wait for each other; empty if all is well. */
  public List<String> oversubscription(int workers) {
    List<String> warnings = new ArrayList<>();
    if (workers > available) {
      warnings.add("runtime.workers: " + workers + " workers share " + available
          + " cores (cgroup limits included) and wait for each other; set it to auto");
    }
    if (!threads.filter("1"::equals).isPresent()) {
      warnings.add(
          "OMP_NUM_THREADS: threads inside an operator get in the way of workers and can crash bfloat16 convolutions, got "
              + threads.orElse("no value") + "; set it to 1");
    }
    return warnings;
  }
}
