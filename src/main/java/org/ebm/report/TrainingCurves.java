package org.ebm.report;

import java.nio.file.Path;
import org.ebm.files.Csv;

/**
 * What {@code metrics.csv} says about every recorded update, oldest first.
 *
 * @param step the update's number
 * @param energyGap d, mean energy of the data minus that of the chains, units of U (column {@code energy_gap})
 * @param displacement r, mean length of the gradient part (eps^2 / 2) grad U of a chain's step, data units (column {@code displacement})
 */
public record TrainingCurves(double[] step, double[] energyGap, double[] displacement) {
  public TrainingCurves {
    if (step.length != energyGap.length || step.length != displacement.length) {
      throw new IllegalArgumentException("columns of different length: step " + step.length
          + ", energy_gap " + energyGap.length + ", displacement " + displacement.length);
    }
  }

  /** Reads the three columns of a run's {@code metrics.csv}; damaged if one is missing. */
  public static TrainingCurves read(Path metrics) {
    Csv csv = Csv.read(metrics);
    return new TrainingCurves(
        csv.column("step"), csv.column("energy_gap"), csv.column("displacement"));
  }
}
