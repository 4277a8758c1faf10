package org.ebm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.Counted;

/** Several runs side by side in one file. */
public final class ComparePage {
  private ComparePage() {}

  /**
   * Writes a page with a column for each run, their curves over each other, and the configuration keys in which they differ.
   *
   * @param html replaced whole or not at all
   * @param runs folders of training runs or of runs of chains, in the order to show
   * @return html
   * @throws org.ebm.base.EbmException as from {@link RunPage#write}
   */
  public static Path write(Path html, List<Path> runs) {
    List<RunFiles> files = runs.stream().map(RunFiles::open).toList();
    List<String> labels = labels(files);
    ComparisonTable tables = new ComparisonTable(files, labels);
    List<Html> sections = new ArrayList<>();
    sections.add(Html.text("h1", Counted.of(runs.size(), "run") + " side by side"));
    sections.add(Page.scrolling(tables.results()));
    List<Html> charts = charts(files, labels);
    if (!charts.isEmpty()) {
      sections.add(
          Page.section("Curves", List.of(Html.tag("div").with("class", "charts").add(charts))));
    }
    sections.add(Page.section("Differences of the configurations", List.of(tables.differences())));
    Page.write(html, String.join(", ", labels), sections);
    return html;
  }

  /** Folder names; paths as given where two folders have one name. */
  private static List<String> labels(List<RunFiles> runs) {
    boolean distinct = runs.stream().map(RunFiles::name).distinct().count() == runs.size();
    return runs.stream()
        .map(run -> distinct ? run.name() : run.folder().toString())
        .toList();
  }

  private static List<Html> charts(List<RunFiles> runs, List<String> labels) {
    List<Quantity> quantities = new ArrayList<>(Quantity.TRAINING);
    quantities.addAll(Quantity.trace(""));
    return quantities.stream()
        .flatMap(quantity -> quantity.overlaid(runs, labels).stream())
        .map(ChartFigure::of)
        .toList();
  }
}
