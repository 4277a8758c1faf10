package org.ebm.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebm.diagnose.Band;
import org.ebm.diagnose.ChainTime;
import org.ebm.diagnose.EnergyHistogram;
import org.ebm.diagnose.Interval;
import org.ebm.diagnose.Measure;
import org.ebm.run.DiagnosisRecord;

/** A diagnosis as what {@code ebm diagnose --json} prints and diagnosis.json holds. */
public final class DiagnosisFile {
  /** Of the folder in a run that holds {@link #NAME}, and the long chains of a training run. */
  public static final String FOLDER = "diagnosis";

  public static final String NAME = "diagnosis.json";

  private DiagnosisFile() {}

  /** Writes the diagnosis of a run. */
  public static void write(Path run, Diagnosis diagnosis) {
    record(diagnosis).write(file(run));
  }

  private static Path file(Path run) {
    return run.resolve(FOLDER).resolve(NAME);
  }

  /** The diagnosis of a run; empty if there was none, damaged if it cannot be read. */
  public static Optional<DiagnosisRecord> read(Path run) {
    return Files.isRegularFile(file(run))
        ? Optional.of(DiagnosisRecord.read(file(run)))
        : Optional.empty();
  }

  /** The verdict on a run; empty if it was not diagnosed. */
  public static Optional<String> verdict(Path run) {
    return read(run).map(found -> found.verdict().toString());
  }

  /** What is kept of a diagnosis. */
  public static DiagnosisRecord record(Diagnosis diagnosis) {
    List<DiagnosisRecord.Measure> measures = new ArrayList<>(
        diagnosis.verdict().measures().stream().map(DiagnosisFile::record).toList());
    diagnosis.density().measures().forEach(measure -> measures.add(record(measure)));
    diagnosis.observations().forEach(observation -> measures.add(record(observation)));
    return new DiagnosisRecord(
        DiagnosisRecord.SCHEMA_VERSION,
        diagnosis.verdict().kind(),
        Optional.of(diagnosis.density().word()),
        Optional.of(diagnosis.density().scope()),
        Optional.of(diagnosis.density().because()),
        Optional.of(diagnosis.density().blindTo()),
        Optional.of(diagnosis.data()),
        diagnosis.verdict().found(),
        diagnosis.verdict().means(),
        diagnosis.verdict().tryNext(),
        Optional.of(diagnosis.changes()).filter(changes -> !changes.isEmpty()),
        diagnosis
            .density()
            .more()
            .map(more -> new DiagnosisRecord.More(more.chains(), more.data(), more.steps())),
        diagnosis.energies().map(DiagnosisFile::record),
        diagnosis.chainTime().map(DiagnosisFile::record),
        measures);
  }

  private static DiagnosisRecord.Energies record(EnergyHistogram energies) {
    return new DiagnosisRecord.Energies(
        energies.low(),
        energies.high(),
        energies.chainsLow(),
        energies.chainsHigh(),
        list(energies.data()),
        list(energies.chains()));
  }

  private static DiagnosisRecord.ChainTime record(ChainTime time) {
    List<DiagnosisRecord.ChainTime.Curve> curves = new ArrayList<>();
    curves.add(record("training's start", time.fromStart(), time.gradientsPerStep()));
    time.fromNoise()
        .ifPresent(noise -> curves.add(record("noise", noise, time.gradientsPerStep())));
    return new DiagnosisRecord.ChainTime(
        time.trained(), time.when().toString(), time.means(), time.saves(), time.floor(), curves);
  }

  private static DiagnosisRecord.ChainTime.Curve record(
      String from, ChainTime.Curve curve, int gradientsPerStep) {
    OptionalInt reached = curve.reached();
    return new DiagnosisRecord.ChainTime.Curve(
        from,
        reached.isPresent()
            ? Optional.of((long) reached.getAsInt() * gradientsPerStep)
            : Optional.empty(),
        Arrays.stream(curve.steps()).boxed().toList(),
        list(curve.gap()),
        list(curve.distance()));
  }

  private static List<Double> list(double[] shares) {
    return Arrays.stream(shares).boxed().toList();
  }

  private static DiagnosisRecord.Measure record(Measure measure) {
    Band allowed = measure.allowed();
    return new DiagnosisRecord.Measure(
        measure.name(),
        Optional.of(measure.value()),
        measure.interval().map(Interval::low),
        measure.interval().map(Interval::high),
        Optional.of(allowed.low()).filter(Double::isFinite),
        Optional.of(allowed.high()).filter(Double::isFinite),
        Optional.of(measure.passed()),
        measure.meaning());
  }

  private static DiagnosisRecord.Measure record(Observation observation) {
    return new DiagnosisRecord.Measure(
        observation.name(),
        Optional.of(observation.value()),
        observation.interval().map(Interval::low),
        observation.interval().map(Interval::high),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        observation.meaning());
  }
}
