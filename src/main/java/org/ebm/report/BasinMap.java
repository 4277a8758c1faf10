package org.ebm.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

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

  private static final JsonMapper JSON = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .build();

  /** Groups that a force leaves. */
  record Point(
      @JsonProperty(required = true) double force,
      @JsonProperty(required = true) int groups) {}

  /** Reads the file; damaged if it is anything else. */
  static BasinMap read(Path file) {
    try {
      BasinMap map = JSON.readValue(file, BasinMap.class);
      if (map.schemaVersion() != SCHEMA_VERSION) {
        throw EbmException.damaged(
            file,
            "has schema_version " + map.schemaVersion() + "; this program reads " + SCHEMA_VERSION);
      }
      return map;
    } catch (JacksonException e) {
      throw EbmException.damaged(file, e.getOriginalMessage());
    }
  }
}
