package org.ebm.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ebm.base.Counted;
import org.ebm.data.Dataset;
import org.ebm.data.MixtureDraws;
import org.ebm.data.Rings;
import org.ebm.diagnose.Oscillation;
import org.ebm.diagnose.UlaLaw;
import org.ebm.files.Csv;

/** What a training run's metrics say beside its chains: oscillation, and the displacement against its law. */
final class TrainingObservations {
  private static final int LAST_UPDATES = 500;

  private TrainingObservations() {}

  /** @param metrics metrics.csv of the training run; need not be there */
  static List<Observation> of(DiagnosisConfig config, Path metrics) {
    List<Observation> observations = new ArrayList<>();
    widthOf(config.data())
        .ifPresent(
            sd -> UlaLaw.of(config.sampler().stepSize(), sd, 2)
                .ifPresent(
                    law -> observations.add(
                        new Observation(
                            "displacement_law",
                            law.displacement(),
                            "Displacement of Langevin chains that match a Gaussian mode of the data's sd: what displacement tends to in convergent learning."))));
    if (Files.isRegularFile(metrics)) {
      Csv table = Csv.read(metrics);
      if (table.rows() > 0 && table.has("energy_gap") && table.has("displacement")) {
        observations.addAll(ofTable(table));
      }
    }
    return observations;
  }

  private static List<Observation> ofTable(Csv table) {
    double[] displacement = table.column("displacement");
    Oscillation oscillation = Oscillation.of(table.column("energy_gap"), displacement);
    double[] gap = oscillation.gapAutocorrelation();
    int from = Math.max(0, displacement.length - LAST_UPDATES);
    return List.of(
        new Observation(
            "displacement_training",
            Arrays.stream(displacement, from, displacement.length).average().orElseThrow(),
            "Mean displacement of the last " + Counted.of(displacement.length - from, "update")
                + "."),
        new Observation(
            "gap_autocorrelation",
            gap.length > 1 ? gap[1] : Double.NaN,
            "Correlation of the energy gap with that of the update before; oscillation is "
                + oscillation.strength()
                + " (strong, clearly negative at short lags: images with Adam or too high a rate)."));
  }

  /** Width of the data's modes where it is the same everywhere and known. */
  private static OptionalDouble widthOf(Dataset data) {
    if (data instanceof MixtureDraws mixture) {
      return OptionalDouble.of(mixture.sd());
    }
    return data instanceof Rings rings ? OptionalDouble.of(rings.sd()) : OptionalDouble.empty();
  }
}
