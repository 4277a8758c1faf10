package org.ebm.restore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Rounded;
import org.ebm.run.RestorationRecord;

/** A restoration for reading. */
public final class RestorationText {
  private static final int NAME = 20;

  private RestorationText() {}

  /** Its lines: numbers, errors of each answer, what a reader should know. */
  public static List<String> of(Path run, RestorationRecord found) {
    List<String> lines = new ArrayList<>();
    lines.add(line("run", run.toString()));
    lines.add(line("observations", String.valueOf(found.observations())));
    lines.add(line("draws_of_each", String.valueOf(found.draws())));
    lines.add(line(
        "r_hat", number(found.rHatMedian()) + " median, " + number(found.rHatMax()) + " largest"));
    lines.add(line("mixed", number(Optional.of(found.mixed()))));
    lines.add(line("width", number(Optional.of(found.width()))));
    found
        .coverage()
        .ifPresent(share -> lines.add(line(
            "coverage",
            number(Optional.of(share))
                + found
                    .coverageError()
                    .map(e -> " +- " + number(Optional.of(e)))
                    .orElse("")
                + " of 0.9")));
    if (!found.methods().isEmpty()) {
      lines.add(String.format(Locale.ROOT, "%-" + NAME + "s %10s %10s", "", "rmse", "psnr"));
    }
    found
        .methods()
        .forEach(method -> lines.add(String.format(
            Locale.ROOT,
            "%-" + NAME + "s %10.4g %10s",
            method.name(),
            method.rmse(),
            method.psnr().map(psnr -> String.format(Locale.ROOT, "%.2f", psnr)).orElse(""))));
    found.remarks().forEach(remark -> lines.add("note: " + remark));
    found.refused().forEach(refused -> lines.add("not restored: " + refused));
    return lines;
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-" + NAME + "s %s", name, value);
  }

  private static String number(Optional<Double> value) {
    return value.map(number -> Rounded.by("%.3g", number)).orElse("unknown");
  }
}
