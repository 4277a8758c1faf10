package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code basins.json} says of an energy, in the order of the file. Basins are counted from 1; a number that is not finite is null there and empty
 * here.
 *
 * @param basins how many there are
 * @param force F = alpha T, energy per distance
 * @param resolution distance of an arrival
 * @param agreement adjusted Rand index of the same states with other seeds
 * @param purity share of states whose class is the commonest of their basin; empty without classes, as are the next three
 * @param agreementWithClasses adjusted Rand index
 * @param classes for each basin how many of its states come from data of each class
 * @param gap mean U of the states less that of data, in sd of the data's U
 * @param energies lowest U of each basin
 * @param barriers raw energies; empty where none was found
 * @param refined pairs whose barrier is a saddle; else it is an upper bound
 * @param scan groups that each force leaves
 * @param flips of spins and bits, the ways that were found
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BasinsRecord(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) int basins,
    @JsonProperty(required = true) int states,
    @JsonProperty(required = true) double force,
    @JsonProperty(required = true) double resolution,
    @JsonProperty(required = true) List<Optional<Double>> agreement,
    Optional<Double> purity,
    Optional<Double> purityByChance,
    Optional<Optional<Double>> agreementWithClasses,
    Optional<List<List<Long>>> classes,
    Optional<Double> gap,
    @JsonProperty(required = true) List<String> remarks,
    Optional<Long> nonFiniteChains,
    @JsonProperty(required = true) List<Optional<Double>> energies,
    @JsonProperty(required = true) List<Integer> populations,
    @JsonProperty(required = true) List<List<Optional<Double>>> barriers,
    Optional<List<List<Integer>>> refined,
    Optional<List<Merge>> merges,
    Optional<List<Level>> levels,
    Optional<List<Point>> scan,
    Optional<List<Way>> flips) {
  /** Of the file; rises when a reader of the older would misread the newer. */
  public static final int SCHEMA_VERSION = 1;

  public BasinsRecord {
    // null says that there are classes and no number, nothing that there are none
    agreementWithClasses = purity.isPresent() ? agreementWithClasses : Optional.empty();
  }

  /** Basins that become one as the allowed energy rises to a height. */
  public record Merge(double height, List<Integer> first, List<Integer> second) {}

  /** Super-basins at an energy. */
  public record Level(double energy, int basins) {}

  /**
   * A way of single flips between two basins.
   *
   * @param flips as many as there are
   * @param toTheTop as many from the first basin to the highest U
   */
  public record Way(int first, int second, int flips, int toTheTop) {}

  /** Groups that a force leaves. */
  public record Point(
      @JsonProperty(required = true) double force,
      @JsonProperty(required = true) int groups) {}

  /** Reads a file; damaged if it is anything else. */
  public static BasinsRecord read(Path file) {
    return VersionedJson.read(
        file, BasinsRecord.class, BasinsRecord::schemaVersion, SCHEMA_VERSION);
  }

  /** Replaces the file, whole or not at all. */
  public void write(Path file) {
    VersionedJson.write(file, this);
  }
}
