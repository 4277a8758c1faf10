package org.ebm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.Csv;
import org.ebm.files.IoFailure;
import org.ebm.run.DiagnosisRecord;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunKind;
import org.ebm.run.SampleSnapshot;

/** The files of one run, each read at most once. What a run need not have is empty; what is there but cannot be read is damaged. */
final class RunFiles {
  private final Path folder;
  private final String name;
  private final Provenance provenance;
  private final RunKind kind;
  private final Map<String, Optional<Csv>> tables = new HashMap<>();

  private RunFiles(Path folder, String name, Provenance provenance, RunKind kind) {
    this.folder = folder;
    this.name = name;
    this.provenance = provenance;
    this.kind = kind;
  }

  /** Looks at a run; usage error if the folder holds none. */
  static RunFiles open(Path folder) {
    Path json = folder.resolve(Provenance.FILE);
    if (Files.notExists(json)) {
      throw new EbmException(
          ExitCode.USAGE,
          folder + ": is no run directory (no run.json), so there is nothing to report");
    }
    try {
      // a link as runs/latest is shown by the name of what it points at
      return new RunFiles(
          folder,
          String.valueOf(folder.toRealPath().getFileName()),
          Provenance.read(json),
          RunKind.of(folder).orElse(RunKind.TRAIN));
    } catch (IOException e) {
      throw IoFailure.reading(folder, e);
    }
  }

  /** As given. */
  Path folder() {
    return folder;
  }

  /** The folder's own name. */
  String name() {
    return name;
  }

  Provenance provenance() {
    return provenance;
  }

  RunKind kind() {
    return kind;
  }

  Optional<Path> file(String relative) {
    return Optional.of(folder.resolve(relative)).filter(Files::exists);
  }

  Optional<Csv> table(String relative) {
    return tables.computeIfAbsent(relative, path -> file(path).map(Csv::read));
  }

  Optional<DiagnosisRecord> diagnosis() {
    return file("diagnosis/diagnosis.json")
        .or(() -> file("diagnosis.json"))
        .map(DiagnosisRecord::read);
  }

  /** {@code config.yaml} as it is. */
  Optional<String> config() {
    return Optional.of(RunConfig.file(folder)).filter(Files::exists).map(file -> {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw IoFailure.reading(file, e);
      }
    });
  }

  /**
   * Pictures in {@code samples/}, latest first.
   *
   * @param kind short or long
   */
  List<SampleSnapshot> snapshots(String kind) {
    return SampleSnapshot.of(folder, kind, "png");
  }
}
