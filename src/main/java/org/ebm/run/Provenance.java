package org.ebm.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What made a run's results: {@code run.json}, for whoever wants to repeat them or to know how the run stands. Times are UTC, to the second.
 *
 * @param schemaVersion of the file; rises when a reader of the older would misread the newer
 * @param kind what it is a run of; empty if an ebm began it that did not say so yet
 * @param build the program that started the run
 * @param reason why it stopped or failed; empty otherwise
 * @param updated when the file was last written
 * @param ended empty while it runs
 * @param restarts when it was resumed
 */
public record Provenance(
    int schemaVersion,
    Optional<RunKind> kind,
    Build build,
    Machine machine,
    @JsonUnwrapped Subject subject,
    RunStatus status,
    String reason,
    Instant started,
    Instant updated,
    Optional<Instant> ended,
    List<Instant> restarts) {
  /** Its name in a run's folder. */
  public static final String FILE = "run.json";

  private static final int SCHEMA_VERSION = 1;

  private static final JsonMapper JSON = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
      .enable(SerializationFeature.INDENT_OUTPUT)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .build();

  /**
   * What was run.
   *
   * @param commandLine as typed, word by word
   * @param engine the library and device that compute: libtorch version, device, threads
   * @param dataFingerprint SHA-256 of the data
   * @param configOrigins per dotted key: file, flag or default
   */
  public record Subject(
      List<String> commandLine,
      long seed,
      String dataFingerprint,
      Map<String, String> engine,
      Map<String, String> configOrigins) {}

  /** Of a run that starts now, here. */
  public static Provenance starting(RunKind kind, Subject subject) {
    Instant now = now();
    return new Provenance(
        SCHEMA_VERSION,
        Optional.of(kind),
        Build.current(),
        Machine.current(),
        subject,
        RunStatus.RUNNING,
        "",
        now,
        now,
        Optional.empty(),
        List.of());
  }

  /**
   * The same run, resumed now.
   *
   * @param what it is a run of, if it did not say so yet
   */
  public Provenance restarted(RunKind what) {
    List<Instant> times = new ArrayList<>(restarts);
    times.add(now());
    return with(kind.or(() -> Optional.of(what)), RunStatus.RUNNING, "", Optional.empty(), times);
  }

  /** The same run, ended now. */
  public Provenance ended(RunStatus how, String why) {
    return with(kind, how, why, Optional.of(now()), restarts);
  }

  private Provenance with(
      Optional<RunKind> what,
      RunStatus how,
      String why,
      Optional<Instant> end,
      List<Instant> times) {
    return new Provenance(
        schemaVersion,
        what,
        build,
        machine,
        subject,
        how,
        why,
        started,
        now(),
        end,
        List.copyOf(times));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Replaces the file, whole or not at all. */
  public void write(Path file) {
    AtomicFile.write(file, JSON.writeValueAsBytes(this));
  }

  /** That of the run in a folder. */
  public static Provenance of(Path run) {
    return read(run.resolve(FILE));
  }

  /** What {@link #write} wrote; damaged if it is anything else. */
  public static Provenance read(Path file) {
    Provenance provenance = parse(file);
    if (provenance.schemaVersion() != SCHEMA_VERSION) {
      throw EbmException.damaged(
          file,
          "has schema_version " + provenance.schemaVersion() + "; this program reads "
              + SCHEMA_VERSION);
    }
    LastSign.requireTimeOfRun(file, provenance.started());
    LastSign.requireTimeOfRun(file, provenance.updated());
    return provenance;
  }

  private static Provenance parse(Path file) {
    try {
      if (!(JSON.readTree(file) instanceof ObjectNode object)) {
        throw EbmException.damaged(file, "is not a JSON object");
      }
      if (!object.has("kind")) {
        // of an older ebm; every other key must be there
        object.putNull("kind");
      }
      return JSON.treeToValue(object, Provenance.class);
    } catch (JacksonException e) {
      throw IoFailure.parsing(file, e);
    }
  }

  /**
   * Where a run runs.
   *
   * @param cores those this program may use
   */
  public record Machine(String host, String os, int cores, String java) {
    public static Machine current() {
      return new Machine(
          ThisProcess.host(),
          String.join(
              " ",
              System.getProperty("os.name"),
              System.getProperty("os.version"),
              System.getProperty("os.arch")),
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("java.vm.vendor") + " " + Runtime.version());
    }
  }
}
