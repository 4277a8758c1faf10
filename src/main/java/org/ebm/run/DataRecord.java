package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code data.json} says of the data that a run learns.
 *
 * @param examples how many there are
 * @param example sizes of one
 * @param coordinates of points, one by one, as many as are few; else of all numbers together
 */
public record DataRecord(
    @JsonProperty(required = true) int schemaVersion,
    @JsonProperty(required = true) long examples,
    @JsonProperty(required = true) List<Integer> example,
    @JsonProperty(required = true) List<Numbers> coordinates) {
  public static final String FILE = "data.json";
  private static final int SCHEMA_VERSION = 1;

  /** Of some numbers, data units. */
  public record Numbers(
      @JsonProperty(required = true) double min,
      @JsonProperty(required = true) double max,
      @JsonProperty(required = true) double mean,
      @JsonProperty(required = true) double sd) {}

  public DataRecord(long examples, List<Integer> example, List<Numbers> coordinates) {
    this(SCHEMA_VERSION, examples, example, coordinates);
  }

  public DataRecord {
    example = List.copyOf(example);
    coordinates = List.copyOf(coordinates);
  }

  /** That of a run; empty if it wrote none, damaged if it is anything else. */
  public static Optional<DataRecord> of(Path run) {
    Path file = run.resolve(FILE);
    return Files.isRegularFile(file)
        ? Optional.of(
            VersionedJson.read(file, DataRecord.class, DataRecord::schemaVersion, SCHEMA_VERSION))
        : Optional.empty();
  }

  /** Replaces the file, whole or not at all. */
  public void write(Path run) {
    VersionedJson.write(run.resolve(FILE), this);
  }
}
