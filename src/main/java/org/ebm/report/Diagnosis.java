package org.ebm.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code diagnosis.json} says of a model.
 *
 * @param found what was measured, in words
 * @param means what that means
 * @param tryNext what to do about it
 */
record Diagnosis(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) Verdict verdict,
    @JsonProperty(required = true) String found,
    @JsonProperty(required = true) String means,
    @JsonProperty(value = "try", required = true) String tryNext,
    Optional<Density> density,
    Optional<Scope> scope,
    Optional<String> densityBecause,
    Optional<List<String>> blindTo,
    Optional<String> data,
    Optional<Energies> energies,
    @JsonProperty(required = true) List<Measure> measures) {
  private static final int SCHEMA_VERSION = 1;

  Diagnosis {
    measures = List.copyOf(measures);
  }

  /** In words, with a sign and a tone of the stylesheet: colour alone does not reach everyone. */
  enum Verdict {
    @JsonProperty("convergent")
    CONVERGENT("convergent", "✓", "good"),
    @JsonProperty("non-convergent")
    NON_CONVERGENT("non-convergent", "✗", "bad"),
    @JsonProperty("collapsed")
    COLLAPSED("collapsed", "✗", "bad"),
    @JsonProperty("inconclusive")
    INCONCLUSIVE("inconclusive", "?", "unsure");

    private final String word;
    private final String sign;
    private final String tone;

    Verdict(String word, String sign, String tone) {
      this.word = word;
      this.sign = sign;
      this.tone = tone;
    }

    Html html(String tag) {
      return Html.text(tag, sign + " " + word).with("class", "word " + tone);
    }

    String tone() {
      return tone;
    }
  }

  /** Whether exp(-U) is the density of the data. */
  enum Density {
    @JsonProperty("agrees")
    AGREES("agrees", "✓", "good"),
    @JsonProperty("differs")
    DIFFERS("differs", "✗", "bad"),
    @JsonProperty("undecided")
    UNDECIDED("undecided", "?", "unsure");

    private final String word;
    private final String sign;
    private final String tone;

    Density(String word, String sign, String tone) {
      this.word = word;
      this.sign = sign;
      this.tone = tone;
    }

    Html html(String tag) {
      return Html.text(tag, sign + " " + word).with("class", "word " + tone);
    }
  }

  /** Whether the weights of modes were tested. */
  enum Scope {
    @JsonProperty("global")
    GLOBAL("global: chains from unlike starts mixed, so the weights of modes were tested"),
    @JsonProperty("local")
    LOCAL(
        "local: it depends on the start where chains end, so the weights of modes were not tested");

    private final String words;

    Scope(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * Histograms of U.
   *
   * @param data share of held-out data in each bin from low to high
   * @param chains share of the chains
   * @param chainsLow their 1 % quantile
   * @param chainsHigh their 99 % quantile
   */
  record Energies(
      @JsonProperty(required = true) double low,
      @JsonProperty(required = true) double high,
      @JsonProperty(required = true) double chainsLow,
      @JsonProperty(required = true) double chainsHigh,
      @JsonProperty(required = true) List<Double> data,
      @JsonProperty(required = true) List<Double> chains) {
    Energies {
      data = List.copyOf(data);
      chains = List.copyOf(chains);
    }
  }

  /**
   * One number behind the verdict.
   *
   * @param value may be NaN or infinite
   * @param low of its 95 % interval; empty if there is none, as is high
   * @param allowedLow empty if there is no bound on that side
   * @param passed empty if no rule asks
   */
  record Measure(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) double value,
      Optional<Double> low,
      Optional<Double> high,
      Optional<Double> allowedLow,
      Optional<Double> allowedHigh,
      Optional<Boolean> passed,
      @JsonProperty(required = true) String meaning) {
    /** As people say it. */
    String title() {
      return name.replace('_', ' ');
    }

    /** {@code -0.02 to 0.14}; empty without an interval. */
    String interval() {
      return low.isPresent() && high.isPresent()
          ? ShortNumber.of(low.get()) + " to " + ShortNumber.of(high.get())
          : "";
    }

    /** {@code -0.5 to 0.5}, {@code at most 0.1}, {@code at least 1}; empty without bounds. */
    String allowed() {
      if (allowedLow.isPresent() && allowedHigh.isPresent()) {
        return ShortNumber.of(allowedLow.get()) + " to " + ShortNumber.of(allowedHigh.get());
      }
      return allowedLow
          .map(bound -> "at least " + ShortNumber.of(bound))
          .or(() -> allowedHigh.map(bound -> "at most " + ShortNumber.of(bound)))
          .orElse("");
    }
  }

  /** Reads the file; damaged if it is anything else. */
  static Diagnosis read(Path file) {
    return VersionedJson.read(file, Diagnosis.class, Diagnosis::schemaVersion, SCHEMA_VERSION);
  }
}
