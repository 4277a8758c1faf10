package org.ebm.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.ModelDirectory.Contents;
import org.ebm.energy.Precision;
import org.ebm.files.Npz;
import org.ebm.run.Metrics;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Starts;
import org.ebm.sampler.Transition;
import org.ebm.torch.Torch;

/** Chains of a model from their start to their last step, with mean energy and displacement at geometric times. */
public final class LongRun implements AutoCloseable {
  static final List<String> COLUMNS = List.of(
      "step",
      "energy_mean",
      "energy_sd",
      "gradient_norm",
      "displacement",
      "acceptance",
      "non_finite");
  /** Steps in one call of the kernel: a signal is looked at between calls. */
  private static final int CHUNK = 1000;

  private final SampleConfig config;
  private final Contents model;
  private final Starts starts;
  private final Kernel kernel;
  /** Energies are reported in float32: bfloat16 ones are coarse at a low temperature. */
  private final Kernel field;

  /** What the chains ended in; the data's mean energy is what a realistic steady state has. */
  public record Result(
      int steps, boolean finished, double energyData, double energyChains, double displacement) {}

  public LongRun(SampleConfig config, Contents model, Starts starts, Torch torch) {
    this.config = config;
    this.model = model;
    this.starts = starts;
    this.kernel =
        Kernel.open(model.network(), config.sampler(), config.runtime().compute(torch));
    this.field =
        Kernel.open(model.network(), config.sampler(), new Compute(torch, Precision.FLOAT32));
  }

  /**
   * Runs the chains; writes trace.csv and samples.npz.
   *
   * @param data for the reference energy
   * @throws EbmException diverged (exit 4) when chains become non-finite; what was reached is written
   */
  public Result run(RunDirectory run, Examples data, Progress progress, BooleanSupplier stop) {
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow());
    FloatArray start = starts.draw(config.chains(), key.fold("init")).position();
    double energyData = energy(data.batch(1000, key.fold("data"))).mean();
    ChainState state = kernel.init(model.parameters(), start);
    Map<String, FloatArray> shown = new LinkedHashMap<>(Map.of("step_0", start));
    double displacement = Double.NaN;
    int done = 0;
    progress.begin(0, config.steps());
    try (Metrics trace = Metrics.create(run.file("trace.csv"), COLUMNS)) {
      for (int point : TracePoints.upTo(config.steps())) {
        while (done < point && !stop.getAsBoolean()) {
          int steps = Math.min(CHUNK, point - done);
          Transition transition =
              kernel.run(model.parameters(), state, steps, key.fold("chains").fold(done));
          state = transition.state();
          done += steps;
          displacement = displacement(transition);
          progress.at(
              done,
              String.format(
                  Locale.ROOT,
                  "energy %.5g (data %.5g)",
                  energy(state.position()).mean(),
                  energyData));
          if (done == point || state.nonFinite() > 0) {
            trace.append(done, row(transition));
          }
          if (done == point && TracePoints.isShown(done, config.steps())) {
            shown.put("step_" + done, state.position());
          }
          requireFinite(run, shown, state, done);
        }
      }
    }
    shown.put("step_" + done, state.position());
    write(run, shown, field.init(model.parameters(), state.position()).energy());
    return new Result(
        done, done == config.steps(), energyData, energy(state.position()).mean(), displacement);
  }

  private void requireFinite(
      RunDirectory run, Map<String, FloatArray> shown, ChainState state, int done) {
    int bad = state.nonFinite();
    if (bad > 0) {
      shown.put("step_" + done, state.position());
      write(run, shown, state.energy());
      throw new EbmException(
          ExitCode.DIVERGED,
          "step " + done + ": " + bad + " of " + state.chains()
              + " chains are non-finite (step_size " + config.sampler().stepSize()
              + "); lower sampler step_size; states so far are in " + run.file("samples.npz"));
    }
  }

  /** The same chains at the times that are shown, the last included, and their last energies. */
  private static void write(RunDirectory run, Map<String, FloatArray> shown, FloatArray energy) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>(shown);
    arrays.put("energy", energy);
    Npz.write(run.file("samples.npz"), arrays);
  }

  private double[] row(Transition transition) {
    Moments energy = energy(transition.state().position());
    return new double[] {
      energy.mean(),
      energy.sd(),
      Moments.of(transition.gradientNorm()).mean(),
      displacement(transition),
      Moments.of(transition.acceptance()).mean(),
      transition.state().nonFinite()
    };
  }

  private Moments energy(FloatArray position) {
    return Moments.of(field.init(model.parameters(), position).energy().values());
  }

  private double displacement(Transition transition) {
    return config.sampler().drift() * Moments.of(transition.gradientNorm()).mean();
  }

  @Override
  public void close() {
    field.close();
    kernel.close();
  }
}
