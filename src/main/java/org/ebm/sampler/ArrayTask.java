package org.ebm.sampler;

import java.util.List;
import java.util.Map;

/** Whether a process is one task of a scheduler's job array, by the variables that Slurm, PBS, LSF and Grid Engine set. */
final class ArrayTask {
  private static final List<String> VARIABLES =
      List.of("SLURM_ARRAY_TASK_ID", "PBS_ARRAY_INDEX", "LSB_JOBINDEX", "SGE_TASK_ID");
  /** What LSF and Grid Engine say in a job that is no array. */
  private static final List<String> NO_ARRAY = List.of("", "0", "undefined");

  private ArrayTask() {}

  static boolean isIn(Map<String, String> environment) {
    // Slurm's tasks may count from 0
    return environment.containsKey(VARIABLES.get(0))
        || VARIABLES.stream()
            .anyMatch(name -> !NO_ARRAY.contains(environment.getOrDefault(name, "")));
  }
}
