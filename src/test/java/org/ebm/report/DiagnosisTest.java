package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.diagnose.Verdict;
import org.ebm.run.DiagnosisRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {
  @TempDir
  private Path folder;

  @Test
  void read_takesAllThatIsThere() throws IOException {
    DiagnosisRecord diagnosis = read(RunFolder.DIAGNOSIS);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.Kind.NON_CONVERGENT);
    assertThat(diagnosis.tryNext()).isEqualTo("more steps");
    DiagnosisRecord.Measure gap = diagnosis.measures().get(0);
    assertThat(MeasureText.interval(gap)).isEqualTo("0.78 to 1.12");
    assertThat(MeasureText.allowed(gap)).isEqualTo("-0.5 to 0.5");
    assertThat(gap.passed()).contains(false);
    DiagnosisRecord.Measure drift = diagnosis.measures().get(1);
    assertThat(MeasureText.interval(drift)).isEmpty();
    assertThat(MeasureText.allowed(drift)).isEqualTo("at most 0.1");
    DiagnosisRecord.Measure rhat = diagnosis.measures().get(2);
    assertThat(rhat.value()).isEmpty();
    assertThat(rhat.passed()).isEmpty();
    assertThat(MeasureBar.canShow(rhat)).isFalse();
  }

  @Test
  void aBoundThatIsNull_isNone() throws IOException {
    String json = RunFolder.DIAGNOSIS.replace("\"allowed_low\": -0.5", "\"allowed_low\": null");
    assertThat(MeasureText.allowed(read(json).measures().get(0))).isEqualTo("at most 0.5");
  }

  @Test
  void everyVerdict_isRead() throws IOException {
    for (String verdict :
        new String[] {"convergent", "non-convergent", "collapsed", "inconclusive"}) {
      assertThat(Word.of(
                  read(RunFolder.DIAGNOSIS.replace("non-convergent", verdict)).verdict())
              .html("b")
              .toString())
          .contains(" " + verdict + "<");
    }
  }

  @Test
  void infinity_inAFileOfBefore_isNone() throws IOException {
    assertThat(read(RunFolder.DIAGNOSIS.replace("\"NaN\"", "\"Infinity\""))
            .measures()
            .get(2)
            .value())
        .isEmpty();
  }

  @Test
  void anythingElse_isDamaged() throws IOException {
    assertDamaged("");
    assertDamaged("[]");
    assertDamaged(RunFolder.DIAGNOSIS.replace("non-convergent", "fine"));
    assertDamaged(RunFolder.DIAGNOSIS.replace("\"schema_version\": 1", "\"schema_version\": 2"));
    assertDamaged(RunFolder.DIAGNOSIS.replace("\"found\"", "\"lost\""));
    assertDamaged(RunFolder.DIAGNOSIS.replace("\"value\": 0.95,", ""));
    assertDamaged(RunFolder.DIAGNOSIS.replace("\"NaN\"", "\"many\""));
    assertDamaged(RunFolder.DIAGNOSIS.replace("\"more steps\"", "null"));
    assertDamaged(RunFolder.DIAGNOSIS.replace("\"measures\": [", "\"measures\": [null, "));
  }

  @Test
  void bar_showsWhereTheValueLies() throws IOException {
    // -0.5 to 1.12 and 15 % of that to either side make -0.743 to 1.363; 176 pixels of it
    String bar = MeasureBar.of(read(RunFolder.DIAGNOSIS).measures().get(0)).toString();
    // (0.95 + 0.743) / 2.106 * 176 = 141.5; the band from 20.3 to 103.9; the interval from 127.3 to
    // 155.7
    assertThat(bar)
        .contains("cx=\"141.5\"")
        .contains("M20.3 3H103.9V17H20.3Z")
        .contains("M127.3 10H155.7");
    String unknown = RunFolder.DIAGNOSIS.replace("\"low\": 0.78", "\"low\": \"NaN\"");
    assertThat(MeasureBar.of(read(unknown).measures().get(0)).toString())
        .contains("circle")
        .doesNotContain("interval");
  }

  @Test
  void namesOfHistograms_standWhereNoBarIs() throws IOException {
    String picture = EnergyPicture.of(
            read(RunFolder.DIAGNOSIS),
            new DiagnosisRecord.Energies(
                0,
                8,
                1,
                2,
                List.of(0., 0., 0., 0., 0., 0., 0., 1.),
                List.of(.5, .5, 0., 0., 0., 0., 0., 0.)))
        .toString();
    assertThat(picture).containsPattern("text-anchor=\"start\"[^>]*>data<");
    assertThat(picture).containsPattern("text-anchor=\"end\"[^>]*>chains<");
  }

  private DiagnosisRecord read(String json) throws IOException {
    return DiagnosisRecord.read(Files.writeString(folder.resolve("diagnosis.json"), json));
  }

  private void assertDamaged(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .message()
        .startsWith(folder.resolve("diagnosis.json") + ": ");
  }
}
