package org.ebm.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code basins.json} says of an energy, as far as a page shows it.
 *
 * @param barriers raw energies; null where none was found
 * @param classes for each basin how many of its states come from data of each class; empty without classes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BasinMap(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) int basins,
    @JsonProperty(required = true) int states,
    @JsonProperty(required = true) double force,
    @JsonProperty(required = true) double resolution,
    @JsonProperty(required = true) List<Double> agreement,
    Optional<Double> purity,
    Optional<Double> purityByChance,
    @JsonProperty(required = true) List<String> remarks,
    @JsonProperty(required = true) List<Double> energies,
    @JsonProperty(required = true) List<Integer> populations,
    @JsonProperty(required = true) List<List<Double>> barriers,
    Optional<List<List<Integer>>> classes,
    Optional<List<Point>> scan) {
  private static final int SCHEMA_VERSION = 1;

  /** Groups that a force leaves. */
  record Point(
      @JsonProperty(required = true) double force,
      @JsonProperty(required = true) int groups) {}

  /** Reads the file; damaged if it is anything else. */
  static BasinMap read(Path file) {
    return VersionedJson.read(file, BasinMap.class, BasinMap::schemaVersion, SCHEMA_VERSION);
  }
}
