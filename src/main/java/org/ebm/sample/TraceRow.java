package org.ebm.sample;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Moments;

/**
 * What is said of the chains after a step.
 *
 * @param drift what the gradient's norm is multiplied by to give the displacement
 * @param ofChains arrays of one number per chain: energy there; gradient's norm, acceptance and what else the sampler has, means over the steps since the last row
 * @param nonFinite chains that are NaN or infinite
 */
record TraceRow(long step, double drift, List<float[]> ofChains, int nonFinite) {
  /** What trace.csv has after the step, in the order of its columns. */
  double[] values() {
    Moments energy = Moments.of(ofChains.get(0));
    double gradientNorm = Moments.of(ofChains.get(1)).mean();
    double acceptance = Moments.of(ofChains.get(2)).mean();
    double[] values = new double[6 + ofChains.size() - 3];
    values[0] = energy.mean();
    values[1] = energy.sd();
    values[2] = gradientNorm;
    values[3] = drift * gradientNorm;
    values[4] = acceptance;
    values[5] = nonFinite;
    for (int i = 3; i < ofChains.size(); i++) {
      values[3 + i] = Moments.of(ofChains.get(i)).mean();
    }
    return values;
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
        parts.get(0).drift,
        arrays,
        parts.stream().mapToInt(TraceRow::nonFinite).sum());
  }
}
