package org.ebm.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** A map of basins on a page: the tree first, then what it rests on. */
final class BasinSections {
  private BasinSections() {}

  /**
   * The map in a folder of a run; empty if there is none.
   *
   * @param folder with a slash at its end, or empty for the run's own
   */
  static List<Html> of(RunFiles run, String folder) {
    Optional<BasinMap> found = run.file(folder + "basins.json").map(BasinMap::read);
    if (found.isEmpty()) {
      return List.of();
    }
    BasinMap map = found.get();
    List<Html> content = new ArrayList<>();
    for (String remark : map.remarks()) {
      content.add(Html.text("p", remark).with("class", "alert unsure"));
    }
    run.file(folder + "tree.png")
        .ifPresent(
            png -> content.add(
                Page.scrolling(
                    EmbeddedPicture.figure(
                        png,
                        "Disconnectivity graph: basins merge where a path leads over their barrier; below, states of each"))));
    run.file(folder + "landscape.png")
        .ifPresent(png -> content.add(EmbeddedPicture.figure(
            png, "The energy with its basins, their minima and the paths between them")));
    content.add(figures(map));
    content.add(Page.scrolling(table(map)));
    map.scan()
        .ifPresent(scan ->
            content.add(Html.tag("div").with("class", "charts").add(ChartFigure.of(chart(scan)))));
    return List.of(Page.section("Basins", content));
  }

  private static Html figures(BasinMap map) {
    List<KeyFigure> figures = new ArrayList<>();
    figures.add(new KeyFigure(
        "Basins",
        ShortNumber.count(map.basins()),
        "of " + ShortNumber.count(map.states()) + " states"));
    for (double index : map.agreement()) {
      figures.add(new KeyFigure(
          "Adjusted Rand index",
          ShortNumber.of(index),
          "the same states, another seed; 1 is the same grouping"));
    }
    map.purity()
        .ifPresent(purity -> figures.add(new KeyFigure(
            "Purity",
            ShortNumber.of(purity),
            "by chance " + ShortNumber.of(map.purityByChance().orElse(Double.NaN)))));
    figures.add(
        new KeyFigure("Force", ShortNumber.of(map.force()), "F = alpha T, energy per distance"));
    figures.add(
        new KeyFigure("Resolution", ShortNumber.of(map.resolution()), "distance of an arrival"));
    return KeyFigure.list(figures);
  }

  private static Html table(BasinMap map) {
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
              Html.text("td", ShortNumber.of(map.energies().get(i))),
              Html.text("td", ShortNumber.count(map.populations().get(i))),
              Html.text("td", barrier(map, i)));
      int basin = i;
      map.classes().ifPresent(classes -> row.add(Html.text("td", commonest(classes.get(basin)))));
      table.add(row);
    }
    return table;
  }

  /** {@code +2.56 to basin 3}: above the basin's own energy. */
  private static String barrier(BasinMap map, int basin) {
    List<Double> row = new ArrayList<>(map.barriers().get(basin));
    row.set(basin, Double.POSITIVE_INFINITY);
    OptionalDouble lowest =
        row.stream().filter(Objects::nonNull).mapToDouble(height -> height).min();
    return lowest.isEmpty() || lowest.getAsDouble() == Double.POSITIVE_INFINITY
        ? "none found"
        : "+" + ShortNumber.of(lowest.getAsDouble() - map.energies().get(basin)) + " to basin "
            + (row.indexOf(lowest.getAsDouble()) + 1);
  }

  private static String commonest(List<Integer> counts) {
    int most = Collections.max(counts);
    int all = counts.stream().mapToInt(count -> count).sum();
    return counts.indexOf(most) + " (" + Math.round(100.0 * most / all) + " %)";
  }

  private static Chart chart(List<BasinMap.Point> scan) {
    double[] forces = scan.stream().mapToDouble(BasinMap.Point::force).toArray();
    double[] groups = scan.stream().mapToDouble(BasinMap.Point::groups).toArray();
    return new Chart(
        "How the number of basins depends on the pull",
        new Chart.Side("F = alpha T, energy per distance", true),
        new Chart.Side("groups", true),
        List.of(new Mark.Curve(
            new Series("groups", forces, groups), Ink.line(0), Mark.Curve.Detail.ALL)));
  }
}
