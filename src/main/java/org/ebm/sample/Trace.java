package org.ebm.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.files.NpyRows;
import org.ebm.run.Metrics;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Transition;

/**
 * The files that grow with the steps: trace.csv with a row per trace point, energies.npy, gradient_norms.npy and acceptances.npy with the numbers of
 * every chain that it is the mean of, states.npy if states are kept. Chains without gradients have moves.npy, the mean squared length of their steps, in place of gradient norms. Holds sums since the last row and nothing else, so its memory does not depend on the
 * steps.
 */
final class Trace implements AutoCloseable {
  static final String CSV = "trace.csv";
  static final String ENERGIES = "energies.npy";
  static final String STATES = SampleRun.STATES;
  private static final String GRADIENT_NORM = "gradient_norm";
  private static final String ACCEPTANCE = "acceptance";
  private static final List<String> COLUMNS = List.of(
      "step", "energy_mean", "energy_sd", GRADIENT_NORM, "displacement", ACCEPTANCE, "non_finite");

  private static final String GRADIENT_NORMS = "gradient_norms.npy";
  private static final String MOVES = "moves.npy";
  private static final String ACCEPTANCES = "acceptances.npy";

  /** Rows of the trace, chains, numbers of {@link Projections}. */
  static final String COORDINATES = "coordinates.npy";

  private static final String STEPS = "trace_steps";

  private final Metrics csv;
  private final List<String> names;
  private final List<NpyRows> ofChains;
  private final Optional<NpyRows> states;
  private final NpyRows coordinates;
  private final Projections projections;
  private long steps;
  private final float[] gradientNorm;
  private final float[] acceptance;
  /** By name, those that only this sampler has. */
  private final Map<String, float[]> statistics = new LinkedHashMap<>();

  /** The files with a row of one number per chain for each row of the trace, in the order of {@link TraceRow#ofChains}. */
  static List<String> ofChains(Sampler sampler) {
    String motion = sampler.followsGradients() ? GRADIENT_NORMS : MOVES;
    return Stream.concat(
            Stream.of(ENERGIES, motion, ACCEPTANCES),
            sampler.statistics().stream().map(name -> name + ".npy"))
        .toList();
  }

  private static List<String> columns(Sampler sampler) {
    return Stream.concat(
            COLUMNS.stream()
                .filter(name -> sampler.followsGradients() || !name.equals(GRADIENT_NORM)),
            sampler.statistics().stream())
        .toList();
  }

  /**
   * Goes on after what a checkpoint counted, or begins.
   *
   * @param saved what {@link #saved} gave; empty to begin
   * @param sums what {@link #sums} gave; empty to begin
   */
  Trace(
      RunDirectory run,
      SampleConfig config,
      Map<String, String> saved,
      Map<String, FloatArray> sums) {
    int chains = config.range().chains();
    int[] states = config.energy().shape().batch(chains);
    this.csv = Metrics.resume(run.file(CSV), columns(config.sampler()), number(saved, CSV));
    this.names = ofChains(config.sampler());
    this.ofChains = names.stream()
        .map(name -> NpyRows.resume(run.file(name), number(saved, name), chains))
        .toList();
    this.states =
        config.keep().map(every -> NpyRows.resume(run.file(STATES), number(saved, STATES), states));
    this.projections = new Projections(config.energy().shape());
    this.coordinates = NpyRows.resume(
        run.file(COORDINATES), number(saved, COORDINATES), chains, projections.count());
    this.steps = number(saved, STEPS);
    boolean begins = saved.isEmpty();
    this.gradientNorm = begins ? new float[chains] : sum(run, sums, GRADIENT_NORM);
    this.acceptance = begins ? new float[chains] : sum(run, sums, ACCEPTANCE);
    for (String name : config.sampler().statistics()) {
      statistics.put(name, begins ? new float[chains] : sum(run, sums, name));
    }
  }

  private static float[] sum(RunDirectory run, Map<String, FloatArray> sums, String name) {
    return Optional.ofNullable(sums.get(name))
        .map(FloatArray::values)
        .map(float[]::clone)
        .orElseThrow(() -> EbmException.damaged(
            run.path(),
            "its checkpoint has no " + name
                + " of the chains, as those of an older ebm; start a new run"));
  }

  private static int number(Map<String, String> saved, String name) {
    return Integer.parseInt(saved.getOrDefault(name, "0"));
  }

  /** Takes the steps of one call of the kernel into the means of the next row. */
  void add(Transition transition, int taken) {
    steps += taken;
    for (int chain = 0; chain < gradientNorm.length; chain++) {
      gradientNorm[chain] += taken * transition.gradientNorm()[chain];
      acceptance[chain] += taken * transition.acceptance()[chain];
    }
    int index = 0;
    for (float[] sum : statistics.values()) {
      float[] mean = transition.statistics().get(index++);
      for (int chain = 0; chain < sum.length; chain++) {
        sum[chain] += taken * mean[chain];
      }
    }
  }

  /**
   * A row after a step: energies there, means over the steps since the last row.
   *
   * @param energy one per chain
   */
  void row(ChainsAtStep reached, float[] energy) {
    List<float[]> sums = new ArrayList<>(List.of(gradientNorm, acceptance));
    sums.addAll(statistics.values());
    for (float[] sum : sums) {
      for (int chain = 0; chain < sum.length; chain++) {
        sum[chain] /= steps;
      }
    }
    List<float[]> numbers = new ArrayList<>(List.of(energy));
    numbers.addAll(sums);
    row(new TraceRow(reached.step(), reached.sampler(), numbers, reached.state().nonFinite()));
    coordinates.append(projections.of(reached.state().position()));
    steps = 0;
    sums.forEach(sum -> Arrays.fill(sum, 0));
  }

  /** A row whose numbers are known. */
  void row(TraceRow row) {
    csv.append(row.step(), row.values());
    for (int i = 0; i < ofChains.size(); i++) {
      ofChains.get(i).append(row.ofChains().get(i));
    }
  }

  /** The followed numbers of a row that was written already. */
  void coordinates(float[] numbers) {
    coordinates.append(numbers);
  }

  void keep(float[] position) {
    states.orElseThrow().append(position);
  }

  /** Puts all rows on disk; returns what a checkpoint must hold to go on after them. */
  Map<String, String> saved() {
    csv.force();
    ofChains.forEach(NpyRows::force);
    states.ifPresent(NpyRows::force);
    coordinates.force();
    Map<String, String> saved = new TreeMap<>();
    saved.put(CSV, String.valueOf(csv.rows()));
    for (int i = 0; i < ofChains.size(); i++) {
      saved.put(names.get(i), String.valueOf(ofChains.get(i).rows()));
    }
    states.ifPresent(rows -> saved.put(STATES, String.valueOf(rows.rows())));
    saved.put(COORDINATES, String.valueOf(coordinates.rows()));
    saved.put(STEPS, String.valueOf(steps));
    return saved;
  }

  /** Per chain, what the next row will be made of: a checkpoint must hold this too. */
  Map<String, FloatArray> sums() {
    Map<String, FloatArray> sums = new TreeMap<>();
    sums.put(GRADIENT_NORM, FloatArray.of(gradientNorm.clone()));
    sums.put(ACCEPTANCE, FloatArray.of(acceptance.clone()));
    statistics.forEach((name, sum) -> sums.put(name, FloatArray.of(sum.clone())));
    return sums;
  }

  @Override
  public void close() {
    try (csv;
        coordinates) {
      ofChains.forEach(NpyRows::close);
      states.ifPresent(NpyRows::close);
    }
  }
}
