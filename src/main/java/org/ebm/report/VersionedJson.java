package org.ebm.report;

import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.ebm.base.EbmException;
import org.ebm.files.IoFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Files of results that a page shows: JSON with a {@code schema_version}. */
final class VersionedJson {
  private static final JsonMapper JSON = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .build();

  private VersionedJson() {}

  /** Reads a file; damaged if it is anything else, or of another version. */
  static <R extends Record> R read(
      Path file, Class<R> type, ToIntFunction<R> version, int expected) {
    try {
      R content = JSON.readValue(file, type);
      if (version.applyAsInt(content) != expected) {
        throw EbmException.damaged(
            file,
            "has schema_version " + version.applyAsInt(content) + "; this program reads "
                + expected);
      }
      return content;
    } catch (JacksonException e) {
      throw IoFailure.parsing(file, e);
    }
  }
}
