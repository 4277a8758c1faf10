package org.ebm.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.config.ConfigTree;
import org.ebm.data.Box;
import org.ebm.data.GaussianMixture;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.diagnose.Kde;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.Npz;
import org.ebm.report.LandscapePanel;
import org.ebm.train.TrainConfig;

/**
 * True densities beside what convergent and non-convergent learning made of them: the learned density, and that of short-run samples. A row per density
 * in the plane. Source: Nijkamp et al. (2020), Figure 6.
 */
public final class ToyTable {
  private static final String HEADER =
      "data,column,updates,kl,total_variation,entropy,within_mode_sd,least_mode,greatest_mode\n";

  private final List<Row> rows = new ArrayList<>();

  private record Row(String name, Grid2d grid, List<ToyColumn> columns) {}

  /** Adds a density from two training runs on it; damaged or usage error if they are not such runs. */
  public void add(String name, Path convergent, Path nonConvergent) {
    TrainConfig config = ConfigTree.read(convergent.resolve("config.yaml")).bind(TrainConfig.class);
    TrainConfig other =
        ConfigTree.read(nonConvergent.resolve("config.yaml")).bind(TrainConfig.class);
    if (!config.data().equals(other.data())) {
      throw new EbmException(
          ExitCode.USAGE, nonConvergent + ": learned other data than " + convergent);
    }
    Box box = config.data().open().box().orElseThrow(() -> notInThePlane(convergent));
    Snapshot first = Snapshot.newest(convergent);
    Grid2d grid = new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), first.cells());
    GridDensity truth = config
        .data()
        .open()
        .logDensity(grid.centres())
        .map(log -> GridDensity.ofLogDensity(grid, log))
        .orElseThrow(() -> notInThePlane(convergent));
    double[][] modes =
        config.data() instanceof GaussianMixture mixture ? mixture.modes() : new double[0][];
    List<ToyColumn> columns = new ArrayList<>();
    columns.add(ToyColumn.of("truth", 0, truth, truth, modes));
    for (Map.Entry<String, Snapshot> run : List.of(
        Map.entry("convergent", first),
        Map.entry("non-convergent", Snapshot.newest(nonConvergent)))) {
      Snapshot snapshot = run.getValue();
      columns.add(ToyColumn.of(
          run.getKey() + ": density",
          snapshot.update(),
          GridDensity.ofEnergies(grid, snapshot.energies()),
          truth,
          modes));
      columns.add(ToyColumn.of(
          run.getKey() + ": short runs",
          snapshot.update(),
          GridDensity.ofLogDensity(
              grid, Kde.logDensity(grid, snapshot.array("short_run"), Kde.BANDWIDTH)),
          truth,
          modes));
    }
    rows.add(new Row(name, grid, columns));
  }

  private static EbmException notInThePlane(Path run) {
    return new EbmException(
        ExitCode.USAGE,
        run + ": the true density of its data is not known; choose a toy in the plane");
  }

  /** What a training run wrote at its last picture. */
  private record Snapshot(Path file, long update, Map<String, FloatArray> arrays) {
    static Snapshot newest(Path run) {
      Path file = Folders.list(run.resolve("samples")).stream()
          .filter(path -> String.valueOf(path.getFileName()).matches("short-\\d+\\.npz"))
          .max(Comparator.comparing(Snapshot::updateOf))
          .orElseThrow(() ->
              new EbmException(ExitCode.USAGE, run + ": has no samples yet; train it to its end"));
      return new Snapshot(file, updateOf(file), Npz.read(file));
    }

    private static long updateOf(Path file) {
      return Long.parseLong(String.valueOf(file.getFileName()).replaceAll("\\D", ""));
    }

    FloatArray array(String name) {
      return Optional.ofNullable(arrays.get(name))
          .orElseThrow(() -> EbmException.damaged(file, "has no array '" + name + "'"));
    }

    double[] energies() {
      float[] values = array("energy").values();
      double[] energies = new double[values.length];
      Arrays.setAll(energies, i -> values[i]);
      return energies;
    }

    /** Cells along an axis of the energy's grid. */
    int cells() {
      return array("energy").rows();
    }
  }

  /** A row per panel of the figure. */
  public void write(Path csv) {
    String lines = rows.stream()
        .flatMap(
            row -> row.columns().stream().map(column -> row.name() + "," + column.line() + "\n"))
        .collect(Collectors.joining());
    AtomicFile.write(csv, (HEADER + lines).getBytes(StandardCharsets.UTF_8));
  }

  public void draw(Path png) {
    LandscapePanel.write(
        png,
        "What was learned: truth q, learned density p, short-run samples",
        rows.stream()
            .map(row -> new LandscapePanel.Row(
                row.name(),
                row.grid(),
                row.columns().stream()
                    .map(column -> new LandscapePanel.Column(
                        column.title(), column.density(), column.caption()))
                    .toList()))
            .toList());
  }

  /** KL(q | p) of a learned density, by data set and kind of learning: for a summary. */
  public Map<String, Double> divergences() {
    return rows.stream()
        .flatMap(row -> row.columns().stream()
            .filter(column -> column.title().endsWith(": density"))
            .map(column -> Map.entry(row.name() + " " + column.title(), column.kl())))
        .collect(Collectors.toMap(
            Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }
}
