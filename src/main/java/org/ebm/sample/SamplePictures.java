package org.ebm.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.diagnose.Kde;
import org.ebm.files.Csv;
import org.ebm.files.Npz;
import org.ebm.report.CurvesPlot;
import org.ebm.report.ImageStrips;
import org.ebm.report.LandscapePanel;
import org.ebm.report.Series;

/** Draws a sample run from trace.csv and samples.npz: energy over steps, and the same chains at growing times. */
public final class SamplePictures {
  private static final int CHAINS_SHOWN = 16;
  private static final int IMAGE_PIXELS = 48;
  private static final int GRID = 200;

  private final Path run;
  private final Examples data;

  public SamplePictures(Path run, Examples data) {
    this.run = run;
    this.data = data;
  }

  /** Writes plots/energy.png and samples.png; returns both. */
  public List<Path> draw() {
    Path energy = run.resolve("plots/energy.png");
    Path samples = run.resolve("samples.png");
    Csv trace = Csv.read(run.resolve("trace.csv"));
    double[] step = trace.column("step");
    double[] mean = trace.column("energy_mean");
    double[] sd = trace.column("energy_sd");
    // the spread is the scale: a mean alone fills any axis with its wobbles
    CurvesPlot.write(
        energy,
        new CurvesPlot.Axes(
            "Energy of the chains: mean and one standard deviation",
            "chain step",
            "U",
            true,
            false),
        List.of(
            new Series("mean", step, mean),
            new Series("mean + sd", step, sum(mean, sd, 1)),
            new Series("mean - sd", step, sum(mean, sd, -1))));
    Map<String, FloatArray> arrays = Npz.read(run.resolve("samples.npz"));
    if (data.box().isPresent()) {
      densities(samples, arrays);
    } else {
      images(samples, arrays);
    }
    return List.of(energy, samples);
  }

  private static double[] sum(double[] values, double[] others, int factor) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * others[i];
    }
    return sum;
  }

  private void densities(Path png, Map<String, FloatArray> arrays) {
    var box = data.box().orElseThrow();
    Grid2d grid = new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), GRID);
    List<LandscapePanel.Column> columns = new ArrayList<>();
    arrays.forEach((name, points) -> {
      if (name.startsWith("step_")) {
        GridDensity density =
            GridDensity.ofLogDensity(grid, Kde.logDensity(grid, points, Kde.BANDWIDTH));
        columns.add(
            new LandscapePanel.Column(title(name), density.density(), points.rows() + " chains"));
      }
    });
    LandscapePanel.write(png, "the same chains over time", grid, columns);
  }

  private static void images(Path png, Map<String, FloatArray> arrays) {
    List<ImageStrips.Row> rows = new ArrayList<>();
    int pixels = 1;
    for (var entry : arrays.entrySet()) {
      if (entry.getKey().startsWith("step_") && entry.getValue().shape().length == 4) {
        FloatArray chains = entry.getValue();
        pixels = Math.max(1, IMAGE_PIXELS / chains.shape()[3]);
        rows.add(new ImageStrips.Row(
            title(entry.getKey()), chains.slice(0, Math.min(CHAINS_SHOWN, chains.rows()))));
      }
    }
    if (!rows.isEmpty()) {
      new ImageStrips("the same chains over time", List.of(), rows, pixels).write(png);
    }
  }

  private static String title(String name) {
    return "step " + name.substring("step_".length());
  }
}
