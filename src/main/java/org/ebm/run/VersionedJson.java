package org.ebm.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;
import org.ebm.files.JsonLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files of results that one part writes and others read: records as JSON with a {@code schema_version}. */
public final class VersionedJson {
  private static final JsonMapper JSON = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
      .enable(SerializationFeature.INDENT_OUTPUT)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .build();

  private VersionedJson() {}

  /** Reads a file; damaged if it is anything else, or of another version. */
  public static <R extends Record> R read(
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

  /** Replaces a file, whole or not at all. */
  static void write(Path file, Record content) {
    String text = JSON.writeValueAsString(content) + "\n";
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As the file has it, on one line, with one key more.
   *
   * @param run value of the key {@code run}
   */
  public static String line(Record content, Path run) {
    ObjectNode object = JSON.valueToTree(content);
    object.put("run", run.toString());
    return JsonLine.of(object);
  }
}
