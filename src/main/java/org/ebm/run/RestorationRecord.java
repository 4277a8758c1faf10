package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code restoration.json} says of a restoration, in the order of the file. Without a truth there are no errors and no coverage.
 *
 * @param observations how many were restored
 * @param refused what is wrong with each that was not, a line
 * @param law what the draws are of, in words
 * @param draws of each observation
 * @param rHatMedian over observations, of the largest R-hat of each
 * @param mixed share of observations whose R-hat is at most 1.05
 * @param width mean width of the 90 % intervals over elements that are restored, data units
 * @param coverage share of these elements whose truth lies in its interval
 * @param coverageError standard error of the coverage over observations
 * @param methods errors of the posterior's answers and of what one would do without an energy
 * @param remarks what a reader should know
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RestorationRecord(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) int observations,
    @JsonProperty(required = true) List<String> refused,
    @JsonProperty(required = true) String law,
    @JsonProperty(required = true) int draws,
    Optional<Double> rHatMedian,
    Optional<Double> rHatMax,
    @JsonProperty(required = true) double mixed,
    @JsonProperty(required = true) double width,
    Optional<Double> coverage,
    Optional<Double> coverageError,
    @JsonProperty(required = true) List<Method> methods,
    @JsonProperty(required = true) List<String> remarks) {
  /** Of the file; rises when a reader of the older would misread the newer. */
  public static final int SCHEMA_VERSION = 1;

  /** Its name in a run's folder. */
  public static final String FILE = "restoration.json";

  /**
   * Errors over elements that are restored.
   *
   * @param rmse root mean square, data units
   * @param psnr 20 log10(2 / rmse) in dB, pixels span 2; only of pictures
   */
  public record Method(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) double rmse,
      Optional<Double> psnr) {}

  /** Reads a run's; damaged if it is anything else. */
  public static RestorationRecord read(Path run) {
    return VersionedJson.read(
        run.resolve(FILE),
        RestorationRecord.class,
        RestorationRecord::schemaVersion,
        SCHEMA_VERSION);
  }

  /** Replaces a run's, whole or not at all. */
  public void write(Path run) {
    VersionedJson.write(run.resolve(FILE), this);
  }
}
