package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.Density;
import org.ebm.diagnose.EnergyHistogram;
import org.ebm.diagnose.FitEvidence;
import org.ebm.diagnose.FitEvidence.Chains;
import org.ebm.diagnose.FitEvidence.Sample;
import org.ebm.diagnose.MaximumMeanDiscrepancy;
import org.ebm.diagnose.Moments;
import org.ebm.diagnose.SlicedWasserstein;
import org.ebm.sample.SampleRun;

/**
 * Held-out data against chains with the law of exp(-U): the word on the density and what is shown beside it.
 *
 * @param field U and what else is known at positions (n, ...), in float32
 * @param fresh held-out data with the noise of training
 * @param crossing from mode to mode, for points
 * @param key of the data that nothing but "near data" is measured on
 */
record FitMeasuring(
    DiagnosisConfig config,
    Diagnosis.Chains chains,
    Function<FloatArray, float[]> field,
    Sample fresh,
    Examples data,
    Optional<Crossing> crossing,
    RandomKey key) {
  /** Points of either side: all pairs of both are held in memory. */
  private static final int COMPARED = 500;

  /** Empty if chains left the numbers before they could be adjusted. */
  Optional<FitEvidence> evidence() {
    if (chains.adjusted().isEmpty()) {
      return Optional.empty();
    }
    // draws of a finite set repeat, and a repeated datum has itself at no distance: not told there
    FloatArray reference = data.size().isPresent()
        ? FloatArray.zeros(data.shape(), 0)
        : data.batch(config.examples() / 2, key.fold("reference"));
    Optional<Chains> second = chains
        .second()
        .flatMap(run ->
            chains.adjustedSecond().flatMap(adjusted -> ended(run, adjusted, key.fold("second"))));
    // of energies steeper than quadratic no step holds chains that begin far out: nothing is known
    // then
    Optional<FloatArray> far =
        chains.overdispersed().flatMap(SampleRun::ends).filter(FloatArray::isFinite);
    return ended(chains.fromData(), chains.adjusted().get(), key.fold("from data"))
        .map(fromData -> new FitEvidence(fresh, reference, fromData, second, far));
  }

  Density density(Optional<FitEvidence> evidence) {
    int steps = new LongRunTrace(chains.fromData()).steps();
    return evidence
        .map(found -> Density.of(found, steps, key.fold("density")))
        .orElseGet(
            () -> Density.notMeasured(
                "Chains left the numbers or could not be adjusted, so there is no steady state to compare with data."));
  }

  private Optional<Chains> ended(SampleRun run, SampleRun adjusted, RandomKey own) {
    int steps = adjusted.config().steps();
    Optional<float[]> settling = adjusted.energiesAt(steps / 2);
    Optional<FloatArray> ends = adjusted.ends();
    if (settling.isEmpty() || ends.isEmpty() || adjusted.reached().orElse(0) < steps) {
      return Optional.empty();
    }
    double[] acceptance = adjusted.trace().column("acceptance");
    double accepted = acceptance[acceptance.length - 1];
    return Optional.of(crossing
        .filter(crossed -> ends.get().isFinite())
        .map(jumps -> jumps.from(ends.get(), own))
        .map(crossed -> new Chains(
            earlier(run),
            crossed.half(),
            new Sample(crossed.end().position(), crossed.end().energy().values()),
            accepted,
            OptionalDouble.of(crossed.accepted())))
        .orElseGet(() -> new Chains(
            earlier(run),
            settling.get(),
            new Sample(ends.get(), field.apply(ends.get())),
            accepted,
            OptionalDouble.empty())));
  }

  /** The states that were kept last up to half of the steps; the starts, if there are none later. */
  private static FloatArray earlier(SampleRun run) {
    int half = run.reached().orElseThrow() / 2;
    int step = half;
    while (step > 0 && !run.samples().containsKey("step_" + step)) {
      step--;
    }
    return Optional.ofNullable(run.samples().get("step_" + step))
        .orElseGet(() -> run.ends().orElseThrow());
  }

  /** Where the two kinds of energies lie; empty if they cannot be drawn. */
  Optional<EnergyHistogram> histogram(Optional<FitEvidence> evidence) {
    return evidence.flatMap(found ->
        EnergyHistogram.of(found.data().energies(), found.fromData().ends().energies()));
  }

  /** Distances in data space, and what the step size does to the chains' law. */
  List<Observation> observations(Optional<FitEvidence> evidence) {
    List<Observation> observations = new ArrayList<>();
    evidence.ifPresent(found -> {
      Sample ends = found.fromData().ends();
      observations.add(bias());
      found
          .fromData()
          .jumps()
          .ifPresent(
              accepted -> observations.add(
                  new Observation(
                      "jumps_accepted",
                      accepted,
                      "Share of proposed jumps between modes, draws of normal laws fitted to data, that chains from data took by the rule of Metropolis and Hastings at the end: where it is near 0 weights of modes stay those of the starts.")));
      if (ends.position().isFinite()) {
        observations.addAll(distances(first(found.data().position()), first(ends.position())));
      }
    });
    return observations;
  }

  private Observation bias() {
    Moments exact =
        Moments.of(field.apply(chains.adjusted().orElseThrow().ends().orElseThrow()));
    double before = Moments.of(new LongRunTrace(chains.fromData()).energies()).mean();
    return new Observation(
        "sampler_bias",
        (before - exact.mean()) / exact.sd(),
        "Mean energy of the long chains minus that after Metropolis-adjusted steps, in sd of the latter: what the step size alone does, which the word on the density does not count.");
  }

  private List<Observation> distances(FloatArray held, FloatArray ends) {
    MaximumMeanDiscrepancy mmd = MaximumMeanDiscrepancy.of(held, ends, key.fold("mmd"));
    List<Observation> distances = new ArrayList<>(List.of(
        new Observation(
            "data_mmd_p",
            mmd.pValue(),
            "Share of relabellings of data and adjusted chains that are further apart by maximum mean discrepancy; with enough of both every learned model has a small one."),
        new Observation(
            "data_mmd_effect",
            Math.sqrt(Math.max(0, mmd.squared()) / MaximumMeanDiscrepancy.LARGEST),
            "How far apart they are: 0 for one law, 1 where no kernel sees both.")));
    double sd = DataScale.largestSd(data);
    if (sd > 0) {
      distances.add(
          new Observation(
              "data_sliced_wasserstein",
              Math.sqrt(SlicedWasserstein.squared(held, ends, key.fold("sliced"))) / sd,
              "Mean distance that mass must move along random lines to make one the other, in the data's largest sd."));
    }
    return distances;
  }

  private static FloatArray first(FloatArray points) {
    return points.slice(0, Math.min(COMPARED, points.rows()));
  }
}
