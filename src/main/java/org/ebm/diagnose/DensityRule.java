package org.ebm.diagnose;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ebm.diagnose.Density.Scope;
import org.ebm.diagnose.Density.Word;

/** From measures to the word, the number that decided it, and what would decide it. */
record DensityRule(FitMeasures fit, StartMeasures starts, int steps) {
  private static final List<String> CONDITIONS =
      List.of(FitMeasures.SETTLING, FitMeasures.ACCEPTANCE);
  private static final List<String> SHARES = List.of(FitMeasures.ABOVE, FitMeasures.BELOW);
  private static final double MOST_MORE = 16;
  private static final int ROUND = 100;

  Word word() {
    if (!conditionsHold()) {
      return Word.UNDECIDED;
    }
    if (fitting().stream().anyMatch(Measure::isOutside)) {
      return Word.DIFFERS;
    }
    return fitting().stream().allMatch(Measure::passed) ? Word.AGREES : Word.UNDECIDED;
  }

  String because() {
    return switch (word()) {
      case AGREES -> agrees();
      case DIFFERS -> differs(worst());
      case UNDECIDED -> conditionsHold() ? undecided() : unsettled();
    };
  }

  Optional<More> more() {
    if (word() != Word.UNDECIDED) {
      return Optional.empty();
    }
    if (hardlyMove() || energiesDoNotVary()) {
      return Optional.empty();
    }
    if (!conditionsHold() && !isOnlyWide(unmet())) {
      return Optional.of(new More(fit.chainsPerStart(), fit.dataSize(), 4 * steps));
    }
    double factor = fit.all().stream()
        .filter(measure -> !measure.passed() && measure.interval().isPresent())
        .mapToDouble(DensityRule::factor)
        .max()
        .orElse(1);
    return Optional.of(
        new More(rounded(factor * fit.chainsPerStart()), rounded(factor * fit.dataSize()), steps));
  }

  private boolean conditionsHold() {
    return CONDITIONS.stream().map(fit::get).allMatch(Measure::passed);
  }

  private List<Measure> fitting() {
    return fit.all().stream()
        .filter(measure -> !CONDITIONS.contains(measure.name()))
        .toList();
  }

  /** By how much the sample must grow so that the interval, which shrinks with its root, leaves the edge of the band. */
  private static double factor(Measure measure) {
    Interval interval = measure.interval().orElseThrow();
    Band band = measure.allowed();
    double half = (interval.high() - interval.low()) / 2;
    double edge =
        Math.min(Math.abs(measure.value() - band.high()), Math.abs(measure.value() - band.low()));
    double ratio = 1.2 * half / edge;
    return Math.max(1.5, Math.min(MOST_MORE, ratio * ratio));
  }

  private static int rounded(double number) {
    return (int) Math.ceil(number / ROUND) * ROUND;
  }

  /** Of those wholly outside a share of data, which everybody understands; else the one furthest beyond its band, in units of the band. */
  private Measure worst() {
    Comparator<Measure> isShare = Comparator.comparing(measure -> SHARES.contains(measure.name()));
    return fitting().stream()
        .filter(Measure::isOutside)
        .max(isShare.thenComparingDouble(Measure::strain))
        .orElseThrow();
  }

  private Measure nearestToAnEdge() {
    return fitting().stream().max(Comparator.comparingDouble(Measure::reach)).orElseThrow();
  }

  private String agrees() {
    String tested = starts.scope() == Scope.GLOBAL
        ? "the weights of modes included"
        : "within the basins that chains began in";
    String away = starts
        .elsewhere()
        .map(
            share -> " But " + Digits.of(100 * share)
                + " % of the chains that began far from the data ended where no other chain goes: the model may have mass there.")
        .orElse("");
    return "By every measure data and chains are alike within its band, " + tested
        + "; nearest to its edge is " + nearestToAnEdge() + "." + away;
  }

  private String differs(Measure worst) {
    String value = Digits.of(100 * worst.value()) + " % of the data lie ";
    return switch (worst.name()) {
      case FitMeasures.ABOVE ->
        value + "where 1 % of the chains go, at energies above their 99 % quantile.";
      case FitMeasures.BELOW ->
        value + "where 1 % of the chains go, at energies below their 1 % quantile.";
      case FitMeasures.REGIONS ->
        "Chains share themselves out over data space unlike the data: " + worst + ", in nats.";
      case FitMeasures.NEAREST ->
        "Chains keep other distances from data than data do: " + worst + ", in nats.";
      case FitMeasures.GAP ->
        "The data lie " + Digits.of(Math.abs(worst.value()))
            + " sd of the chains " + (worst.value() > 0 ? "above" : "below")
            + " the chains in mean energy: the density is too "
            + (worst.value() > 0
                ? "narrow for the data, or lacks some of them."
                : "broad for the data, or puts mass elsewhere.");
      default -> "The energies of data and of chains are distributed unlike: " + worst + ".";
    };
  }

  private String undecided() {
    return "The interval of " + nearestToAnEdge()
        + " is neither wholly inside nor wholly outside its band; "
        + more().map(More::toString).orElse("") + " would tell.";
  }

  private String unsettled() {
    if (hardlyMove()) {
      return "Metropolis-adjusted chains hardly moved: " + fit.get(FitMeasures.ACCEPTANCE)
          + ", at the step that their warm-up found. More of them would stand still, too; begin them elsewhere, or look at how steep the energy is there.";
    }
    if (energiesDoNotVary()) {
      return "The energies of data, or of Metropolis-adjusted chains, do not vary, so nothing tells whether these reached the law of exp(-U).";
    }
    Measure unmet = unmet();
    return "Metropolis-adjusted chains "
        + (isOnlyWide(unmet) ? "are too few to say that they reached" : "have not reached")
        + " the law of exp(-U): " + unmet + "; "
        + more().map(More::toString).orElse("") + " may.";
  }

  private boolean hardlyMove() {
    return !fit.get(FitMeasures.ACCEPTANCE).passed();
  }

  /** Or the chains left the numbers: there is no unit to measure in. */
  private boolean energiesDoNotVary() {
    return !Double.isFinite(fit.get(FitMeasures.SETTLING).value());
  }

  private Measure unmet() {
    return CONDITIONS.stream()
        .map(fit::get)
        .filter(measure -> !measure.passed())
        .findFirst()
        .orElseThrow();
  }

  /** Whether more chains decide it, and not longer ones. */
  private static boolean isOnlyWide(Measure measure) {
    return measure.interval().isPresent() && measure.allowed().contains(measure.value());
  }
}
