package org.ebm.evaluate;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.data.Batch;
import org.ebm.diagnose.ClopperPearson;
import org.ebm.diagnose.Interval;

/**
 * How often an energy that is a classifier finds the label, and whether it is as sure as it is right.
 *
 * @param shares p(k | x), (n, K)
 */
record ClassifierMeasures(FloatArray shares, int[] labels) {
  /** Equal parts of [0, 1] that confidences are put into. Source: Guo, Pleiss, Sun and Weinberger (2017), ICML. */
  private static final int BINS = 15;

  /** Measures them, if the data have labels that the energy knows. */
  static void report(Findings findings, Batch batch, FloatArray shares) {
    Optional<int[]> labels = batch.labels();
    if (labels.isEmpty()) {
      findings.warn(true, "the data have no labels, so the classifier is not measured");
      return;
    }
    for (int label : labels.get()) {
      if (label >= shares.rowElements()) {
        findings.warn(
            true,
            "the data have the label " + label + " and the energy knows " + shares.rowElements()
                + ", so the classifier is not measured");
        return;
      }
    }
    ClassifierMeasures measures = new ClassifierMeasures(shares, labels.get());
    Interval interval = ClopperPearson.interval(measures.right(), labels.get().length);
    findings.put("accuracy", measures.right() / (double) labels.get().length);
    findings.put("accuracy_low", interval.low());
    findings.put("accuracy_high", interval.high());
    findings.put("accuracy_examples", labels.get().length);
    findings.put("calibration_error", measures.calibrationError());
    findings.put("cross_entropy", measures.crossEntropy());
  }

  private int right() {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += ClassEnergies.best(shares, i) == labels[i] ? 1 : 0;
    }
    return right;
  }

  /** Mean over examples of |share right - mean confidence| in their bin. */
  double calibrationError() {
    double[] difference = new double[BINS];
    for (int i = 0; i < labels.length; i++) {
      int best = ClassEnergies.best(shares, i);
      double confidence = shares.values()[i * shares.rowElements() + best];
      // of confidence 1 the last
      int bin = (int) Math.min(BINS - 1.0, confidence * BINS);
      difference[bin] += (best == labels[i] ? 1 : 0) - confidence;
    }
    double sum = 0;
    for (double each : difference) {
      sum += Math.abs(each) / labels.length;
    }
    return sum;
  }

  /** Infinite where a label's share is too small for float32. */
  private double crossEntropy() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(shares.values()[i * shares.rowElements() + labels[i]]);
    }
    return sum / labels.length;
  }
}
