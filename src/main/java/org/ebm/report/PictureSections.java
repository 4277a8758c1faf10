package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import org.ebm.run.SampleSnapshot;

/** The pictures of a run: samples as they are now and as they were, chains over time, diagnostics. */
final class PictureSections {
  /** A long run has hundreds of snapshots; a page must stay small enough to send. */
  private static final int MOST_EARLIER = 5;

  private PictureSections() {}

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
        + ShortNumber.count(snapshot.step()) + " updates";
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
    List<Html> charts = charts(run, Quantity.trace(folder));
    if (!charts.isEmpty()) {
      content.add(Html.tag("div").with("class", "charts").add(charts));
    }
    run.file(folder + "samples.png")
        .ifPresent(png -> content.add(EmbeddedPicture.figure(png, "The same chains over time")));
    return content.isEmpty() ? List.of() : List.of(Page.section("Chains over time", content));
  }

  /** Correlations of the training curves; empty if not drawn. */
  static List<Html> diagnostics(RunFiles run) {
    return run
        .file("plots/diagnostics.png")
        .map(
            png -> Page.section(
                "Training diagnostics",
                List.of(
                    EmbeddedPicture.of(
                        png,
                        "Energy gap and displacement over updates, their cross-correlation and autocorrelations"))))
        .stream()
        .toList();
  }

  /** Energies of data and of what is none; empty if the model was not asked. */
  static List<Html> outliers(RunFiles run) {
    return run
        .file("plots/out-of-distribution.png")
        .map(png -> Page.section(
            "Out of distribution",
            List.of(EmbeddedPicture.of(
                png, "Histograms of U of held-out data and of sets that are none"))))
        .stream()
        .toList();
  }

  /** What hidden units look for; empty if the model has none. */
  static List<Html> filters(RunFiles run) {
    return run
        .file("plots/filters.png")
        .map(png -> Page.section(
            "Filters",
            List.of(EmbeddedPicture.figure(
                png, "Weights of each hidden unit, white positive and black negative"))))
        .stream()
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
