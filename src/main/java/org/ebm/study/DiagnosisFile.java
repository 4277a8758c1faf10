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
import org.ebm.diagnose.EnergyHistogram;
import org.ebm.diagnose.Measure;
import org.ebm.diagnose.More;
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

  /** What would decide a diagnosis that is undecided; empty if it is decided, or nothing was diagnosed. */
  public static Optional<More> more(Path run) {
    Path file = run.resolve(FOLDER).resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(file.toFile()).optional("more").map(DiagnosisFile::more);
    } catch (JacksonException e) {
      throw EbmException.damaged(file, "is not the JSON of a diagnosis");
    }
  }

  private static More more(JsonNode node) {
    return new More(
        node.path("chains").intValue(),
        node.path("examples").intValue(),
        node.path("steps").intValue());
  }

  /** The JSON object, as maps and lists. */
  public static Map<String, Object> object(Diagnosis diagnosis) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema_version", SCHEMA_VERSION);
    object.put("verdict", diagnosis.verdict().kind().toString());
    object.put("density", diagnosis.density().word().toString());
    object.put("scope", diagnosis.density().scope().toString());
    object.put("density_because", diagnosis.density().because());
    object.put("blind_to", diagnosis.density().blindTo());
    object.put("data", diagnosis.data());
    object.put("found", diagnosis.verdict().found());
    object.put("means", diagnosis.verdict().means());
    object.put("try", diagnosis.verdict().tryNext());
    diagnosis.density().more().ifPresent(more -> object.put("more", object(more)));
    diagnosis.energies().ifPresent(energies -> object.put("energies", energies(energies)));
    List<Map<String, Object>> measures = new ArrayList<>(
        diagnosis.verdict().measures().stream().map(DiagnosisFile::object).toList());
    diagnosis.density().measures().forEach(measure -> measures.add(object(measure)));
    diagnosis.observations().forEach(observation -> measures.add(object(observation)));
    object.put("measures", measures);
    return object;
  }

  private static Map<String, Object> object(More more) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("chains", more.chains());
    object.put("examples", more.data());
    object.put("steps", more.steps());
    return object;
  }

  private static Map<String, Object> energies(EnergyHistogram energies) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("low", energies.low());
    object.put("high", energies.high());
    object.put("chains_low", energies.chainsLow());
    object.put("chains_high", energies.chainsHigh());
    object.put("data", energies.data());
    object.put("chains", energies.chains());
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
    observation.interval().ifPresent(interval -> {
      object.put("low", number(interval.low()));
      object.put("high", number(interval.high()));
    });
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
