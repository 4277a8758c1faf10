package org.ebm.evaluate;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.MaximumMeanDiscrepancy;
import org.ebm.diagnose.SlicedWasserstein;

/**
 * How far samples are from data.
 *
 * @param pairDraws most points of each that the maximum mean discrepancy takes
 */
record SampleMeasures(Samples samples, FloatArray examples, int pairDraws) {
  /** @param data for a second draw: its distance from the first is what even perfect samples would have */
  void report(Findings findings, Examples data, RandomKey key) {
    FloatArray points = samples.points();
    int many = Math.min(points.rows(), examples.rows());
    int few = Math.min(many, pairDraws);
    FloatArray others = data.batch(many, key.fold("others"));
    MaximumMeanDiscrepancy discrepancy =
        MaximumMeanDiscrepancy.of(points.slice(0, few), examples.slice(0, few), key);
    findings.put("samples", samples.source());
    findings.put("samples_compared", many);
    findings.put("mmd_squared", discrepancy.squared());
    findings.put("mmd_p_value", discrepancy.pValue());
    findings.put("sliced_wasserstein", distance(points.slice(0, many), many, key));
    findings.put("sliced_wasserstein_data", distance(others, many, key));
    new SpaceMeasures(points.slice(0, many), examples.slice(0, many), others)
        .report(findings, data);
    findings.warn(!points.isFinite(), "some samples are not finite, so their distances are NaN");
  }

  private double distance(FloatArray points, int many, RandomKey key) {
    return Math.sqrt(SlicedWasserstein.squared(points, examples.slice(0, many), key));
  }
}
