package org.ebm.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Grid2d;
import org.ebm.files.Npz;
import org.ebm.report.ChainsFigure;
import org.ebm.report.EnergyPlane;
import org.ebm.report.Histograms;
import org.ebm.report.PairFigure;

/** Draws what chains say of each other: summary.csv, how they mix, their energies beside those of data, and where they are. */
final class ChainPictures {
  /** Numbers that are drawn over time. */
  private static final int FOLLOWED = 3;
  /** Chains whose ways are drawn in the plane. */
  private static final int PATHS = 3;
  /** Short chains have gone about so far. */
  private static final long SHORT = 100;

  private final Path folder;
  private final SampleRun run;
  private final ChainSummary summary;

  ChainPictures(Path folder) {
    this.folder = folder;
    this.run = SampleRun.read(folder);
    this.summary = ChainSummary.read(folder);
  }

  List<Path> draw() {
    summary.write(folder);
    List<Path> drawn = new ArrayList<>();
    if (!summary.quantities().isEmpty()) {
      drawn.add(folder.resolve("plots/chains.png"));
      ChainsFigure.write(
          drawn.get(0),
          summary.quantities().stream()
              .limit(FOLLOWED)
              .map(q -> new ChainsFigure.Followed(q.name(), q.steps(), q.chains()))
              .toList());
    }
    run.ends().ifPresent(ends -> {
      if (run.hasEnergies()) {
        drawn.addAll(energies());
      }
      drawn.addAll(plane(ends));
      drawn.addAll(pairs(ends));
    });
    return drawn;
  }

  /** U of data, of chains that have gone a short way, and of the same at the end. */
  private List<Path> energies() {
    List<Histograms.Sample> samples = new ArrayList<>();
    run.energiesOfData()
        .ifPresent(data -> samples.add(new Histograms.Sample("data", doubles(data.values()))));
    long last = run.reached().orElseThrow();
    long early = 0;
    for (long step : run.steps()) {
      early = step <= SHORT && 2 * step <= last ? step : early;
    }
    long shown = early;
    run.energiesAt(early)
        .ifPresent(values -> samples.add(
            new Histograms.Sample("chains after " + Counted.of(shown, "step"), doubles(values))));
    Optional.ofNullable(run.samples().get(StatesOverTime.ENERGY))
        .ifPresent(values -> samples.add(new Histograms.Sample(
            "chains after " + Counted.of(last, "step"), doubles(values.values()))));
    if (samples.isEmpty()) {
      return List.of();
    }
    Path png = folder.resolve("plots/energies.png");
    Histograms.write(
        png,
        run.energiesOfData().isPresent()
            ? "Energies of data, of short and of long chains"
            : "Energies of short and of long chains",
        "energy U (nats)",
        samples);
    return List.of(png);
  }

  private List<Path> plane(FloatArray ends) {
    if (!Files.isRegularFile(folder.resolve(PlaneField.FILE))) {
      return List.of();
    }
    Map<String, FloatArray> field = Npz.read(folder.resolve(PlaneField.FILE));
    FloatArray energy = PlaneField.array(field, PlaneField.ENERGY);
    Grid2d grid = PlaneField.grid(field);
    FloatArray of = PlaneField.array(run.samples(), StatesOverTime.ENERGY);
    Path png = folder.resolve("plots/plane.png");
    EnergyPlane.write(png, grid, doubles(energy.values()), ends, doubles(of.values()), paths());
    return List.of(png);
  }

  private List<FloatArray> paths() {
    List<ChainSummary.Quantity> all = summary.quantities();
    List<FloatArray> paths = new ArrayList<>();
    for (int chain = 0; all.size() == 3 && chain < PATHS; chain++) {
      if (chain < all.get(1).chains().length) {
        double[] x = all.get(1).chains()[chain];
        double[] y = all.get(2).chains()[chain];
        float[] path = new float[2 * x.length];
        for (int i = 0; i < x.length; i++) {
          path[2 * i] = (float) x[i];
          path[2 * i + 1] = (float) y[i];
        }
        paths.add(new FloatArray(new int[] {x.length, 2}, path));
      }
    }
    return paths;
  }

  /** Of points with three or four coordinates. */
  private List<Path> pairs(FloatArray ends) {
    if (ends.shape().length != 2 || ends.shape()[1] < 3 || ends.shape()[1] > 4) {
      return List.of();
    }
    Path png = folder.resolve("samples.png");
    PairFigure.write(
        png, Counted.of(ends.rows(), "chain") + " at the end, coordinate by coordinate", ends);
    return List.of(png);
  }

  private static double[] doubles(float[] values) {
    double[] all = new double[values.length];
    Arrays.setAll(all, i -> values[i]);
    return all;
  }
}
