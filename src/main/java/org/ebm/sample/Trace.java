package org.ebm.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Moments;
import org.ebm.files.NpyRows;
import org.ebm.run.Metrics;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.Transition;

/**
 * The files that grow with the steps: trace.csv and energies.npy with a row each per trace point, states.npy if states are kept. Holds sums since the last
 * row and nothing else, so its memory does not depend on the steps.
 */
final class Trace implements AutoCloseable {
  static final String CSV = "trace.csv";
  static final String ENERGIES = "energies.npy";
  static final String STATES = "states.npy";
  static final List<String> COLUMNS = List.of(
      "step",
      "energy_mean",
      "energy_sd",
      "gradient_norm",
      "displacement",
      "acceptance",
      "non_finite");

  private final Metrics csv;
  private final NpyRows energies;
  private final Optional<NpyRows> states;
  private long steps;
  private double gradientNorm;
  private double acceptance;

  /**
   * Goes on after what a checkpoint counted, or begins.
   *
   * @param saved what {@link #saved} gave; empty to begin
   */
  Trace(RunDirectory run, SampleConfig config, Map<String, String> saved) {
    int[] states = config.energy().shape().batch(config.chains());
    this.csv = Metrics.resume(run.file(CSV), COLUMNS, number(saved, CSV));
    this.energies = NpyRows.resume(run.file(ENERGIES), number(saved, ENERGIES), config.chains());
    this.states =
        config.keep().map(every -> NpyRows.resume(run.file(STATES), number(saved, STATES), states));
    this.steps = number(saved, "trace_steps");
    this.gradientNorm = Double.parseDouble(saved.getOrDefault("gradient_norm_sum", "0"));
    this.acceptance = Double.parseDouble(saved.getOrDefault("acceptance_sum", "0"));
  }

  private static int number(Map<String, String> saved, String name) {
    return Integer.parseInt(saved.getOrDefault(name, "0"));
  }

  /** Takes the steps of one call of the kernel into the means of the next row. */
  void add(Transition transition, int taken) {
    steps += taken;
    gradientNorm += taken * Moments.of(transition.gradientNorm()).mean();
    acceptance += taken * Moments.of(transition.acceptance()).mean();
  }

  /**
   * A row after a step: energies there, means over the steps since the last row.
   *
   * @param energy one per chain
   */
  void row(Reached reached, float[] energy) {
    Moments moments = Moments.of(energy);
    csv.append(
        reached.step(),
        moments.mean(),
        moments.sd(),
        gradientNorm / steps,
        reached.sampler().drift() * (gradientNorm / steps),
        acceptance / steps,
        reached.state().nonFinite());
    energies.append(energy);
    steps = 0;
    gradientNorm = 0;
    acceptance = 0;
  }

  void keep(FloatArray position) {
    states.orElseThrow().append(position.values());
  }

  /** Puts all rows on disk; returns what a checkpoint must hold to go on after them. */
  Map<String, String> saved() {
    csv.force();
    energies.force();
    states.ifPresent(NpyRows::force);
    Map<String, String> saved = new TreeMap<>();
    saved.put(CSV, String.valueOf(csv.rows()));
    saved.put(ENERGIES, String.valueOf(energies.rows()));
    states.ifPresent(rows -> saved.put(STATES, String.valueOf(rows.rows())));
    saved.put("trace_steps", String.valueOf(steps));
    saved.put("gradient_norm_sum", String.valueOf(gradientNorm));
    saved.put("acceptance_sum", String.valueOf(acceptance));
    return saved;
  }

  @Override
  public void close() {
    try (csv;
        energies) {
      states.ifPresent(NpyRows::close);
    }
  }
}
