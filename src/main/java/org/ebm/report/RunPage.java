package org.ebm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.ebm.run.DataRecord;
import org.ebm.run.Event;
import org.ebm.run.Events;
import org.ebm.run.Provenance;
import org.ebm.run.RunKind;
import org.ebm.run.RunStatus;

/** {@code report.html}: all there is to see of one run in one file, the verdict first. */
public final class RunPage {
  private RunPage() {}

  /**
   * Writes the page of a training run or of a run of chains from the run's files; parts whose files are missing are left out.
   *
   * @return {@code report.html} in the run's folder
   * @throws org.ebm.base.EbmException usage error if the folder holds no run; damaged if a file cannot be read for what it should be
   */
  public static Path write(Path run) {
    return write(run, OptionalInt.empty());
  }

  /**
   * The same of a run that goes on: a page that a browser reads again by itself.
   *
   * @param refresh seconds; empty: never
   */
  public static Path write(Path run, OptionalInt refresh) {
    RunFiles files = RunFiles.open(run);
    List<Html> sections = new ArrayList<>(head(files));
    files
        .diagnosis()
        .ifPresentOrElse(
            diagnosis -> sections.add(VerdictSection.of(diagnosis)),
            () -> sections.addAll(
                files.kind() == RunKind.TRAIN ? List.of(VerdictSection.notYet(run)) : List.of()));
    // pictures that show the verdict first, then numbers
    if (files.kind() == RunKind.MAP_BASINS) {
      sections.addAll(BasinSections.of(files, ""));
    } else if (files.kind() == RunKind.RESTORE) {
      sections.addAll(RestorationSection.of(files));
    } else if (files.kind() == RunKind.FEATURES) {
      sections.addAll(FeaturesSection.of(files));
    } else if (files.kind() == RunKind.SWEEP) {
      sections.addAll(SweepSection.of(files));
    } else if (files.kind() == RunKind.GENERATE) {
      sections.addAll(GenerationSection.of(files));
    } else if (files.kind().isChains()) {
      sections.addAll(LadderSection.of(files));
      sections.addAll(PictureSections.chains(files, ""));
    } else if (files.kind() == RunKind.TRAIN) {
      sections.addAll(PictureSections.samples(files));
      sections.addAll(PictureSections.chains(files, "diagnosis/"));
      sections.addAll(PictureSections.filters(files));
      sections.addAll(PictureSections.outliers(files));
      sections.addAll(BasinSections.of(files, "basins/"));
    }
    List<KeyFigure> figures = KeyFigure.of(files);
    if (!figures.isEmpty()) {
      sections.add(Page.section("Numbers", List.of(KeyFigure.list(figures))));
    }
    List<KeyFigure> evaluated = KeyFigure.ofEvaluation(run);
    if (!evaluated.isEmpty()) {
      sections.add(Page.section("Evaluation", List.of(KeyFigure.list(evaluated))));
    }
    files.diagnosis().map(VerdictSection::measures).ifPresent(sections::add);
    files.diagnosis().map(ChainTimeSection::of).ifPresent(sections::addAll);
    if (files.kind() == RunKind.TRAIN) {
      sections.addAll(curves(files));
      sections.addAll(PictureSections.diagnostics(files));
      sections.addAll(events(files));
    }
    DataRecord.of(run).map(DataTable::of).ifPresent(sections::add);
    sections.addAll(configuration(files));
    sections.add(Page.section("Provenance", List.of(ProvenanceTable.of(files.provenance()))));
    Path html = run.resolve("report.html");
    Page.write(html, files.name(), refresh, sections);
    return html;
  }

  private static List<Html> head(RunFiles run) {
    Provenance provenance = run.provenance();
    List<Html> head = new ArrayList<>();
    head.add(Html.text("h1", run.name()));
    head.add(Html.text("p", kind(run)).with("class", "soft"));
    if (provenance.status() != RunStatus.DONE) {
      String tone = provenance.status() == RunStatus.FAILED ? "bad" : "unsure";
      head.add(Html.text("p", "The run is not done: " + ProvenanceTable.status(provenance))
          .with("class", "alert " + tone));
    }
    return head;
  }

  private static String kind(RunFiles run) {
    return switch (run.kind()) {
      case MAP_BASINS -> "basins of an energy";
      case RESTORE -> "a restoration";
      case FEATURES -> "features of a model";
      case GENERATE -> "a short chain as a generator";
      case SAMPLE, DIAGNOSE -> "chains of a model";
      case SWEEP -> "a sweep of training runs";
      case TRAIN, TOY_TABLE -> "training run";
    };
  }

  private static List<Html> curves(RunFiles run) {
    List<Html> charts = PictureSections.charts(run, Quantity.TRAINING);
    return charts.isEmpty()
        ? List.of()
        : List.of(Page.section(
            "Curves", List.of(Html.tag("div").with("class", "charts").add(charts))));
  }

  private static List<Html> events(RunFiles run) {
    List<Event> events = Events.read(run.folder()).all();
    return events.isEmpty()
        ? List.of()
        : List.of(Page.section("Divergences", List.of(EventTable.of(events))));
  }

  private static List<Html> configuration(RunFiles run) {
    return run
        .config()
        .map(yaml -> Page.section(
            "Configuration",
            List.of(Html.tag("details")
                .add(
                    Html.text("summary", "config.yaml, with all defaults"),
                    Html.text("pre", yaml)))))
        .stream()
        .toList();
  }
}
