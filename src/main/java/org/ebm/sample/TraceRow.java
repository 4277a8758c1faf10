package org.ebm.sample;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Moments;
import org.ebm.sampler.Sampler;

/**
 * What is said of the chains after a step.
 *
 * @param sampler knows what displacement its chains' numbers mean
 * @param ofChains arrays of one number per chain: energy there; gradient's norm, or else squared length of a step; acceptance and what else the sampler has, means over the steps since the last row
 * @param nonFinite chains that are NaN or infinite
 */
record TraceRow(long step, Sampler sampler, List<float[]> ofChains, int nonFinite) {
  /** What trace.csv has after the step, in the order of its columns. */
  double[] values() {
    Moments energy = Moments.of(ofChains.get(0));
    double motion = Moments.of(ofChains.get(1)).mean();
    double displacement = sampler.displacement(motion);
    double acceptance = Moments.of(ofChains.get(2)).mean();
    List<Double> values = new ArrayList<>(List.of(energy.mean(), energy.sd()));
    if (sampler.followsGradients()) {
      values.add(motion);
    }
    values.addAll(List.of(displacement, acceptance, (double) nonFinite));
    ofChains.stream().skip(3).forEach(each -> values.add(Moments.of(each).mean()));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The rows of parts of the chains, at one step, as one. */
  static TraceRow merged(List<TraceRow> parts) {
    List<float[]> arrays = new ArrayList<>();
    for (int i = 0; i < parts.get(0).ofChains.size(); i++) {
      int index = i;
      arrays.add(FloatArray.concat(parts.stream()
              .map(part -> FloatArray.of(part.ofChains.get(index)))
              .toList())
          .values());
    }
    return new TraceRow(
        parts.get(0).step,
        parts.get(0).sampler,
        arrays,
        parts.stream().mapToInt(TraceRow::nonFinite).sum());
  }
}
