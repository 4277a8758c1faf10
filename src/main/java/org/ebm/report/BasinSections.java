package org.ebm.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.Vectors;
import org.ebm.files.Npz;
import org.ebm.run.BasinsRecord;

/** A map of basins on a page: the tree first, then what it rests on. */
final class BasinSections {
  /** Passes that differ by less are one, nats: paths are found with noise, and one of two parts is as high as its higher one. */
  private static final double SAME_HEIGHT = 0.02;

  private BasinSections() {}

  /**
   * The map in a folder of a run; empty if there is none.
   *
   * @param folder with a slash at its end, or empty for the run's own
   */
  static List<Html> of(RunFiles run, String folder) {
    Optional<BasinsRecord> found = run.file(folder + "basins.json").map(BasinsRecord::read);
    if (found.isEmpty()) {
      return List.of();
    }
    BasinsRecord map = found.get();
    List<Html> content = new ArrayList<>();
    for (String remark : map.remarks()) {
      content.add(Html.text("p", remark).with("class", "alert unsure"));
    }
    run.file(folder + "tree.png")
        .ifPresent(
            png -> content.add(
                EmbeddedPicture.figure(
                    png,
                    "Disconnectivity graph: basins merge where a path leads over their barrier; below, states of each")));
    run.file(folder + "minima.png")
        .ifPresent(png -> content.add(EmbeddedPicture.figure(
            png, "The lowest states of latents, as what the generator makes of them")));
    run.file(folder + "landscape.png")
        .ifPresent(png -> content.add(EmbeddedPicture.figure(
            png, "The energy with its basins, their minima and the paths between them")));
    content.add(figures(map));
    Optional<FloatArray> minima = run.file(folder + "basins.npz")
        .flatMap(file -> Optional.ofNullable(Npz.read(file).get("representatives")));
    content.add(Page.scrolling(table(map, minima)));
    map.scan()
        .ifPresent(scan ->
            content.add(Html.tag("div").with("class", "charts").add(ChartFigure.of(chart(scan)))));
    return List.of(Page.section("Basins", content));
  }

  private static Html figures(BasinsRecord map) {
    List<KeyFigure> figures = new ArrayList<>();
    figures.add(new KeyFigure(
        "Basins", ShortNumber.count(map.basins()), "of " + Counted.of(map.states(), "state")));
    for (Optional<Double> index : map.agreement()) {
      figures.add(new KeyFigure(
          "Adjusted Rand index",
          number(index),
          index.filter(value -> !value.isNaN()).isPresent()
              ? "the same states, another seed; 1 is the same grouping"
              : "with another seed nothing to compare: all states as one, or each alone"));
    }
    map.purity()
        .ifPresent(purity -> figures.add(new KeyFigure(
            "Purity", ShortNumber.of(purity), "by chance " + number(map.purityByChance()))));
    // of spins, whose states a flip joins, there is neither
    if (map.force() > 0) {
      figures.add(
          new KeyFigure("Force", ShortNumber.of(map.force()), "F = alpha T, energy per distance"));
      figures.add(
          new KeyFigure("Resolution", ShortNumber.of(map.resolution()), "distance of an arrival"));
    }
    return KeyFigure.list(figures);
  }

  private static Html table(BasinsRecord map, Optional<FloatArray> minima) {
    Html table = Html.tag("table")
        .add(Html.tag("tr")
            .add(
                List.of("Basin", "Lowest U", "States", "Lowest barrier", "Commonest class").stream()
                    .filter(name -> map.classes().isPresent() || !name.endsWith("class"))
                    .map(name -> Html.text("th", name).with("scope", "col"))
                    .toList()));
    for (int i = 0; i < map.basins(); i++) {
      Html row = Html.tag("tr")
          .add(
              Html.text("th", String.valueOf(i + 1)).with("scope", "row"),
              Html.text("td", number(map.energies().get(i))),
              Html.text("td", ShortNumber.count(map.populations().get(i))),
              Html.text("td", barrier(map, minima, i)));
      int basin = i;
      map.classes().ifPresent(classes -> row.add(Html.text("td", commonest(classes.get(basin)))));
      table.add(row);
    }
    return table;
  }

  /** {@code +2.56 to basin 3}: above the basin's own energy. */
  private static String barrier(BasinsRecord map, Optional<FloatArray> minima, int basin) {
    List<Optional<Double>> row = map.barriers().get(basin);
    int lowest = -1;
    for (int other = 0; other < row.size(); other++) {
      boolean lower = lowest < 0
          || height(row, other) < height(row, lowest) - SAME_HEIGHT
          || (height(row, other) <= height(row, lowest) + SAME_HEIGHT
              && distance(minima, basin, other) < distance(minima, basin, lowest));
      if (other != basin && row.get(other).isPresent() && lower) {
        lowest = other;
      }
    }
    return lowest < 0
        ? "none found"
        : "+"
            + ShortNumber.of(height(row, lowest) - map.energies().get(basin).orElse(Double.NaN))
            + " to basin " + (lowest + 1);
  }

  /** Of passes as high as each other, the one to the nearest basin is named: the way to a farther one leads through it. */
  private static double distance(Optional<FloatArray> minima, int one, int other) {
    return minima
        .filter(points -> Math.max(one, other) < points.rows())
        .map(points -> Vectors.distance(
            points.slice(one, one + 1).values(), points.slice(other, other + 1).values()))
        .orElse(0.0);
  }

  private static double height(List<Optional<Double>> row, int other) {
    return row.get(other).orElse(Double.POSITIVE_INFINITY);
  }

  private static String number(Optional<Double> value) {
    return ShortNumber.of(value.orElse(Double.NaN));
  }

  private static String commonest(List<Long> counts) {
    long most = Collections.max(counts);
    long all = counts.stream().mapToLong(count -> count).sum();
    return counts.indexOf(most) + " (" + Math.round(100.0 * most / all) + " %)";
  }

  private static Chart chart(List<BasinsRecord.Point> scan) {
    double[] forces = scan.stream().mapToDouble(BasinsRecord.Point::force).toArray();
    double[] groups = scan.stream().mapToDouble(BasinsRecord.Point::groups).toArray();
    return new Chart(
        "How the number of basins depends on the pull",
        new Chart.Side("F = alpha T, energy per distance", true),
        new Chart.Side("groups", true),
        List.of(new Mark.Curve(
            new Series("groups", forces, groups), Ink.line(0), Mark.Curve.Detail.ALL)));
  }
}
