package org.ebm.sample;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.files.Csv;
import org.ebm.files.IoFailure;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.run.Checkpoints;
import org.ebm.run.RunConfig;
import org.ebm.run.RunKind;

/**
 * What a run of chains left behind, also one that still runs or was killed.
 *
 * @param trace trace.csv
 * @param energies float32 U (points, chains): row i belongs to row i of the trace, though a run that was killed may have a row fewer in one of them
 * @param samples the same chains at a few times, {@code step_N}, with {@code energy} of the last and {@code energy_data}; empty before the run stopped
 */
public record SampleRun(
    SampleConfig config, Csv trace, FloatArray energies, Map<String, FloatArray> samples) {
  /** States of every {@link SampleConfig#keep}-th step, in a run's folder. */
  public static final String STATES = "states.npy";

  /** Reads a run's folder; usage error if it holds no sample run. */
  public static SampleRun read(Path folder) {
    RunKind kind = RunKind.of(folder)
        .orElseThrow(() ->
            new EbmException(ExitCode.USAGE, folder + ": is no run directory (no config.yaml)"));
    if (!kind.isChains()) {
      throw new EbmException(
          ExitCode.USAGE, folder + ": is " + kind.words() + ", not one of chains");
    }
    Path samples = folder.resolve(StatesOverTime.FILE);
    return new SampleRun(
        RunConfig.read(folder).bind(SampleConfig.class),
        Csv.read(folder.resolve(Trace.CSV)),
        counted(folder.resolve(Trace.ENERGIES)),
        Files.isRegularFile(samples) ? Npz.read(samples) : Map.of());
  }

  /**
   * With what the run in a folder goes on, if it is a run of these very chains, on the same inputs, that can be gone on with.
   *
   * @param wanted one that names no precision goes on in that of the run
   * @param energy that of wanted, opened, as are the data
   */
  public static Optional<SampleConfig> goneOnWith(
      Path folder, SampleConfig wanted, Potential energy, Optional<Examples> data) {
    if (!RunConfig.isIn(folder) || !RunKind.of(folder).orElseThrow().isChains()) {
      return Optional.empty();
    }
    SampleConfig before = RunConfig.read(folder).bind(SampleConfig.class);
    SampleConfig config = wanted.decidedAs(before);
    if (!before.withBudgetsOf(config).equals(config) || before.steps() > config.steps()) {
      return Optional.empty();
    }
    Map<String, String> inputs = Inputs.of(config, energy, data);
    return new Checkpoints(folder.resolve("checkpoints"), Integer.MAX_VALUE)
        .newest(warning -> {})
        .map(Checkpoints.Loaded::checkpoint)
        .filter(saved -> saved.state().entrySet().containsAll(inputs.entrySet()))
        // which an older ebm did not keep
        .filter(saved -> saved.arrays().containsKey(Recorder.TRACE))
        .map(saved -> config);
  }

  /** The rows that the header counts: behind them may be some of a batch that was being written. */
  static FloatArray counted(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Npy.read(in, file);
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  /** The trace points: steps whose energies are known. */
  public long[] steps() {
    double[] column = trace.column("step");
    long[] steps = new long[Math.min(column.length, energies.rows())];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (long) column[i];
    }
    return steps;
  }

  /** Whether U is known: of a score network it is not, and NaN in all files. */
  public boolean hasEnergies() {
    return energies.rowElements() == 0 || !Float.isNaN(energies.values()[0]);
  }

  /** U of every chain after a step; empty if that is no trace point. */
  public Optional<float[]> energiesAt(long step) {
    long[] steps = steps();
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] == step) {
        return Optional.of(energies.slice(i, i + 1).values());
      }
    }
    return Optional.empty();
  }

  /** Steps taken when the run ended or stopped; empty before. */
  public Optional<Integer> reached() {
    return samples.keySet().stream()
        .filter(name -> name.startsWith(StatesOverTime.STEP))
        .map(name -> Integer.parseInt(name.substring(StatesOverTime.STEP.length())))
        .max(Integer::compare);
  }

  /** States of all chains when the run ended or stopped; empty before. */
  public Optional<FloatArray> ends() {
    return reached().map(step -> samples.get(StatesOverTime.STEP + step));
  }

  /** U of data, if the run had data and has ended or stopped. */
  public Optional<FloatArray> energiesOfData() {
    return Optional.ofNullable(samples.get(StatesOverTime.ENERGY_DATA));
  }
}
