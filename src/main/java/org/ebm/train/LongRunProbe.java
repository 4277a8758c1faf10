package org.ebm.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Potential;
import org.ebm.files.Npz;
import org.ebm.run.Metrics;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Descent;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Transition;

/**
 * Long chains on the model as it is: g = (mean U(data) - mean U(chains)) / sd U(data) at their end tells whether the steady state is like the data
 * (near 0) or over-saturated (far above 0). Ends go to {@code samples/long-*.npz}, numbers to probe.csv.
 */
final class LongRunProbe implements AutoCloseable {
  static final List<String> COLUMNS = List.of(
      "step",
      "gap",
      "energy_data",
      "energy_data_sd",
      "energy_chains",
      "displacement",
      "non_finite");

  /** Chain steps between two looks at the wish to stop. */
  private static final int CHUNK = 1000;

  private final Probe probe;
  private final Potential energy;
  private final Compute compute;
  private final Examples data;
  private final Kernel kernel;
  private final Kernel field;

  /** @param field a float32 kernel of the same energy: energies are reported from it, since bfloat16 ones are coarse at a low temperature */
  LongRunProbe(Probe probe, Potential energy, Examples data, Compute compute, Kernel field) {
    this.probe = probe;
    this.energy = energy;
    this.data = data;
    this.compute = compute;
    this.kernel = Kernel.open(energy, probe.sampler(), compute);
    this.field = field;
  }

  /**
   * Starts, ends and energies of a probe's chains, and the data's energies.
   *
   * @param half where the chains were after about half of their steps
   */
  record Result(
      FloatArray start, FloatArray half, ChainState end, float[] energyData, double displacement) {
    void write(RunDirectory run, Metrics csv, long step) {
      Moments reference = Moments.of(energyData);
      Moments chains = Moments.of(end.energy().values());
      double gap = (reference.mean() - chains.mean()) / reference.sd();
      csv.append(
          step,
          gap,
          reference.mean(),
          reference.sd(),
          chains.mean(),
          displacement,
          end.nonFinite());
      Map<String, FloatArray> arrays = new LinkedHashMap<>();
      arrays.put("start", start);
      arrays.put("long_run", end.position());
      arrays.put("energy", end.energy());
      Npz.write(run.file(Snapshot.file("long", step)), arrays);
    }
  }

  boolean isDue(long step) {
    return step % probe.every() == 0;
  }

  /** Runs the chains; empty if a stop was asked for before their end. */
  Optional<Result> run(List<FloatArray> parameters, RandomKey key, BooleanSupplier stop) {
    FloatArray start = probe
        .init()
        .open(energy.space(), energy.units(), Optional.of(data), key)
        .draw(probe.chains(), key.fold("init"))
        .position();
    ChainState state = kernel.init(parameters, annealed(parameters, start, key));
    ChainState half = state;
    double path = 0;
    for (int done = 0; done < probe.steps(); done += CHUNK) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      int steps = Math.min(CHUNK, probe.steps() - done);
      Transition chunk = kernel.run(parameters, state, steps, key.fold("chains").fold(done));
      state = chunk.state();
      half = done < probe.steps() / 2 ? state : half;
      path += steps * Moments.of(chunk.gradientNorm()).mean();
    }
    ChainState end = field.init(parameters, state.position());
    float[] energyData =
        field.init(parameters, data.batch(1000, key.fold("data"))).energy().values();
    return Optional.of(new Result(start, half.position(), end, energyData, displacement(path)));
  }

  /** U of positions (n, ...), in float32. */
  float[] energies(List<FloatArray> parameters, FloatArray positions) {
    return field.init(parameters, positions).energy().values();
  }

  private FloatArray annealed(List<FloatArray> parameters, FloatArray start, RandomKey key) {
    Descent.Run how = new Descent.Run(compute, key.fold("annealing"));
    return probe
        .annealing()
        .map(annealing -> annealing.run(energy, parameters, start, how))
        .orElse(start);
  }

  /** Rounded as ever, so that a run that goes on has rows of one kind. */
  private double displacement(double path) {
    return probe.sampler().followsGradients()
        ? probe.sampler().drift() * path / probe.steps()
        : probe.sampler().displacement(path / probe.steps());
  }

  @Override
  public void close() {
    kernel.close();
  }
}
