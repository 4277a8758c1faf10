package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code features.json} says of features, in the order of the file.
 *
 * @param examples how many were read
 * @param classes how many different labels they have; empty for a set without
 * @param pool what was taken over the positions of a channel
 * @param arrays of features.npz, what each is made of
 * @param columns of the arrays made of hidden stages, from left to right
 * @param energy SHA-256 of the files that the energy was read from, by name
 * @param classification empty unless it was asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FeaturesRecord(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) int examples,
    Optional<Integer> classes,
    @JsonProperty(required = true) String pool,
    @JsonProperty(required = true) List<Features> arrays,
    @JsonProperty(required = true) List<Columns> columns,
    @JsonProperty(required = true) Map<String, String> energy,
    Optional<Classification> classification) {
  /** Of the file; rises when a reader of the older would misread the newer. */
  public static final int SCHEMA_VERSION = 1;

  /** Its name in a run's folder. */
  public static final String FILE = "features.json";

  /** The picture of a classification. */
  public static final String PICTURE = "plots/classification.png";

  /**
   * An array of features.
   *
   * @param name in features.npz
   * @param words what it is
   */
  public record Features(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String words,
      @JsonProperty(required = true) int width) {}

  /**
   * Neighbouring columns, a channel each.
   *
   * @param first counted from 0
   * @param place of the network in a tree of energies; empty for one alone
   */
  public record Columns(
      @JsonProperty(required = true) int first,
      @JsonProperty(required = true) int count,
      @JsonProperty(required = true) String place,
      @JsonProperty(required = true) int layer,
      @JsonProperty(required = true) String kind) {}

  /**
   * Linear classifiers on the features.
   *
   * @param train labelled examples to choose from
   * @param test labelled examples that none learned from
   * @param scores a row for each features, classifier and number of labels
   * @param gains of what was learned over the same network with first weights
   */
  public record Classification(
      @JsonProperty(required = true) int train,
      @JsonProperty(required = true) int test,
      @JsonProperty(required = true) int classes,
      @JsonProperty(required = true) List<Score> scores,
      @JsonProperty(required = true) List<Gain> gains) {}

  /**
   * Share of the test examples that are classified right.
   *
   * @param features name of the array
   * @param draws of labelled examples, over which accuracy is a mean
   * @param low of the 95 % interval: of the mean over draws; of a single one, with all labels, over test examples
   * @param cost C of LIBLINEAR, median over draws
   */
  public record Score(
      @JsonProperty(required = true) String features,
      @JsonProperty(required = true) String classifier,
      @JsonProperty(required = true) int labels,
      @JsonProperty(required = true) int draws,
      @JsonProperty(required = true) double accuracy,
      @JsonProperty(required = true) double low,
      @JsonProperty(required = true) double high,
      @JsonProperty(required = true) double cost) {}

  /** A difference of two accuracies of the same draws, with its 95 % interval. */
  public record Gain(
      @JsonProperty(required = true) String classifier,
      @JsonProperty(required = true) int labels,
      @JsonProperty(required = true) double difference,
      @JsonProperty(required = true) double low,
      @JsonProperty(required = true) double high) {}

  /** Reads a run's; damaged if it is anything else. */
  public static FeaturesRecord read(Path run) {
    return VersionedJson.read(
        run.resolve(FILE), FeaturesRecord.class, FeaturesRecord::schemaVersion, SCHEMA_VERSION);
  }

  /** Replaces a run's, whole or not at all. */
  public void write(Path run) {
    VersionedJson.write(run.resolve(FILE), this);
  }
}
