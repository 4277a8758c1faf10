package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code pairs.json} says of chains that are told images whose truth is known: mean absolute differences of an element from the truth, over elements that the image leaves open, with standard
 * errors over images.
 *
 * @param images that chains are told
 * @param chains as many or a multiple
 * @param start where chains began, a word: draft, start
 * @param steps of the chains
 * @param ofStart of the states before the first step
 * @param ofRevised of the states after the last
 * @param ofGuess of what an image says at first sight: grey, the nearest neighbour, the mean picture through a hole
 * @param gain of the steps: that of a start less that of what became of it
 * @param gainOverGuess that of the first guess less that of the revised states
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PairsRecord(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) int images,
    @JsonProperty(required = true) int chains,
    @JsonProperty(required = true) String start,
    @JsonProperty(required = true) int steps,
    @JsonProperty(required = true) Mean ofStart,
    @JsonProperty(required = true) Mean ofRevised,
    @JsonProperty(required = true) Mean ofGuess,
    @JsonProperty(required = true) Mean gain,
    @JsonProperty(required = true) Mean gainOverGuess) {
  /** Of the file; rises when a reader of the older would misread the newer. */
  public static final int SCHEMA_VERSION = 1;

  /** Its name in a run's folder. */
  public static final String FILE = "pairs.json";

  /** Its picture. */
  public static final String PICTURE = "plots/pairs.png";

  /** @param error standard error; empty for a single image */
  public record Mean(@JsonProperty(required = true) double value, Optional<Double> error) {
    /** With what it is plus or minus. */
    public String text() {
      return String.format(Locale.ROOT, "%.4f", value)
          + error.map(each -> String.format(Locale.ROOT, " +- %.4f", each)).orElse("");
    }
  }

  /** What it means. */
  public String words() {
    return "Mean absolute difference from the truth behind " + images
        + " images, over what they leave open: " + start + " " + ofStart.text() + ", after " + steps
        + " steps " + ofRevised.text() + " (better by " + gain.text()
        + "), of the images at first sight "
        + ofGuess.text() + " (better by " + gainOverGuess.text() + ").";
  }

  /** In words, a name and a value each. */
  public Map<String, Object> summary() {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("error_" + start, ofStart.text());
    lines.put("error_revised", ofRevised.text());
    lines.put("error_guess", ofGuess.text());
    lines.put("gain", gain.text());
    return lines;
  }

  /** A run's, if its chains are told images whose truth is known; damaged if it is anything else. */
  public static Optional<PairsRecord> of(Path run) {
    return Optional.of(run.resolve(FILE))
        .filter(Files::isRegularFile)
        .map(file -> VersionedJson.read(
            file, PairsRecord.class, PairsRecord::schemaVersion, SCHEMA_VERSION));
  }

  /** Replaces a run's, whole or not at all. */
  public void write(Path run) {
    VersionedJson.write(run.resolve(FILE), this);
  }
}
