package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Work UPDATES = new Work("updates", "fewer of them");

  private final StringWriter said = new StringWriter();
  private double seconds;

  private Progress progress() {
    return new Progress(
        new PrintWriter(said, true), Progress.Mode.PLAIN, () -> Math.round(seconds * 1e9));
  }

  private void reach(Progress progress, double at, long done) {
    seconds = at;
    progress.at(done, "gap 3");
  }

  /** The first update takes 2.9 s, the others 0.2 s: 1000 of them 200 s. */
  @Test
  void onceItIsMeasured_theTimeOfTheWholeIsTold_once() {
    try (Progress progress = progress()) {
      progress.begin(0, 1000, UPDATES);
      reach(progress, 2.9, 1);
      assertThat(said.toString()).doesNotContain("about");
      reach(progress, 3.9, 6);
      reach(progress, 4.1, 7);
    }
    assertThat(said.toString())
        .containsOnlyOnce("about 3 min on this machine: 1000 updates, 5.0/s")
        .doesNotContain("shorter");
  }

  /** 0.5 s each; 400 are behind it, 4000 are left: 2000 s. */
  @Test
  void aRunThatGoesOn_countsWhatIsLeft() {
    try (Progress progress = progress()) {
      progress.begin(400, 4400, UPDATES);
      reach(progress, 3, 401);
      reach(progress, 3.5, 402);
      assertThat(said.toString()).contains("about 33 min on this machine: 4000 updates, 2.0/s");
      reach(progress, 70, 535);
    }
    // 3865 at 0.5 s
    assertThat(said.toString()).contains("535/4400  gap 3  2.0/s, 32 min left");
  }

  /** 10 000 at 1 s are 2 h 47 min. */
  @Test
  void moreThanAnHour_saysWhatMakesItShorter() {
    try (Progress progress = progress()) {
      progress.begin(0, 10_000, UPDATES);
      for (int i = 1; i <= 4; i++) {
        reach(progress, i, i);
      }
    }
    assertThat(said.toString())
        .contains(
            "about 2 h 47 min on this machine: 10000 updates, 1.0 s each; shorter with fewer");
  }

  /** None of 1000 after 8 s: nothing is known of the others. */
  @Test
  void whereTheFirstUnitTakesLong_noTimeIsMadeUp_andItIsToldAfterIt() {
    try (Progress progress = progress()) {
      progress.begin(0, 1000, UPDATES);
      seconds = 8;
      progress.tellWhatIsKnown();
      assertThat(said.toString())
          .contains("none of 1000 updates is done after 8.0 s")
          .contains("shorter with fewer of them")
          // 8000 s would be made of the engine's warm-up, or of 16 units that are done at once
          .doesNotContain("more than", " h ");
      reach(progress, 20, 1);
      reach(progress, 30, 2);
    }
    assertThat(said.toString()).contains("about 2 h 47 min on this machine");
  }

  @Test
  void whatIsRoughlyKnown_isToldInTime() {
    try (Progress progress = progress()) {
      progress.begin(0, 100, UPDATES);
      reach(progress, 6, 1);
      seconds = 8;
      progress.tellWhatIsKnown();
    }
    assertThat(said.toString()).contains("about 10 min on this machine: 100 updates, 6.0 s each");
  }

  /** The first unit holds the warm-up of the engine: what it took says nothing of the others. */
  @Test
  void beforeThereIsAPace_noTimeIsTold() {
    try (Progress progress = progress()) {
      progress.begin(0, 1000, UPDATES);
      progress.at(1, "gap 3");
      assertThat(said.toString()).isEqualTo("1/1000  gap 3" + System.lineSeparator());
    }
  }

  @Test
  void whatEndsAtOnce_isNotForetold() {
    try (Progress progress = progress()) {
      progress.begin(0, 3, UPDATES);
      for (int i = 1; i <= 3; i++) {
        progress.at(i, "");
      }
    }
    assertThat(said.toString()).doesNotContain("about").doesNotContain("left");
  }

  @Test
  void shortTimesAreWords() {
    assertThat(Progress.shortTime(0.0123)).isEqualTo("12.3 ms");
    assertThat(Progress.shortTime(80)).isEqualTo("80.0 s");
    assertThat(Progress.shortTime(24 * 60)).isEqualTo("24 min");
    assertThat(Progress.shortTime(3 * 3600 + 120)).isEqualTo("3 h 02 min");
  }
}
