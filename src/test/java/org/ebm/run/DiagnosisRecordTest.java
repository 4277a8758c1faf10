package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.diagnose.Verdict;
import org.ebm.run.DiagnosisRecord.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisRecordTest {
  @TempDir
  private Path folder;

  /** What a version before this record wrote from maps and lists. */
  @Test
  void aFileOfBefore_isWrittenAgainByteForByte() {
    Path old = Path.of("src/test/resources/runs-68753ed/ring/diagnosis/diagnosis.json");
    Path again = folder.resolve("diagnosis.json");
    DiagnosisRecord.read(old).write(again);
    assertThat(again).hasSameBinaryContentAs(old);
  }

  @Test
  void numbersThatAreNotFinite_areNull_andWhatIsNotThereComesBack() {
    DiagnosisRecord record = new DiagnosisRecord(
        DiagnosisRecord.SCHEMA_VERSION,
        Verdict.Kind.COLLAPSED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "found",
        "means",
        "try",
        Optional.of(List.of(new DiagnosisRecord.Change("a.b", "2", "1", "why"))),
        Optional.of(new DiagnosisRecord.More(1, 2, 3)),
        Optional.empty(),
        Optional.of(new DiagnosisRecord.ChainTime(
            5,
            "equilibrium",
            "means",
            Optional.empty(),
            0.1,
            List.of(new DiagnosisRecord.ChainTime.Curve(
                "noise", Optional.of(7L), List.of(0, 5), List.of(1.0, 0.5), List.of(2.0, 1.0))))),
        List.of(new Measure(
            "gap",
            Optional.of(Double.NEGATIVE_INFINITY),
            Optional.of(Double.NaN),
            Optional.of(1.0),
            Optional.empty(),
            Optional.empty(),
            Optional.of(false),
            "m")));
    Path file = folder.resolve("diagnosis.json");
    record.write(file);
    assertThat(file)
        .content()
        .contains("\"value\" : null")
        .doesNotContain("NaN", "Infinity", "low");
    assertThat(DiagnosisRecord.read(file)).isEqualTo(record);
  }

  @Test
  void forMachines_itIsOneLine_thatSaysWhichRun() {
    DiagnosisRecord old = DiagnosisRecord.read(
        Path.of("src/test/resources/runs-68753ed/ring/diagnosis/diagnosis.json"));
    assertThat(VersionedJson.line(old, Path.of("runs/ring")))
        .startsWith("{\"schema_version\":1,\"verdict\":\"")
        .endsWith(",\"run\":\"runs/ring\"}")
        .doesNotContain("\n");
  }
}
