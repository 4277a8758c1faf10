package org.ebm.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.Support;
import org.ebm.data.Box;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.Moments;
import org.ebm.files.Csv;
import org.ebm.files.Npz;
import org.ebm.report.CurvesPlot;
import org.ebm.report.CurvesPlot.Spread;
import org.ebm.report.ImageStrips;
import org.ebm.report.LandscapePanel;
import org.ebm.report.Portraits;
import org.ebm.report.Series;

/** Draws a sample run from trace.csv and samples.npz: energy over steps, and the same chains at growing times. */
public final class SamplePictures {
  private static final int CHAINS_SHOWN = 16;
  private static final int IMAGE_PIXELS = 48;
  /** Examples that say how large others are drawn. */
  private static final int TYPICAL = 200;

  private static final int GRID = 200;

  private final Path run;
  private final Optional<Examples> data;

  public SamplePictures(Path run, Optional<Examples> data) {
    this.run = run;
    this.data = data;
  }

  /** Writes plots/energy.png and, for images and for points in the plane, samples.png, as far as the run has come; returns what was drawn. */
  public List<Path> draw() {
    Map<String, FloatArray> arrays = Files.isRegularFile(run.resolve(StatesOverTime.FILE))
        ? Npz.read(run.resolve(StatesOverTime.FILE))
        : Map.of();
    List<Path> drawn = new ArrayList<>();
    energy(arrays).ifPresent(drawn::add);
    drawn.addAll(new ChainPictures(run).draw());
    ToldPairs.of(run).ifPresent(told -> drawn.addAll(told.draw()));
    Map<String, FloatArray> states = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      if (name.startsWith(StatesOverTime.STEP)) {
        states.put("step " + name.substring(StatesOverTime.STEP.length()), array);
      }
    });
    Path samples = run.resolve("samples.png");
    int axes =
        states.values().stream().findFirst().map(array -> array.shape().length).orElse(0);
    if (axes == 2 && states.values().stream().allMatch(points -> points.shape()[1] == 2)) {
      densities(samples, states);
      drawn.add(samples);
    } else if (isDrawnByLayout(axes)) {
      portraits(samples, states);
      drawn.add(samples);
    } else if (axes == 4) {
      Support support = data.map(set -> set.space().support()).orElse(Support.REAL);
      states.replaceAll((title, chains) -> ImageStrips.pixels(support, chains));
      images(samples, states);
      drawn.add(samples);
    }
    return drawn;
  }

  /** Videos, volumes and sets of points, which only the data tell from each other. */
  private boolean isDrawnByLayout(int axes) {
    return data.map(Examples::space)
        .filter(space -> space.layout() != Layout.POINT && space.layout() != Layout.IMAGE)
        .filter(space -> Portraits.of(space, FloatArray.zeros(space.shape(), 0)).possible())
        .filter(space -> space.shape().rank() + 1 == axes)
        .isPresent();
  }

  /** The same chains at a few times, latest last; of videos the latest only, a row of frames for each chain. */
  private void portraits(Path png, Map<String, FloatArray> states) {
    Examples examples = data.orElseThrow();
    Portraits portraits = Portraits.of(examples.space(), examples.first(TYPICAL));
    boolean film = examples.space().layout() == Layout.VIDEO;
    int skipped = film ? states.size() - 1 : 0;
    List<ImageStrips.Row> rows = new ArrayList<>();
    states.entrySet().stream()
        .skip(skipped)
        .forEach(state -> rows.addAll(portraits.rows(state.getKey(), state.getValue(), 1)));
    String title = "The same chains over time"
        + portraits.words().map(words -> "; " + words).orElse("");
    new ImageStrips(title, List.of(), rows, portraits.scale()).write(png);
    FloatArray latest = List.copyOf(states.values()).get(states.size() - 1);
    portraits.play(run.resolve("samples.gif"), latest);
  }

  /** Empty where U is not known. */
  private Optional<Path> energy(Map<String, FloatArray> arrays) {
    Path png = run.resolve("plots/energy.png");
    Csv trace = Csv.read(run.resolve(Trace.CSV));
    double[] step = trace.column("step");
    double[] mean = trace.column("energy_mean");
    double[] sd = trace.column("energy_sd");
    if (Arrays.stream(mean).allMatch(Double::isNaN)) {
      return Optional.empty();
    }
    // the spread is the scale: a mean alone fills any axis with its wobbles
    List<Spread> spreads =
        new ArrayList<>(List.of(new Spread(new Series("chains", step, mean), sd)));
    FloatArray reference = arrays.get(StatesOverTime.ENERGY_DATA);
    if (reference != null && step.length > 0) {
      Moments data = Moments.of(reference.values());
      double[] ends = {step[0], step[step.length - 1]};
      Series level = new Series("data", ends, new double[] {data.mean(), data.mean()});
      spreads.add(new Spread(level, new double[] {data.sd(), data.sd()}));
    }
    String title = "Energy of the chains: mean, and one standard deviation on either side";
    CurvesPlot.writeSpread(
        png, new CurvesPlot.Axes(title, "chain steps", "energy U (nats)", true, false), spreads);
    return Optional.of(png);
  }

  private void densities(Path png, Map<String, FloatArray> states) {
    Box box = data.flatMap(Examples::box).orElseGet(() -> boxOf(states));
    Grid2d grid = new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), GRID);
    List<LandscapePanel.Column> columns = new ArrayList<>();
    states.forEach((title, points) -> {
      columns.add(LandscapePanel.Column.ofSample(title, grid, points, ""));
    });
    LandscapePanel.write(
        png, "The same chains over time", List.of(new LandscapePanel.Row("", grid, columns)));
  }

  /** Around all that is shown and finite, as the starts are, with a margin of a twentieth on each side. */
  private static Box boxOf(Map<String, FloatArray> states) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (FloatArray points : states.values()) {
      for (int i = 0; i < points.values().length; i++) {
        float value = points.values()[i];
        low[i % 2] = Float.isFinite(value) ? Math.min(low[i % 2], value) : low[i % 2];
        high[i % 2] = Float.isFinite(value) ? Math.max(high[i % 2], value) : high[i % 2];
      }
    }
    double width = Math.max(high[0] - low[0], high[1] - low[1]);
    return new Box(low[0], high[0], low[1], high[1]).grown(Math.max(width, 1e-6) / 20);
  }

  private static void images(Path png, Map<String, FloatArray> states) {
    List<ImageStrips.Row> rows = new ArrayList<>();
    states.forEach((title, chains) -> rows.add(
        new ImageStrips.Row(title, chains.slice(0, Math.min(CHAINS_SHOWN, chains.rows())))));
    int width = rows.get(0).images().shape()[3];
    int pixels = Math.max(1, IMAGE_PIXELS / width);
    new ImageStrips("The same chains over time", List.of(), rows, pixels).write(png);
  }
}
