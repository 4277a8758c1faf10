package org.ebm.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Rounded;
import org.ebm.data.Box;
import org.ebm.data.MixtureDraws;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.diagnose.Kde;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import org.ebm.report.LandscapePanel;
import org.ebm.run.RunConfig;
import org.ebm.run.SampleSnapshot;
import org.ebm.train.TrainConfig;

/**
 * True densities beside what convergent and non-convergent learning made of them: the learned density, and that of short-run samples. A row per density
 * in the plane. Source: Nijkamp et al. (2020), Figure 6.
 */
public final class ToyTable {
  private static final String HEADER =
      "data,column,updates,kl,total_variation,entropy,within_mode_sd,least_mode,greatest_mode\n";

  private static final String SHORT = ": short runs";

  private final List<Row> rows = new ArrayList<>();

  private record Row(String name, Grid2d grid, List<Panel> columns) {}

  /** Adds a density from two training runs on it; damaged or usage error if they are not such runs. */
  public void add(String name, Path convergent, Path nonConvergent) {
    TrainConfig config = RunConfig.read(convergent).bind(TrainConfig.class);
    TrainConfig other = RunConfig.read(nonConvergent).bind(TrainConfig.class);
    if (!config.data().equals(other.data())) {
      throw new EbmException(
          ExitCode.USAGE, nonConvergent + ": learned other data than " + convergent);
    }
    Box box = config.data().open().box().orElseThrow(() -> notInThePlane(convergent));
    LastPicture first = LastPicture.of(convergent);
    Grid2d grid = new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), first.cells());
    GridDensity truth = config
        .data()
        .open()
        .logDensity(grid.centres())
        .map(log -> GridDensity.ofLogDensity(grid, log))
        .orElseThrow(() -> notInThePlane(convergent));
    double[][] modes =
        config.data() instanceof MixtureDraws mixture ? mixture.modes() : new double[0][];
    List<Panel> columns = new ArrayList<>();
    columns.add(Panel.of("truth", 0, truth, truth, modes, Optional.empty()));
    for (Map.Entry<String, LastPicture> run : List.of(
        Map.entry("convergent", first),
        Map.entry("non-convergent", LastPicture.of(nonConvergent)))) {
      LastPicture picture = run.getValue();
      columns.add(Panel.of(
          run.getKey() + ": density",
          picture.at().step(),
          GridDensity.ofEnergies(grid, picture.energies()),
          truth,
          modes,
          Optional.empty()));
      FloatArray samples = picture.array("short_run");
      columns.add(Panel.of(
          run.getKey() + SHORT,
          picture.at().step(),
          GridDensity.ofLogDensity(grid, Kde.logDensity(grid, samples, Kde.BANDWIDTH)),
          truth,
          modes,
          Optional.of(samples)));
    }
    rows.add(new Row(name, grid, columns));
  }

  private static EbmException notInThePlane(Path run) {
    return new EbmException(
        ExitCode.USAGE,
        run + ": the true density of its data is not known; choose a toy in the plane");
  }

  /** What a training run wrote at its last picture. */
  private record LastPicture(SampleSnapshot at, Map<String, FloatArray> arrays) {
    static LastPicture of(Path run) {
      SampleSnapshot at = SampleSnapshot.of(run, "short", "npz").stream()
          .findFirst()
          .orElseThrow(() ->
              new EbmException(ExitCode.USAGE, run + ": has no samples yet; train it to its end"));
      return new LastPicture(at, Npz.read(at.file()));
    }

    FloatArray array(String name) {
      return Optional.ofNullable(arrays.get(name))
          .orElseThrow(() -> EbmException.damaged(at.file(), "has no array '" + name + "'"));
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
                row.columns().stream().map(column -> column.drawn(row.grid())).toList()))
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

  /**
   * One density of a toy table and its numbers; NaN where there is no number.
   *
   * @param updates of the run behind it; 0 for the truth
   * @param density per unit area, one value per cell
   * @param kl KL(q | p) from the truth q, nats
   * @param withinModeSd per coordinate around the nearest mode, data units
   * @param weights smallest and greatest mass nearest to a mode
   * @param points of which the density is an estimate; empty for one that is known
   */
  private record Panel(
      String title,
      long updates,
      double[] density,
      double kl,
      double totalVariation,
      double entropy,
      double withinModeSd,
      double[] weights,
      Optional<FloatArray> points) {
    /** @param modes centres of the modes; empty where there are none */
    static Panel of(
        String title,
        long updates,
        GridDensity p,
        GridDensity truth,
        double[][] modes,
        Optional<FloatArray> points) {
      boolean hasModes = modes.length > 0;
      DoubleSummaryStatistics weights = Arrays.stream(
              hasModes ? p.modeWeights(modes) : new double[] {Double.NaN})
          .summaryStatistics();
      return new Panel(
          title,
          updates,
          p.density(),
          GridDensity.kl(truth, p),
          GridDensity.totalVariation(truth, p),
          p.entropy(),
          hasModes ? p.withinModeSd(modes) : Double.NaN,
          new double[] {weights.getMin(), weights.getMax()},
          points);
    }

    /** A sample only as far as it can tell. */
    LandscapePanel.Column drawn(Grid2d grid) {
      return points
          .map(sample -> LandscapePanel.Column.ofSample(title, grid, sample, caption()))
          .orElseGet(() -> new LandscapePanel.Column(title, density, caption()));
    }

    String line() {
      return String.join(
          ",",
          title,
          String.valueOf(updates),
          String.valueOf(kl),
          String.valueOf(totalVariation),
          String.valueOf(entropy),
          String.valueOf(withinModeSd),
          String.valueOf(weights[0]),
          String.valueOf(weights[1]));
    }

    /** A line of each: where it comes from, distances, shape, modes. */
    String caption() {
      String source = updates == 0 ? "" : Counted.of(updates, "update") + "\n";
      String distances = updates == 0
          ? ""
          : String.format(
              Locale.ROOT, "KL(q|p) %s   TV %.3f\n", Rounded.by("%.3g", kl), totalVariation);
      String shape = String.format(Locale.ROOT, "entropy %.3f", entropy);
      return source
          + distances
          + shape
          + (Double.isNaN(withinModeSd)
              ? ""
              : String.format(
                  Locale.ROOT,
                  "   sd %.3f\nmode weights %.3f to %.3f",
                  withinModeSd,
                  weights[0],
                  weights[1]));
    }
  }
}
