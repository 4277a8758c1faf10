package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.Counted;
import org.ebm.run.GenerationRecord;

/** What a short chain made as a generator. */
final class GenerationSection {
  private GenerationSection() {}

  /** Empty while it is not done. */
  static List<Html> of(RunFiles run) {
    if (run.file(GenerationRecord.FILE).isEmpty()) {
      return List.of();
    }
    GenerationRecord made = GenerationRecord.read(run.folder());
    List<Html> sections = new ArrayList<>();
    sections.add(
        Page.section(
            "Made of noise",
            content(
                run,
                GenerationRecord.EXAMPLES,
                "The ends of " + Counted.of(made.steps(), "step") + " from " + made.noise()
                    + (made.stepNoise() ? ", steps with noise" : ", steps without noise"),
                "A function of the noise, not draws of the energy's density: ebm diagnose says whether the energy has one.")));
    made.paths()
        .ifPresent(paths -> sections.add(Page.section(
            "Paths",
            content(
                run,
                GenerationRecord.PATHS,
                "From one noise to another on the sphere",
                "Paths are " + ShortNumber.of(paths.length())
                    + " times as long as their ends are apart; the largest jump of the worst is "
                    + ShortNumber.of(paths.largestJump()) + " times its mean one."))));
    made.reconstruction()
        .ifPresent(found -> sections.add(Page.section(
            "Reconstructions",
            content(
                run,
                GenerationRecord.RECONSTRUCTIONS,
                "Held-out examples, what their noise makes, and the nearest of others",
                "Mean squared error " + ShortNumber.of(found.error()) + ", of the nearest of "
                    + Counted.of(found.draws(), "example") + " of other noise "
                    + ShortNumber.of(found.errorOfNearest()) + "."))));
    made.matching()
        .ifPresent(matching -> sections.add(Page.section(
            "Moments while learning",
            content(
                run,
                GenerationRecord.MATCHING,
                "Energy gap of data and short chains over updates",
                "Over the last " + Counted.of(matching.window(), "update") + " "
                    + ShortNumber.of(matching.gap())
                    + " sd of U(data): near 0 the short chains have the data's mean of f."))));
    return sections;
  }

  private static List<Html> content(RunFiles run, String picture, String caption, String words) {
    List<Html> content = new ArrayList<>();
    run.file(picture).ifPresent(png -> content.add(EmbeddedPicture.figure(png, caption)));
    content.add(Html.text("p", words).with("class", "soft"));
    return content;
  }
}
