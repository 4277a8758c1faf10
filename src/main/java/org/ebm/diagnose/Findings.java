package org.ebm.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ebm.base.Counted;
import org.ebm.diagnose.Evidence.LongChains;

/** What was measured, told with its numbers. */
record Findings(Evidence evidence, Measures measures) {

  String text() {
    List<String> sentences = new ArrayList<>();
    if (measures.get(Measures.NON_FINITE).passed()) {
      sentences.add(gap());
      sentences.add(agreement());
      sentences.add("Long-run displacement is " + Digits.of(value(Measures.SHARE))
          + (evidence.scale().inSweeps()
              ? " of that of a sweep that changes every element."
              : " of eps sqrt(d), the most that Gaussian data allow."));
      measures.find(Measures.TWO_STARTS).ifPresent(rHat -> sentences.add(twoStarts(rHat)));
    } else {
      sentences.add(nonFinite());
      if (evidence.shortRun().isEmpty()) {
        sentences.add(notMeasured());
      }
    }
    String outside = measures.all().stream()
        .filter(measure -> !measure.passed() && !measure.name().equals(Measures.TWO_STARTS))
        .map(Measure::toString)
        .collect(Collectors.joining(", "));
    boolean mixed = measures.find(Measures.TWO_STARTS).map(Measure::passed).orElse(true);
    String all = mixed ? "All" : "All others";
    sentences.add(outside.isEmpty() ? all + " within their bands." : "Outside: " + outside + ".");
    return String.join(" ", sentences);
  }

  private static String twoStarts(Measure rHat) {
    return Double.isNaN(rHat.value())
        ? "Chains from two starts stand still, so they have no R-hat."
        : "Chains from two starts have an R-hat of " + Digits.of(rHat.value())
            + (rHat.passed() ? "." : ", allowed " + rHat.allowed() + ".");
  }

  private String gap() {
    double gap = measures.get(Measures.GAP).value();
    double drift = measures.get(Measures.DRIFT).value();
    return "After " + evidence.longRun().steps() + " " + evidence.scale().steps() + ", "
        + Counted.of(evidence.longRun().energies().length, "chain")
        + " from data lie " + apart(gap, "below", "above")
        + " the data in mean energy; in the second half the gap "
        + (drift < 0 ? "fell" : "rose") + " by " + Digits.of(Math.abs(drift)) + ".";
  }

  private String agreement() {
    if (evidence.shortRun().isEmpty()) {
      return notMeasured();
    }
    return "Short runs as in training lie "
        + apart(value(Measures.DIFFERENCE), "above", "below")
        + " the long-run chains, their energies "
        + Digits.of(value(Measures.DISTANCE))
        + " apart in distribution (Kolmogorov-Smirnov); the"
        + " displacement of long-run chains is " + Digits.of(value(Measures.RATIO))
        + " times that of short-run ones.";
  }

  private static String notMeasured() {
    return "Short runs as in training were not measured (the training sampler is not known), so "
        + Measures.DIFFERENCE + ", " + Measures.DISTANCE + " and " + Measures.RATIO
        + " had no say.";
  }

  private static String apart(double value, String positive, String negative) {
    return Digits.of(Math.abs(value)) + " sd " + (value < 0 ? negative : positive);
  }

  /** Names only what there is: {@code Not finite after 1000 steps of eps 0.2: 3 of 300 long-run chains.} */
  private String nonFinite() {
    List<String> parts = new ArrayList<>();
    LongChains run = evidence.longRun();
    addCount(parts, Measures.nonFiniteChains(run), run.energies().length, "long-run chains");
    addFinite(parts, run.displacement(), "the displacement of long-run chains");
    evidence.shortRun().ifPresent(shortRun -> {
      int bad = Measures.nonFinite(shortRun.energies());
      addCount(parts, bad, shortRun.energies().length, "short-run samples");
      addFinite(parts, shortRun.displacement(), "the displacement of short-run samples");
    });
    float[] data = evidence.dataEnergies();
    addCount(parts, Measures.nonFinite(data), data.length, "data energies");
    return "Not finite after " + run.steps() + " " + evidence.scale().steps() + ": "
        + String.join(", ", parts) + ".";
  }

  private static void addCount(List<String> parts, int bad, int all, String what) {
    if (bad > 0) {
      parts.add(bad + " of " + all + " " + what);
    }
  }

  private static void addFinite(List<String> parts, double value, String what) {
    if (!Double.isFinite(value)) {
      parts.add(what);
    }
  }

  private double value(String name) {
    return measures.find(name).orElseThrow().value();
  }
}
