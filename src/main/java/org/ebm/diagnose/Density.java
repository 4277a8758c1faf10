package org.ebm.diagnose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.RandomKey;

/**
 * Whether exp(-U) is the density of the data: a second word beside {@link Verdict}, which is about the chains. It is an equivalence statement: each measure has
 * an interval and a band of what is allowed. Differs: an interval lies wholly outside its band. Agrees: all lie wholly inside. Undecided: neither, and
 * {@link #more} says what would decide it. Right and wrong densities for which the rules were set: the bank of planted models in the tests.
 *
 * @param because the number that decided and what it means, one sentence
 * @param measures in the order in which they are best read: of the fit, then of the starts
 * @param blindTo what these numbers of chains, data and steps cannot see
 * @param more what an undecided word needs; empty if it is decided
 */
public record Density(
    Word word,
    Scope scope,
    String because,
    List<Measure> measures,
    List<String> blindTo,
    Optional<More> more) {
  public Density {
    measures = List.copyOf(measures);
    blindTo = List.copyOf(blindTo);
  }

  /** The three answers; scripts rely on the texts. */
  public enum Word {
    AGREES("agrees"),
    DIFFERS("differs"),
    UNDECIDED("undecided");

    private final String text;

    Word(String text) {
      this.text = text;
    }

    @JsonValue
    @Override
    public String toString() {
      return text;
    }
  }

  /** Whether chains from unlike starts mixed, so that the weights of modes were tested, or only the shapes of the basins that they began in. */
  public enum Scope {
    GLOBAL("global"),
    LOCAL("local");

    private final String text;

    Scope(String text) {
      this.text = text;
    }

    @JsonValue
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Measures and judges.
   *
   * @param steps T of the long chains
   * @param key of cells
   */
  public static Density of(FitEvidence evidence, int steps, RandomKey key) {
    Optional<String> lost = lost(evidence);
    if (lost.isPresent()) {
      return notMeasured(lost.get());
    }
    StartMeasures starts = StartMeasures.of(evidence, key.fold("starts"));
    FitMeasures fit = FitMeasures.of(evidence, starts.scope() == Scope.GLOBAL, key.fold("fit"));
    DensityRule rule = new DensityRule(fit, starts, steps);
    return new Density(
        rule.word(),
        starts.scope(),
        rule.because(),
        Stream.concat(fit.all().stream(), starts.all().stream()).toList(),
        Blindness.of(fit, starts, steps),
        rule.more());
  }

  /** Undecided, for a reason that more of anything does not remove. */
  public static Density notMeasured(String because) {
    return new Density(
        Word.UNDECIDED, Scope.LOCAL, because, List.of(), List.of("everything"), Optional.empty());
  }

  private static Optional<String> lost(FitEvidence evidence) {
    if (!evidence.data().isFinite()) {
      return Optional.of("Some data have an energy that is not finite.");
    }
    boolean finite = evidence.fromData().isFinite()
        && evidence.second().map(FitEvidence.Chains::isFinite).orElse(true);
    return finite
        ? Optional.empty()
        : Optional.of(
            "Some chains left the numbers, so there is no steady state to compare with data.");
  }

  /** Where no more than so many data can be had: an undecided word that needs more says what to do about it. */
  public Density withAtMost(int available) {
    if (more.isEmpty() || more.get().data() <= available) {
      return this;
    }
    More most = new More(more.get().chains(), available, more.get().steps());
    return new Density(
        word,
        scope,
        because + " There are only " + available
            + " held-out examples: hold out more of the data (hold_out), or bring more.",
        measures,
        blindTo,
        Optional.of(most));
  }

  /** The measure of that name; empty if it was not measured. */
  public Optional<Measure> measure(String name) {
    return measures.stream().filter(measure -> measure.name().equals(name)).findFirst();
  }
}
