package org.ebm.report;

import java.util.List;
import java.util.Optional;
import org.ebm.run.DiagnosisRecord;
import org.ebm.run.DiagnosisRecord.Energies;

/** Two histograms of U back to back: data above the line, chains below it, and how much of the data lies where one chain in a hundred goes. */
final class EnergyPicture {
  private static final int WIDTH = 640;
  private static final int LEFT = 10;
  private static final int RIGHT = 10;
  private static final int TOP = 40;
  private static final int HALF = 96;
  private static final int ROOM = 130;
  private static final int ASIDE = 6;
  /** Room that a name takes. */
  private static final int WORD = 56;
  /** The part of the bins, one in so many, above which a name stands. */
  private static final int NAMED = 8;
  /** Of the tallest bar: what stays clear of a name. */
  private static final double LOW = 0.55;

  private static final int HEIGHT = TOP + 2 * HALF + 44;

  private final DiagnosisRecord diagnosis;
  private final Energies energies;
  private final Axis axis;
  private final double tallest;

  private EnergyPicture(DiagnosisRecord diagnosis, Energies energies) {
    this.diagnosis = diagnosis;
    this.energies = energies;
    this.axis = Axis.around(new double[] {energies.low(), energies.high()}, false, 0);
    this.tallest = Math.max(most(energies.data()), most(energies.chains()));
  }

  static Html of(DiagnosisRecord diagnosis, Energies energies) {
    return new EnergyPicture(diagnosis, energies).figure();
  }

  private static double most(List<Double> shares) {
    return shares.stream().mapToDouble(share -> share).max().orElse(1);
  }

  private Html figure() {
    return Html.tag("figure")
        .add(
            Html.text(
                "figcaption",
                "Energies of data and of chains mirror each other if the density is right"),
            svg(),
            Html.text(
                    "p",
                    "One chain in a hundred is left of the left dashed line, one right of the right one; beside them: how much of the data is. About 1 % is right. The outermost bars hold all that lies beyond.")
                .with("class", "note"));
  }

  private Html svg() {
    Html svg = Html.tag("svg")
        .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
        .with("role", "img")
        .with("aria-label", "histograms of U: data above, chains below");
    addBars(svg, energies.data(), "c0", -1);
    addBars(svg, energies.chains(), "c1", 1);
    addTail(svg, energies.chainsLow(), "share_below_1", true);
    addTail(svg, energies.chainsHigh(), "share_above_99", false);
    svg.add(MeasureBar.path("frame", "M" + LEFT + " " + middle() + "H" + (WIDTH - RIGHT)));
    svg.add(name("data", energies.data(), TOP + 28, "c0"));
    svg.add(name("chains", energies.chains(), TOP + 2 * HALF - 20, "c1"));
    axis.ticks()
        .forEach(
            tick -> svg.add(label(axis.label(tick), x(tick), TOP + 2 * HALF + 18, "middle", "")));
    return svg.add(label("energy U (nats)", WIDTH / 2.0, HEIGHT - 6, "middle", ""));
  }

  /** At the right end, or at the left where bars at the right would cover it; on no dashed line. */
  private Html name(String text, List<Double> shares, double y, String colour) {
    int few = shares.size() / NAMED;
    boolean covered = most(shares.subList(shares.size() - few, shares.size())) > LOW * tallest;
    double left = x(energies.chainsLow());
    double right = x(energies.chainsHigh());
    return covered
        ? label(text, left < LEFT + WORD ? left + ASIDE : LEFT, y, "start", colour)
        : label(
            text, right > WIDTH - RIGHT - WORD ? right - ASIDE : WIDTH - RIGHT, y, "end", colour);
  }

  private static int middle() {
    return TOP + HALF;
  }

  private double x(double energy) {
    return LEFT + axis.position(energy) * (WIDTH - LEFT - RIGHT);
  }

  private void addBars(Html svg, List<Double> shares, String colour, int down) {
    double width = (energies.high() - energies.low()) / shares.size();
    StringBuilder path = new StringBuilder();
    for (int bin = 0; bin < shares.size(); bin++) {
      double height = shares.get(bin) / tallest * HALF;
      path.append('M')
          .append(coordinate(x(energies.low() + bin * width) + 0.5))
          .append(' ')
          .append(middle())
          .append('V')
          .append(coordinate(middle() + down * height))
          .append('H')
          .append(coordinate(x(energies.low() + (bin + 1) * width) - 0.5))
          .append('V')
          .append(middle())
          .append('Z');
    }
    svg.add(MeasureBar.path("bars " + colour, path.toString()));
  }

  /** A quantile of the chains, and on its outer side, where there is room, how much of the data lies beyond. */
  private void addTail(Html svg, double at, String measure, boolean below) {
    svg.add(MeasureBar.path(
        "level", "M" + coordinate(x(at)) + " " + (TOP - 6) + "V" + (TOP + 2 * HALF)));
    boolean leftwards = below ? x(at) > ROOM : x(at) > WIDTH - ROOM;
    share(measure)
        .ifPresent(share -> svg.add(label(
            (below ? "← " : "") + ShortNumber.rough(100 * share) + " % of data"
                + (below ? "" : " →"),
            x(at) + (leftwards ? -ASIDE : ASIDE),
            TOP - 14,
            leftwards ? "end" : "start",
            "c0")));
  }

  private Optional<Double> share(String name) {
    return diagnosis.measures().stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .flatMap(DiagnosisRecord.Measure::value);
  }

  private static Html label(String text, double x, double y, String anchor, String colour) {
    return Html.text("text", text)
        .with("x", coordinate(x))
        .with("y", coordinate(y))
        .with("text-anchor", anchor)
        .with("class", colour.isEmpty() ? "axis" : "named " + colour);
  }

  private static String coordinate(double pixels) {
    return SvgDrawing.coordinate(pixels);
  }
}
