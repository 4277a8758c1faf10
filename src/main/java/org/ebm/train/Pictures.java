package org.ebm.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.Rounded;
import org.ebm.base.Shape;
import org.ebm.data.Box;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.diagnose.Kde;
import org.ebm.files.Csv;
import org.ebm.files.Folders;
import org.ebm.files.Npz;
import org.ebm.report.DiagnosticsPlot;
import org.ebm.report.ImageStrips;
import org.ebm.report.LandscapePanel;
import org.ebm.report.LandscapePanel.Column;
import org.ebm.report.Portraits;

/** Draws a training run's pictures from its files, so that they can be made again at any time. */
public final class Pictures {
  /** Points of the data that are drawn. */
  private static final int MOST_EXAMPLES = 20_000;

  private static final int ROWS_OF_A_SET = 2;
  /** Examples that say how large others are drawn. */
  private static final int TYPICAL = 200;

  /** Points whose density is estimated, in the order of the panels: array to caption. */
  private static final Map<String, String> SAMPLED = new LinkedHashMap<>();

  static {
    SAMPLED.put("draft", "generator's drafts");
    SAMPLED.put("short_run", "short-run samples");
    SAMPLED.put("long_run", "long-run samples");
    SAMPLED.put("reverse_diffusion", "samples of reverse diffusion");
  }

  private final Path run;
  private final Examples data;

  /** @param data what was learned: for its true density, where that is known */
  public Pictures(Path run, Examples data) {
    this.run = run;
    this.data = data;
  }

  /** Draws everything there are files for; returns what was drawn. */
  public List<Path> drawAll() {
    List<Path> drawn = new ArrayList<>(drawCurves());
    for (Path file : Folders.list(run.resolve("samples"))) {
      String name = String.valueOf(file.getFileName());
      if (name.matches("short-\\d+\\.npz")) {
        drawn.add(draw(Long.parseLong(name.replaceAll("\\D", ""))));
      }
    }
    return drawn;
  }

  /** The four diagnostic panels of energy gap and displacement, which are none before the third update; the filters of a machine of hidden units, or of a frame. */
  public List<Path> drawCurves() {
    List<Path> drawn = new ArrayList<>();
    FilterPicture.draw(run).or(() -> FramePicture.draw(run)).ifPresent(drawn::add);
    Csv metrics = Csv.read(run.resolve("metrics.csv"));
    if (metrics.rows() >= 3 && metrics.has("displacement")) {
      Path png = run.resolve("plots/diagnostics.png");
      DiagnosticsPlot.write(png, DiagnosticsPlot.TrainingCurves.read(run.resolve("metrics.csv")));
      drawn.add(png);
    }
    return drawn;
  }

  /** The samples of one snapshot: densities in the plane, or rows of images. */
  public Path draw(long step) {
    Map<String, FloatArray> arrays = Npz.read(run.resolve(Snapshot.file("short", step)));
    String title = "after " + Counted.of(step, "update");
    Path png = run.resolve(Snapshot.file("short", step).replace(".npz", ".png"));
    Map<String, FloatArray> all = withLongRun(arrays, step);
    data.box()
        .ifPresentOrElse(box -> landscape(png, title, box, all), () -> images(png, title, all));
    return png;
  }

  private Map<String, FloatArray> withLongRun(Map<String, FloatArray> arrays, long step) {
    Path file = run.resolve(Snapshot.file("long", step));
    Map<String, FloatArray> all = new LinkedHashMap<>(arrays);
    if (Files.exists(file)) {
      all.put("long_run", Npz.read(file).get("long_run"));
    }
    return all;
  }

  private void landscape(Path png, String title, Box box, Map<String, FloatArray> arrays) {
    Grid2d grid = Snapshot.grid(box);
    List<Column> columns = new ArrayList<>();
    Optional<GridDensity> truth =
        data.logDensity(grid.centres()).map(log -> GridDensity.ofLogDensity(grid, log));
    truth.ifPresent(
        q -> columns.add(new Column("truth", q.density(), caption("entropy", q.entropy()))));
    if (truth.isEmpty()) {
      data.size().ifPresent(size -> columns.add(examples(grid, size)));
    }
    Optional.ofNullable(arrays.get("energy"))
        .map(energy -> GridDensity.ofEnergies(grid, Snapshot.doubles(energy)))
        .ifPresent(learned ->
            columns.add(new Column("learned density", learned.density(), caption(truth, learned))));
    SAMPLED.forEach((name, words) -> {
      FloatArray samples = arrays.get(name);
      if (samples != null && samples.isFinite()) {
        columns.add(Column.ofSample(words, grid, samples, caption(truth, estimate(grid, samples))));
      }
    });
    LandscapePanel.write(png, title, List.of(new LandscapePanel.Row("", grid, columns)));
  }

  private static GridDensity estimate(Grid2d grid, FloatArray points) {
    return GridDensity.ofLogDensity(grid, Kde.logDensity(grid, points, Kde.BANDWIDTH));
  }

  /** What was learned, where its density is not known. */
  private Column examples(Grid2d grid, long size) {
    FloatArray shown = data.first((int) Math.min(size, MOST_EXAMPLES));
    return Column.ofSample(
        "data",
        grid,
        shown,
        shown.rows() < size ? "the first of " + Counted.of(size, "example") : "");
  }

  private static String caption(Optional<GridDensity> truth, GridDensity p) {
    return truth
        .map(q -> caption("KL(q|p)", GridDensity.kl(q, p)) + "   "
            + caption("TV", GridDensity.totalVariation(q, p)))
        .orElseGet(() -> caption("entropy", p.entropy()));
  }

  private static String caption(String name, double value) {
    return name + " " + Rounded.by("%.3g", value);
  }

  /** An array of a snapshot in words. */
  private static String label(String name) {
    return switch (name) {
      case "short_run" -> "short-run samples";
      case "long_run" -> "long-run samples";
      case "bank" -> "persistent chains";
      case "reverse_diffusion" -> "reverse diffusion";
      default -> name.replace('_', '-');
    };
  }

  private void images(Path png, String title, Map<String, FloatArray> arrays) {
    Portraits portraits = Portraits.of(data.space(), data.first(TYPICAL));
    List<ImageStrips.Row> rows = new ArrayList<>();
    for (var set : arrays.entrySet()) {
      Shape shape =
          new Shape(Arrays.stream(set.getValue().shape()).skip(1).boxed().toList());
      if (portraits.possible() && shape.equals(data.shape())) {
        rows.addAll(portraits.rows(label(set.getKey()), set.getValue(), ROWS_OF_A_SET));
      }
    }
    if (!rows.isEmpty()) {
      String heading = portraits.words().map(words -> title + "; " + words).orElse(title);
      new ImageStrips(heading, List.of(), rows, portraits.scale()).write(png);
    }
    FloatArray samples = arrays.get("short_run");
    if (!rows.isEmpty() && samples != null) {
      String name = String.valueOf(png.getFileName());
      portraits.play(png.resolveSibling(name.replace(".png", ".gif")), samples);
    }
  }
}
