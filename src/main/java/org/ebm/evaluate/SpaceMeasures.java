package org.ebm.evaluate;

import org.ebm.base.FloatArray;
import org.ebm.data.Examples;
import org.ebm.diagnose.ChamferDistances;
import org.ebm.diagnose.ChamferDistances.Measured;
import org.ebm.diagnose.Moments;

/**
 * What is measured of samples of one kind of space only, beside the same of a second draw of the data, which is what perfect samples would have.
 *
 * @param samples (n, shape...)
 * @param examples the data that samples are compared with, as many
 * @param others a second draw of them, as many
 */
record SpaceMeasures(FloatArray samples, FloatArray examples, FloatArray others) {
  /** Point sets of each kind: the cost grows with the square, a hundred take seconds. */
  private static final int MOST_SETS = 100;
  /** Of each kind, of which filters are asked. */
  private static final int MOST_PICTURES = 200;
  /** Pixels: filters need places of which they see all. */
  private static final int LEAST_SIDE = 16;
  /** Examples that say which two values the cells of volumes have. */
  private static final int TYPICAL = 100;

  void report(Findings findings, Examples data) {
    switch (data.space().layout()) {
      case POINT_SET -> chamfer(findings);
      case VOLUME -> occupancy(findings, data.first(TYPICAL));
      case IMAGE -> filters(findings, data);
      case VIDEO -> {
        put(findings, "frame_autocorrelation", frames(samples));
        put(findings, "frame_autocorrelation_data", frames(examples));
      }
      default -> {
        // vectors of numbers say all of these
      }
    }
  }

  private void chamfer(Findings findings) {
    if (samples.shape()[2] != 3) {
      return;
    }
    int sets = Math.min(MOST_SETS, samples.rows());
    FloatArray reference = examples.slice(0, sets);
    findings.put("chamfer_sets", sets);
    ChamferDistances ours = ChamferDistances.of(samples.slice(0, sets), reference);
    ChamferDistances theirs = ChamferDistances.of(others.slice(0, sets), reference);
    put(findings, "mmd_cd", ours.matching());
    put(findings, "mmd_cd_data", theirs.matching());
    put(findings, "coverage_cd", ours.coverage());
    put(findings, "coverage_cd_data", theirs.coverage());
  }

  private void filters(Findings findings, Examples data) {
    int[] shape = samples.shape();
    if (!data.looksAlikeEverywhere() || Math.min(shape[2], shape[3]) < LEAST_SIDE) {
      return;
    }
    int pictures = Math.min(MOST_PICTURES, samples.rows());
    FloatArray reference = examples.slice(0, pictures);
    if (samples.isFinite()) {
      put(findings, "filter_histograms", samples.slice(0, pictures), reference);
    }
    put(findings, "filter_histograms_data", others.slice(0, pictures), reference);
  }

  private static void put(
      Findings findings, String name, FloatArray pictures, FloatArray reference) {
    FilterHistograms histograms = FilterHistograms.of(pictures, reference);
    put(findings, name, new Measured(histograms.distance(), histograms.error()));
  }

  private static void put(Findings findings, String name, Measured measured) {
    findings.put(name, measured.value());
    findings.put(name + "_error", measured.error());
  }

  private void occupancy(Findings findings, FloatArray typical) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : typical.values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    put(findings, "occupancy", full(samples, (low + high) / 2));
    put(findings, "occupancy_data", full(examples, (low + high) / 2));
  }

  /** Mean over videos, with its standard error, of the correlation of a frame with the next: of all pixels of all frames but the last with those a frame later. */
  private static Measured frames(FloatArray videos) {
    int[] shape = videos.shape();
    int plane = shape[3] * shape[4];
    double[] correlations = new double[videos.rows()];
    for (int video = 0; video < correlations.length; video++) {
      int from = video * videos.rowElements();
      double[] sums = new double[5];
      int count = 0;
      for (int i = from; i < from + videos.rowElements(); i++) {
        if ((i - from) / plane % shape[2] < shape[2] - 1) {
          double now = videos.values()[i];
          double next = videos.values()[i + plane];
          double[] terms = {now, next, now * now, next * next, now * next};
          for (int k = 0; k < terms.length; k++) {
            sums[k] += terms[k];
          }
          count++;
        }
      }
      double covariance = sums[4] - sums[0] * sums[1] / count;
      double variances =
          (sums[2] - sums[0] * sums[0] / count) * (sums[3] - sums[1] * sums[1] / count);
      correlations[video] = covariance / Math.sqrt(variances);
    }
    Moments moments = Moments.of(correlations);
    return new Measured(moments.mean(), moments.sd() / Math.sqrt(correlations.length));
  }

  /** Mean over volumes of the share of their cells above a level, with its standard error. */
  private static Measured full(FloatArray volumes, float level) {
    float[] shares = new float[volumes.rows()];
    int cells = volumes.rowElements();
    for (int row = 0; row < shares.length; row++) {
      int full = 0;
      for (int i = row * cells; i < (row + 1) * cells; i++) {
        full += volumes.values()[i] > level ? 1 : 0;
      }
      shares[row] = (float) full / cells;
    }
    if (!volumes.isFinite()) {
      return new Measured(Double.NaN, Double.NaN);
    }
    Moments moments = Moments.of(shares);
    return new Measured(moments.mean(), moments.sd() / Math.sqrt(shares.length));
  }
}
