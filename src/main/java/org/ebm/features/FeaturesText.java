package org.ebm.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ebm.base.Counted;
import org.ebm.run.FeaturesRecord;

/** Features, and what they are worth, for reading. */
public final class FeaturesText {
  private FeaturesText() {}

  /** Its lines. */
  public static List<String> of(Path run, FeaturesRecord found) {
    List<String> lines = new ArrayList<>();
    lines.add(line("run", run.toString()));
    lines.add(line("examples", String.valueOf(found.examples())));
    found.classes().ifPresent(classes -> lines.add(line("classes", String.valueOf(classes))));
    found
        .arrays()
        .forEach(array -> lines.add(line(array.name(), array.width() + ", " + array.words())));
    lines.add(line(
        "stages",
        found.columns().stream()
            .map(stage -> stage.kind() + " " + stage.layer() + " (" + stage.count() + ")")
            .collect(Collectors.joining(", "))));
    found.classification().ifPresent(measured -> lines.addAll(table(measured)));
    return lines;
  }

  private static List<String> table(FeaturesRecord.Classification found) {
    List<String> lines = new ArrayList<>();
    lines.add(line("test_examples", String.valueOf(found.test())));
    lines.add(String.format(
        Locale.ROOT,
        "%-10s %8s %-10s %9s  %s",
        "classifier",
        "labels",
        "features",
        "right, %",
        "95 % interval"));
    for (FeaturesRecord.Score score : found.scores()) {
      lines.add(String.format(
          Locale.ROOT,
          "%-10s %8d %-10s %9.2f  %.2f to %.2f",
          score.classifier(),
          score.labels(),
          score.features(),
          100 * score.accuracy(),
          100 * score.low(),
          100 * score.high()));
    }
    for (FeaturesRecord.Gain gain : found.gains()) {
      lines.add(String.format(
          Locale.ROOT,
          "learned over untrained, %s, %s: %+.2f points (%.2f to %.2f)",
          gain.classifier(),
          Counted.of(gain.labels(), "label"),
          100 * gain.difference(),
          100 * gain.low(),
          100 * gain.high()));
    }
    return lines;
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-14s %s", name, value);
  }
}
