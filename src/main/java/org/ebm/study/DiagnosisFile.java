package org.ebm.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.diagnose.Measure;
import org.ebm.files.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A diagnosis as JSON: what {@code ebm diagnose --json} prints and diagnosis.json holds. Numbers that are not finite are strings. */
public final class DiagnosisFile {
  /** Of the folder in a run that holds {@link #NAME}, and the long chains of a training run. */
  public static final String FOLDER = "diagnosis";

  public static final String NAME = "diagnosis.json";
  private static final int SCHEMA_VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private DiagnosisFile() {}

  /** Writes the diagnosis of a run. */
  public static void write(Path run, Diagnosis diagnosis) {
    String text = JSON.writeValueAsString(object(diagnosis)) + "\n";
    AtomicFile.write(run.resolve(FOLDER).resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The verdict on a run; empty if it was not diagnosed. */
  public static Optional<String> verdict(Path run) {
    Path file = run.resolve(FOLDER).resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(file.toFile()).optional("verdict").map(JsonNode::stringValue);
    } catch (JacksonException e) {
      throw EbmException.damaged(file, "is not the JSON of a diagnosis");
    }
  }

  /** The JSON object, as maps and lists. */
  public static Map<String, Object> object(Diagnosis diagnosis) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema_version", SCHEMA_VERSION);
    object.put("verdict", diagnosis.verdict().kind().toString());
    object.put("found", diagnosis.verdict().found());
    object.put("means", diagnosis.verdict().means());
    object.put("try", diagnosis.verdict().tryNext());
    List<Map<String, Object>> measures = new ArrayList<>(
        diagnosis.verdict().measures().stream().map(DiagnosisFile::object).toList());
    diagnosis.observations().forEach(observation -> measures.add(object(observation)));
    object.put("measures", measures);
    return object;
  }

  private static Map<String, Object> object(Measure measure) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", measure.name());
    object.put("value", number(measure.value()));
    measure.interval().ifPresent(interval -> {
      object.put("low", number(interval.low()));
      object.put("high", number(interval.high()));
    });
    putFinite(object, "allowed_low", measure.allowed().low());
    putFinite(object, "allowed_high", measure.allowed().high());
    object.put("passed", measure.passed());
    object.put("meaning", measure.meaning());
    return object;
  }

  private static Map<String, Object> object(Observation observation) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", observation.name());
    object.put("value", number(observation.value()));
    object.put("meaning", observation.meaning());
    return object;
  }

  private static void putFinite(Map<String, Object> object, String name, double value) {
    if (Double.isFinite(value)) {
      object.put(name, value);
    }
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? value : String.valueOf(value);
  }
}
