package org.ebm.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.JsonLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code eval.json} of a training run: what was found of its model, for the run's page and for tables that compare runs. */
public final class EvaluationRecord {
  /** Its name in a run's folder. */
  public static final String NAME = "eval.json";

  private static final int SCHEMA_VERSION = 1;

  private EvaluationRecord() {}

  /** The JSON object, as a map: values by name, and warnings. */
  public static Map<String, Object> object(Map<String, Object> values, List<String> warnings) {
    Map<String, Object> object = new LinkedHashMap<>(Map.of("schema_version", SCHEMA_VERSION));
    object.putAll(values);
    object.put("warnings", warnings);
    return object;
  }

  /** Replaces what was found before. */
  public static void write(Path run, Map<String, Object> values, List<String> warnings) {
    String text = JsonLine.of(object(values, warnings)) + "\n";
    AtomicFile.write(run.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the run's model was evaluated. */
  public static boolean isIn(Path run) {
    return Files.isRegularFile(run.resolve(NAME));
  }

  /** The single numbers of a run's evaluation, by name; none if there was no evaluation, damaged if it cannot be read. */
  public static Map<String, Double> numbers(Path run) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (!isIn(run)) {
      return numbers;
    }
    try {
      JsonNode found = JsonMapper.shared().readTree(run.resolve(NAME).toFile());
      found
          .propertyStream()
          .filter(entry -> entry.getValue().isNumber())
          .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().doubleValue()));
      return numbers;
    } catch (JacksonException e) {
      throw EbmException.damaged(run.resolve(NAME), "is not the JSON of an evaluation");
    }
  }
}
