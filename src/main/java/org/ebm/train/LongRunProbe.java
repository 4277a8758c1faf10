package org.ebm.train;

import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Network;
import org.ebm.files.Npz;
import org.ebm.run.Metrics;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Starts;
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

  private final Probe probe;
  private final Examples data;
  private final Kernel kernel;

  LongRunProbe(Probe probe, Network energy, Examples data, Compute compute) {
    this.probe = probe;
    this.data = data;
    this.kernel = Kernel.open(energy, probe.sampler(), compute);
  }

  boolean isDue(long step) {
    return step % probe.every() == 0;
  }

  void run(RunDirectory run, Metrics csv, long step, List<FloatArray> parameters, RandomKey key) {
    Starts.Draw start = probe.init().open(data, key).draw(probe.chains(), key.fold("init"));
    ChainState first = kernel.init(parameters, start.position());
    Transition end = kernel.run(parameters, first, probe.steps(), key.fold("chains"));
    Moments reference = Moments.of(
        kernel.init(parameters, data.batch(1000, key.fold("data"))).energy().values());
    Moments chains = Moments.of(end.state().energy().values());
    double eps = probe.sampler().stepSize();
    double displacement = eps * eps / 2 * Moments.of(end.gradientNorm()).mean();
    csv.append(
        step,
        (reference.mean() - chains.mean()) / reference.sd(),
        reference.mean(),
        reference.sd(),
        chains.mean(),
        displacement,
        end.state().nonFinite());
    Npz.write(
        run.file(Snapshot.file("long", step)),
        Map.of(
            "start",
            start.position(),
            "long_run",
            end.state().position(),
            "energy",
            end.state().energy()));
  }

  @Override
  public void close() {
    kernel.close();
  }
}
