package org.ebm.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run's last sign of life, {@code progress.json}: how far it was, and when.
 *
 * @param done of total: updates, chain steps, or what else the run counts
 * @param note what was worth knowing then
 * @param secondsEach pace since the run began or went on; 0 before there is one
 */
record LastSign(
    int schemaVersion, long done, long total, String note, double secondsEach, Instant time) {
  static final String FILE = "progress.json";
  private static final int SCHEMA_VERSION = 1;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final JsonMapper JSON = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .build();

  LastSign(long done, long total, String note, double secondsEach) {
    this(SCHEMA_VERSION, done, total, note, secondsEach, Instant.now());
  }

  void write(Path file) {
    AtomicFile.replace(file, JSON.writeValueAsBytes(this));
  }

  /** The one in a run's folder; empty if it has not given any, damaged if it is no such file. */
  static Optional<LastSign> of(Path run) {
    Path file = run.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      LastSign sign = JSON.readValue(file, LastSign.class);
      requireTimeOfRun(file, sign.time());
      return Optional.of(sign);
    } catch (JacksonException e) {
      throw IoFailure.parsing(file, e);
    }
  }

  /** Damaged for a time with which nobody can reckon, such as one in a billion years. */
  static void requireTimeOfRun(Path file, Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw EbmException.damaged(file, "time " + time + " is not of a run");
    }
  }
}
