package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.run.RestorationRecord;

/** What was restored, how surely, and whether that is true. */
final class RestorationSection {
  private RestorationSection() {}

  /** Empty while it is not done. */
  static List<Html> of(RunFiles run) {
    if (run.file(RestorationRecord.FILE).isEmpty()) {
      return List.of();
    }
    RestorationRecord found = RestorationRecord.read(run.folder());
    List<Html> sections = new ArrayList<>();
    run.file("plots/restored.png")
        .ifPresent(png -> sections.add(Page.section(
            "Restored",
            List.of(
                EmbeddedPicture.figure(
                    png,
                    "What was observed, mean and standard deviation of the posterior, three draws, the most probable, and the truth where it is known"),
                Html.text("p", "Draws: " + found.law() + ".").with("class", "soft")))));
    sections.add(Page.section("How sure, and whether that is true", content(found)));
    if (!found.refused().isEmpty()) {
      sections.add(Page.section(
          "Not restored",
          found.refused().stream().map(line -> Html.text("p", line)).toList()));
    }
    return sections;
  }

  private static List<Html> content(RestorationRecord found) {
    List<Html> content = new ArrayList<>();
    Html numbers = Html.tag("table");
    numbers.add(row("Observations", String.valueOf(found.observations())));
    numbers.add(row("Draws of each", String.valueOf(found.draws())));
    numbers.add(row("Mean width of 90 % intervals", ShortNumber.of(found.width())));
    found
        .coverage()
        .ifPresent(share -> numbers.add(row(
            "Of their truths inside, where 90 % should be",
            percent(share)
                + found
                    .coverageError()
                    .map(error -> "\u00a0±\u00a0" + percent(error))
                    .orElse(""))));
    numbers.add(row(
        "R-hat, median and largest", number(found.rHatMedian()) + ", " + number(found.rHatMax())));
    numbers.add(row("Observations with R-hat up to 1.05", percent(found.mixed())));
    content.add(Page.scrolling(numbers));
    found.remarks().forEach(remark -> content.add(Html.text("p", remark)));
    if (!found.methods().isEmpty()) {
      content.add(Page.scrolling(errors(found)));
    }
    return content;
  }

  private static Html errors(RestorationRecord found) {
    Html table = Html.tag("table");
    table.add(Html.tag("tr")
        .add(
            Html.text("th", "Answer"),
            Html.text("th", "Root mean square error"),
            Html.text("th", "PSNR, dB")));
    found
        .methods()
        .forEach(method -> table.add(Html.tag("tr")
            .add(
                Html.text("th", method.name()),
                Html.text("td", ShortNumber.of(method.rmse())),
                Html.text(
                    "td",
                    method
                        .psnr()
                        .map(psnr -> String.format(Locale.ROOT, "%.2f", psnr))
                        .orElse("")))));
    return table;
  }

  private static Html row(String name, String value) {
    return Html.tag("tr").add(Html.text("th", name), Html.text("td", value));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
  }

  private static String number(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%.3f", number)).orElse("unknown");
  }
}
