package org.ebm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.files.IoFailure;
import org.ebm.run.PairsRecord;
import org.ebm.run.SampleSnapshot;

/** The pictures of a run: samples as they are now and as they were, chains over time, diagnostics. */
final class PictureSections {
  /** A long run has hundreds of snapshots; a page must stay small enough to send. */
  private static final int MOST_EARLIER = 5;

  /** Pictures of chains with their captions, in the order in which they are shown. */
  private static final Map<String, String> CHAINS = chainPictures();

  private static Map<String, String> chainPictures() {
    Map<String, String> pictures = new LinkedHashMap<>();
    pictures.put(PairsRecord.PICTURE, "Told, true, and made of what was told");
    pictures.put("samples.png", "The same chains over time");
    pictures.put("plots/plane.png", "The energy by contours, and the chains on it");
    pictures.put(
        "plots/energies.png",
        "Energies of short and of long chains, and of data where there are any");
    pictures.put(
        "plots/chains.png",
        "How chains mix: some of them over time, their ranks, and the autocorrelation of all");
    return Collections.unmodifiableMap(pictures);
  }

  private PictureSections() {}

  /** summary.csv as a table; empty if the run has none. */
  private static Optional<Html> summary(RunFiles run, String folder) {
    return run.file(folder + "summary.csv").map(file -> table(file, cell -> number(file, cell)));
  }

  /** A table of comma-separated cells; the first line and the first column are names. */
  static Html table(Path file, UnaryOperator<String> shown) {
    Html table = Html.tag("table");
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        boolean isHead = i == 0;
        Html row = Html.tag("tr");
        String[] cells = lines.get(i).split(",", -1);
        for (int k = 0; k < cells.length; k++) {
          row.add(
              isHead || k == 0 ? Html.key("th", cells[k]) : Html.text("td", shown.apply(cells[k])));
        }
        table.add(row);
      }
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
    return Page.scrolling(table);
  }

  private static String number(Path file, String text) {
    try {
      return ShortNumber.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw EbmException.damaged(
          file, "'" + text + "' is no number; draw it again with ebm report");
    }
  }

  /** The latest samples large, earlier ones folded; empty if none were drawn. */
  static List<Html> samples(RunFiles run) {
    List<Html> content = new ArrayList<>();
    for (String kind : List.of("short", "long")) {
      List<SampleSnapshot> snapshots = run.snapshots(kind);
      if (!snapshots.isEmpty()) {
        content.add(figure(kind, snapshots.get(0)));
        content.addAll(earlier(kind, snapshots.subList(1, snapshots.size())));
      }
    }
    return content.isEmpty() ? List.of() : List.of(Page.section("Samples", content));
  }

  private static Html figure(String kind, SampleSnapshot snapshot) {
    return EmbeddedPicture.figure(snapshot.file(), caption(kind, snapshot));
  }

  static String caption(String kind, SampleSnapshot snapshot) {
    return (kind.equals("short") ? "Samples" : "Long runs") + " after "
        + Counted.of(snapshot.step(), "update");
  }

  private static List<Html> earlier(String kind, List<SampleSnapshot> snapshots) {
    if (snapshots.isEmpty()) {
      return List.of();
    }
    List<SampleSnapshot> shown = spread(snapshots);
    String which = shown.size() == snapshots.size()
        ? "Earlier samples: " + shown.size()
        : "Earlier samples: " + shown.size() + " of " + snapshots.size() + ", all are in samples/";
    return List.of(Html.tag("details")
        .add(Html.text("summary", which))
        .add(shown.stream().map(snapshot -> figure(kind, snapshot)).toList()));
  }

  /** Evenly spaced ones, the first and last included. */
  private static List<SampleSnapshot> spread(List<SampleSnapshot> all) {
    if (all.size() <= MOST_EARLIER) {
      return all;
    }
    List<SampleSnapshot> shown = new ArrayList<>();
    for (int i = 0; i < MOST_EARLIER; i++) {
      shown.add(all.get(Math.round((float) i * (all.size() - 1) / (MOST_EARLIER - 1))));
    }
    return shown;
  }

  /**
   * The same chains at growing times, and their traces; empty if there are none.
   *
   * @param folder where trace.csv and samples.png are, with a slash at its end, or empty for the run's own
   */
  static List<Html> chains(RunFiles run, String folder) {
    List<Html> content = new ArrayList<>();
    PairsRecord.of(run.folder().resolve(folder))
        .ifPresent(pairs -> content.add(Html.text("p", pairs.words())));
    CHAINS.forEach((file, caption) -> run.file(folder + file)
        .ifPresent(png -> content.add(EmbeddedPicture.figure(png, caption))));
    List<Html> charts = charts(run, Quantity.trace(folder));
    if (!charts.isEmpty()) {
      content.add(Html.tag("div").with("class", "charts").add(charts));
    }
    summary(run, folder).ifPresent(content::add);
    return content.isEmpty() ? List.of() : List.of(Page.section("Chains over time", content));
  }

  /** Correlations of the training curves; empty if not drawn. */
  static List<Html> diagnostics(RunFiles run) {
    return ofOne(
        run,
        "plots/diagnostics.png",
        "Training diagnostics",
        png -> EmbeddedPicture.figure(
            png,
            "Energy gap and displacement over updates, their cross-correlation and autocorrelations"));
  }

  /** Energies of data and of what is none; empty if the model was not asked. */
  static List<Html> outliers(RunFiles run) {
    return ofOne(
        run,
        "plots/out-of-distribution.png",
        "Out of distribution",
        png -> EmbeddedPicture.figure(
            png, "Histograms of U of held-out data and of sets that are none"));
  }

  /** What hidden units, or filters, look for; empty if the model has none. */
  static List<Html> filters(RunFiles run) {
    return ofOne(
        run,
        "plots/filters.png",
        "Filters",
        png -> EmbeddedPicture.figure(
            png, "What the model looks for, white positive and black negative"));
  }

  /** A section around one picture; empty if the run has no such file. */
  private static List<Html> ofOne(
      RunFiles run, String file, String title, Function<Path, Html> picture) {
    return run.file(file).map(png -> Page.section(title, List.of(picture.apply(png)))).stream()
        .toList();
  }

  /** One chart for each quantity that the run has. */
  static List<Html> charts(RunFiles run, List<Quantity> quantities) {
    return quantities.stream()
        .flatMap(quantity -> quantity.chart(run).stream())
        .map(ChartFigure::of)
        .toList();
  }
}
