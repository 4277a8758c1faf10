package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code generation.json} says of a short chain as a generator, in the order of the file.
 *
 * @param noise z, in words
 * @param steps K
 * @param stepNoise whether the steps had noise too
 * @param examples made of noise
 * @param paths empty unless some were asked for
 * @param reconstruction empty unless it was asked for and there are data
 * @param matching empty of a model without a training run beside it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record GenerationRecord(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) String noise,
    @JsonProperty(required = true) int steps,
    @JsonProperty(required = true) boolean stepNoise,
    @JsonProperty(required = true) int examples,
    Optional<Paths> paths,
    Optional<Reconstruction> reconstruction,
    Optional<Matching> matching) {
  /** Of the file; rises when a reader of the older would misread the newer. */
  public static final int SCHEMA_VERSION = 1;

  /** Its name in a run's folder. */
  public static final String FILE = "generation.json";

  /** Pictures of it. */
  public static final String EXAMPLES = "plots/examples.png";

  public static final String PATHS = "plots/paths.png";
  public static final String RECONSTRUCTIONS = "plots/reconstructions.png";
  public static final String MATCHING = "plots/matching.png";

  /**
   * Paths between two noises.
   *
   * @param points on each
   * @param length of a path over the distance of its ends, mean
   * @param largestJump over the mean jump, of the worst path
   */
  public record Paths(
      @JsonProperty(required = true) int count,
      @JsonProperty(required = true) int points,
      @JsonProperty(required = true) double length,
      @JsonProperty(required = true) double largestJump) {}

  /**
   * The noise behind held-out examples.
   *
   * @param through last steps that the gradient went through
   * @param error mean squared difference of a number from the example's
   * @param errorOfNearest the same of the nearest of {@code draws} examples of other noise
   */
  public record Reconstruction(
      @JsonProperty(required = true) int examples,
      @JsonProperty(required = true) int updates,
      @JsonProperty(required = true) int through,
      @JsonProperty(required = true) double error,
      @JsonProperty(required = true) double errorOfNearest,
      @JsonProperty(required = true) int draws) {}

  /**
   * Whether learning was near the point where chains and data have the same mean energy under every model nearby.
   *
   * @param window updates that a mean is taken of
   * @param gap mean U(data) - mean U(chains) over the last window, in sd of U(data) under the model
   */
  public record Matching(
      @JsonProperty(required = true) int window,
      @JsonProperty(required = true) double gap) {}

  /** Reads a run's; damaged if it is anything else. */
  public static GenerationRecord read(Path run) {
    return VersionedJson.read(
        run.resolve(FILE), GenerationRecord.class, GenerationRecord::schemaVersion, SCHEMA_VERSION);
  }

  /** Replaces a run's, whole or not at all. */
  public void write(Path run) {
    VersionedJson.write(run.resolve(FILE), this);
  }
}
