package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.diagnose.Density;
import org.ebm.diagnose.Verdict;

/**
 * What {@code diagnosis.json} says of a model, in the order of the file. What an ebm of before did not write yet is empty.
 *
 * @param verdict about the chains
 * @param density whether exp(-U) is the density of the data, and as far as which scope that was tested
 * @param data what was compared with, in words
 * @param found what was measured, in words
 * @param means what that means
 * @param tryNext what to do about it
 * @param change what to learn otherwise, computed from what was measured; empty if nothing follows
 * @param chainTime chains from training's start over chain time; empty if training's chains are not known
 * @param more what would decide it; empty if it is decided
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DiagnosisRecord(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) Verdict.Kind verdict,
    Optional<Density.Word> density,
    Optional<Density.Scope> scope,
    Optional<String> densityBecause,
    Optional<List<String>> blindTo,
    Optional<String> data,
    @JsonProperty(required = true) String found,
    @JsonProperty(required = true) String means,
    @JsonProperty(value = "try", required = true) String tryNext,
    Optional<List<Change>> change,
    Optional<More> more,
    Optional<Energies> energies,
    Optional<ChainTime> chainTime,
    @JsonProperty(required = true) List<Measure> measures) {
  /** Of the file; rises when a reader of the older would misread the newer. */
  public static final int SCHEMA_VERSION = 1;

  public DiagnosisRecord {
    measures = List.copyOf(measures);
  }

  /**
   * Histograms of U.
   *
   * @param data share of held-out data in each bin from low to high
   * @param chains share of the chains
   * @param chainsLow their 1 % quantile
   * @param chainsHigh their 99 % quantile
   */
  public record Energies(
      @JsonProperty(required = true) double low,
      @JsonProperty(required = true) double high,
      @JsonProperty(required = true) double chainsLow,
      @JsonProperty(required = true) double chainsHigh,
      @JsonProperty(required = true) List<Double> data,
      @JsonProperty(required = true) List<Double> chains) {
    public Energies {
      data = List.copyOf(data);
      chains = List.copyOf(chains);
    }
  }

  /**
   * Chains against the data over chain time.
   *
   * @param trained K, chain steps of a training update
   * @param when out-of-equilibrium, equilibrium or unfinished
   * @param means that, in words
   * @param saves gradients of U from these and from noise, in words; empty unless training starts at a generator's drafts
   * @param floor distance of two samples of the data
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ChainTime(
      @JsonProperty(required = true) int trained,
      @JsonProperty(required = true) String when,
      @JsonProperty(required = true) String means,
      Optional<String> saves,
      @JsonProperty(required = true) double floor,
      @JsonProperty(required = true) List<Curve> curves) {
    public ChainTime {
      curves = List.copyOf(curves);
    }

    /**
     * Chains from one start.
     *
     * @param from start, or noise
     * @param gradientsToData of U until the mean energy is the data's within 0.5 sd; empty if it never was
     * @param gap (mean U(data) - mean U(chains)) / sd U(data) at each number of steps
     * @param distance from the data, sliced Wasserstein in their largest sd
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Curve(
        @JsonProperty(required = true) String from,
        Optional<Long> gradientsToData,
        @JsonProperty(required = true) List<Integer> steps,
        @JsonProperty(required = true) List<Double> gap,
        @JsonProperty(required = true) List<Double> distance) {
      public Curve {
        steps = List.copyOf(steps);
        gap = List.copyOf(gap);
        distance = List.copyOf(distance);
      }
    }
  }

  /**
   * One number behind the verdict.
   *
   * @param value empty if it could not be measured, or is infinite
   * @param low of its 95 % interval; empty, as is high, if there is none, or none on that side
   * @param allowedLow empty if there is no bound on that side
   * @param passed empty if no rule asks
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Measure(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) @JsonInclude Optional<Double> value,
      Optional<Double> low,
      Optional<Double> high,
      Optional<Double> allowedLow,
      Optional<Double> allowedHigh,
      Optional<Boolean> passed,
      @JsonProperty(required = true) String meaning) {
    /** As given, but for numbers that are none. */
    public Measure {
      value = value.filter(Double::isFinite);
      low = low.filter(Double::isFinite);
      high = high.filter(Double::isFinite);
    }
  }

  /**
   * A key of the training's configuration.
   *
   * @param value as YAML
   * @param was its value in this training
   */
  public record Change(
      @JsonProperty(required = true) String key,
      @JsonProperty(required = true) String value,
      @JsonProperty(required = true) String was,
      @JsonProperty(required = true) String because) {}

  /** Chains from each start, examples compared with, and steps of each chain, in all. */
  public record More(
      @JsonProperty(required = true) int chains,
      @JsonProperty(required = true) int examples,
      @JsonProperty(required = true) int steps) {}

  /** Reads a file; damaged if it is anything else. */
  public static DiagnosisRecord read(Path file) {
    return VersionedJson.read(
        file, DiagnosisRecord.class, DiagnosisRecord::schemaVersion, SCHEMA_VERSION);
  }

  /** Replaces the file, whole or not at all. */
  public void write(Path file) {
    VersionedJson.write(file, this);
  }
}
