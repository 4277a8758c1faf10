package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.base.Rounded;
import org.ebm.base.ShellWords;
import org.ebm.diagnose.Density;
import org.ebm.diagnose.Interval;
import org.ebm.diagnose.Measure;
import org.ebm.diagnose.Verdict;
import org.ebm.run.DiagnosisRecord.Change;

/** A diagnosis for reading: the verdict, found, means, try, and the numbers. */
public final class DiagnosisText {
  private static final int WIDTH = 100;
  private static final int NAME = 24;
  private static final double WHOLE = 1e9;
  private static final String INDENT = " ".repeat(10);

  private DiagnosisText() {}

  /** Its lines. */
  public static List<String> of(Diagnosis diagnosis) {
    Verdict verdict = diagnosis.verdict();
    List<String> lines = new ArrayList<>();
    Density density = diagnosis.density();
    paragraph(
        lines,
        "verdict",
        verdict.kind() + "; density " + density.word() + "; scope " + density.scope());
    paragraph(lines, "found", verdict.found());
    paragraph(lines, "means", verdict.means());
    paragraph(lines, "try", verdict.tryNext());
    for (Change change : diagnosis.changes()) {
      paragraph(
          lines,
          "change",
          ShellWords.words("--set", change.key() + "=" + change.value()) + "   was " + change.was()
              + ": " + change.because());
    }
    paragraph(lines, "density", density.word() + ": " + density.because());
    paragraph(lines, "blind to", String.join("; ", density.blindTo()));
    diagnosis.chainTime().ifPresent(time -> {
      paragraph(lines, "trained", time.means());
      time.saves().ifPresent(saves -> paragraph(lines, "saves", saves));
    });
    paragraph(lines, "data", diagnosis.data());
    lines.add("");
    lines.add(row("", "value", "95 % interval", "allowed"));
    verdict.measures().forEach(measure -> lines.add(row(measure)));
    density.measures().forEach(measure -> lines.add(row(measure)));
    for (Observation observation : diagnosis.observations()) {
      lines.add(row(
          observation.name(),
          number(observation.value()),
          observation.interval().map(DiagnosisText::ends).orElse(""),
          ""));
    }
    return lines;
  }

  private static String row(Measure measure) {
    String interval = measure.interval().map(DiagnosisText::ends).orElse("");
    String failed = measure.passed() ? "" : measure.isOutside() ? "  <- outside" : "  <- undecided";
    return row(measure.name(), number(measure.value()), interval, measure.allowed() + failed);
  }

  private static String ends(Interval interval) {
    return number(interval.low()) + " to " + number(interval.high());
  }

  private static String row(String name, String value, String interval, String allowed) {
    String row = String.format(
        Locale.ROOT, "%-" + NAME + "s %10s   %-22s %s", name, value, interval, allowed);
    return row.stripTrailing();
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE;
    return Rounded.by(whole ? "%.0f" : "%.4g", value);
  }

  /** A word, and text beside it, wrapped. */
  private static void paragraph(List<String> lines, String word, String text) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%-" + INDENT.length() + "s", word));
    boolean fresh = true;
    for (String part : text.split(" ")) {
      if (!fresh && line.length() + 1 + part.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(INDENT);
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(part);
      fresh = false;
    }
    lines.add(line.toString());
  }
}
