package org.ebm.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.files.Folders;
import org.ebm.run.SampleSnapshot;

/** The cells of a sweep: over its grid, in one table, and what each learned. */
final class SweepSection {
  /** A page must stay small enough to send. */
  private static final int MOST = 12;

  private SweepSection() {}

  static List<Html> of(RunFiles run) {
    List<Html> cells = new ArrayList<>();
    run.file("sweep.png")
        .ifPresent(png -> cells.add(
            EmbeddedPicture.figure(png, "Displacement over chain steps, a panel for each start")));
    run.file("sweep.csv")
        .ifPresent(csv -> cells.add(PictureSections.table(csv, SweepSection::shown)));
    List<Html> sections = new ArrayList<>();
    if (!cells.isEmpty()) {
      sections.add(Page.section("Cells", cells));
    }
    List<Html> samples = samples(run);
    if (!samples.isEmpty()) {
      sections.add(Page.section("What the cells learned", samples));
    }
    return sections;
  }

  private static List<Html> samples(RunFiles run) {
    List<Html> figures = run.file("cells").stream()
        .flatMap(folder -> Folders.list(folder).stream())
        .filter(Files::isDirectory)
        .flatMap(cell -> latest(cell).stream())
        .toList();
    if (figures.size() <= MOST) {
      return figures;
    }
    List<Html> shown = new ArrayList<>(figures.subList(0, MOST));
    shown.add(Html.text(
            "p",
            "The first " + MOST + " of " + figures.size() + "; each cell has a page of its own.")
        .with("class", "note"));
    return shown;
  }

  private static Optional<Html> latest(Path cell) {
    return SampleSnapshot.of(cell, "short", "png").stream()
        .findFirst()
        .map(last -> EmbeddedPicture.figure(
            last.file(),
            cell.getFileName() + ": "
                + PictureSections.caption("short", last).toLowerCase(Locale.ROOT)));
  }

  /** Numbers short, words as they are. */
  private static String shown(String cell) {
    try {
      return cell.matches("[0-9]+") ? cell : ShortNumber.of(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return cell;
    }
  }
}
