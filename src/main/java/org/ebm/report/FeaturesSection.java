package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.run.FeaturesRecord;

/** Which features there are, and what they are worth. */
final class FeaturesSection {
  private FeaturesSection() {}

  /** Empty while it is not done. */
  static List<Html> of(RunFiles run) {
    if (run.file(FeaturesRecord.FILE).isEmpty()) {
      return List.of();
    }
    FeaturesRecord found = FeaturesRecord.read(run.folder());
    List<Html> sections = new ArrayList<>();
    run.file(FeaturesRecord.PICTURE)
        .ifPresent(png -> sections.add(Page.section(
            "What the features are worth",
            List.of(EmbeddedPicture.figure(
                png, "Test examples that linear classifiers find the class of, over labels")))));
    found
        .classification()
        .ifPresent(measured -> sections.add(Page.section(
            "Accuracies",
            List.of(Page.scrolling(scores(measured)), Page.scrolling(gains(measured))))));
    sections.add(Page.section("Features", List.of(Page.scrolling(columns(found)))));
    return sections;
  }

  private static Html scores(FeaturesRecord.Classification found) {
    Html table = head("Classifier", "Labels", "Features", "Right", "95 % interval");
    found
        .scores()
        .forEach(score -> table.add(row(
            score.classifier(),
            String.valueOf(score.labels()),
            score.features(),
            percent(score.accuracy()),
            percent(score.low()) + " to " + percent(score.high()))));
    return table;
  }

  private static Html gains(FeaturesRecord.Classification found) {
    Html table = head("Learned over untrained", "Labels", "Points", "95 % interval");
    found
        .gains()
        .forEach(gain -> table.add(row(
            gain.classifier(),
            String.valueOf(gain.labels()),
            points(gain.difference()),
            points(gain.low()) + " to " + points(gain.high()))));
    return table;
  }

  private static Html columns(FeaturesRecord found) {
    Html table = head("Layer", "Kind", "Columns", "From");
    found
        .columns()
        .forEach(stage -> table.add(row(
            stage.place().isEmpty()
                ? String.valueOf(stage.layer())
                : stage.place() + " " + stage.layer(),
            stage.kind(),
            String.valueOf(stage.count()),
            String.valueOf(stage.first()))));
    return table;
  }

  private static Html head(String... names) {
    Html row = Html.tag("tr");
    for (String name : names) {
      row.add(Html.text("th", name));
    }
    return Html.tag("table").add(row);
  }

  private static Html row(String first, String... others) {
    Html row = Html.tag("tr").add(Html.text("th", first));
    for (String other : others) {
      row.add(Html.text("td", other));
    }
    return row;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String points(double difference) {
    return String.format(Locale.ROOT, "%+.2f", 100 * difference);
  }
}
