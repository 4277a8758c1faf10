package org.ebm.generate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.diagnose.Moments;
import org.ebm.files.Csv;
import org.ebm.report.CurvesPlot;
import org.ebm.report.Series;
import org.ebm.run.GenerationRecord;

/**
 * Whether chains and data had the same moments while the model was learned: means of the energy gap over windows of updates, in sd of U(data) under the learned model. At a fixed point of learning the mean
 * gradient in the weights of data and of short chains agree, and with it f itself, which is what the gap is of. Source: Nijkamp et al. (2019), NeurIPS, section 3.2.
 *
 * @param window updates
 * @param update the last of each window
 * @param gap mean over the window
 */
record Matching(int window, double[] update, double[] gap) {
  private static final int WINDOW = 500;
  private static final int LEAST_WINDOWS = 10;

  /**
   * Of a training run's metrics; empty if there are none, or too few.
   *
   * @param sd of U(data)
   */
  static Optional<Matching> of(Path metrics, double sd) {
    if (!Files.isRegularFile(metrics)) {
      return Optional.empty();
    }
    Csv table = Csv.read(metrics);
    if (!table.has("energy_gap") || table.rows() < LEAST_WINDOWS || !(sd > 0)) {
      return Optional.empty();
    }
    double[] gaps = table.column("energy_gap");
    double[] steps = table.column("step");
    int window = Math.min(WINDOW, gaps.length / LEAST_WINDOWS);
    List<double[]> points = new ArrayList<>();
    // from the end, so that the last window is whole
    for (int end = gaps.length; end >= window; end -= window) {
      double sum = 0;
      for (int i = end - window; i < end; i++) {
        sum += gaps[i];
      }
      points.add(0, new double[] {steps[end - 1], sum / window / sd});
    }
    return Optional.of(new Matching(
        window,
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray()));
  }

  /** sd of U(data). */
  static double sd(float[] energies) {
    return Moments.of(energies).sd();
  }

  GenerationRecord.Matching record() {
    return new GenerationRecord.Matching(window, gap[gap.length - 1]);
  }

  void draw(Path run) {
    CurvesPlot.write(
        run.resolve(GenerationRecord.MATCHING),
        new CurvesPlot.Axes(
            "Data and short chains while learning: energy gap, means of " + window + " updates",
            "updates",
            "mean U(data) - mean U(chains), sd of U(data)",
            false,
            false),
        List.of(
            new Series("gap", update, gap),
            new Series("0: the same moments", update, new double[update.length])));
  }
}
