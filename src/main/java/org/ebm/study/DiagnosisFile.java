package org.ebm.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.diagnose.Measure;
import org.ebm.files.AtomicFile;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A diagnosis as JSON: what {@code ebm diagnose --json} prints and diagnosis.json holds. Numbers that are not finite are strings. */
public final class DiagnosisFile {
  public static final String NAME = "diagnosis.json";
  private static final int SCHEMA_VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private DiagnosisFile() {}

  public static void write(Path folder, Diagnosis diagnosis) {
    String text = JSON.writeValueAsString(object(diagnosis)) + "\n";
    AtomicFile.write(folder.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
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
