package org.ebm.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.base.Counted;
import org.ebm.base.Rounded;
import org.ebm.run.GenerationRecord;

/** What a short chain made as a generator, for reading. */
public final class GenerationText {
  private GenerationText() {}

  /** Its lines. */
  public static List<String> of(Path run, GenerationRecord made) {
    List<String> lines = new ArrayList<>();
    lines.add(line("run", run.toString()));
    lines.add(line(
        "examples",
        made.examples() + " of " + made.noise() + ", " + Counted.of(made.steps(), "step") + " "
            + (made.stepNoise() ? "with noise" : "without noise")));
    made.paths()
        .ifPresent(paths -> lines.add(line(
            "paths",
            paths.count() + " of " + Counted.of(paths.points(), "point") + ", "
                + number(paths.length()) + " times as long as their ends are apart; largest jump "
                + number(paths.largestJump()) + " times the mean one")));
    made.reconstruction()
        .ifPresent(found -> lines.add(line(
            "reconstructed",
            Counted.of(found.examples(), "held-out example") + ", mean squared error "
                + number(found.error())
                + ", of the nearest of " + found.draws() + " others "
                + number(found.errorOfNearest()))));
    made.matching()
        .ifPresent(matching -> lines.add(line(
            "matching",
            "energy gap over the last " + Counted.of(matching.window(), "update") + " "
                + number(matching.gap()) + " sd of U(data)")));
    return lines;
  }

  private static String number(double value) {
    return Rounded.by("%.3g", value);
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-14s %s", name, value);
  }
}
