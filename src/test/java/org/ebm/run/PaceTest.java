package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static long seconds(double seconds) {
    return Math.round(seconds * 1e9);
  }

  @Test
  void theFirstUnitDoesNotCount() {
    Pace pace = new Pace(10, seconds(100));
    assertThat(pace.secondsEach()).isEmpty();
    assertThat(pace.roughly()).isEmpty();
    pace.reached(11, seconds(104));
    assertThat(pace.secondsEach()).isEmpty();
    assertThat(pace.roughly()).contains(4.0);
    pace.reached(15, seconds(106));
    // four in the two seconds after it
    assertThat(pace.secondsEach()).contains(0.5);
    // five in six
    assertThat(pace.roughly()).contains(1.2);
    assertThat(pace.elapsed(seconds(107))).isEqualTo(7.0);
  }

  /** Ten at one a second, then 0.1 a second: a mean over all 60 seconds would say 4 s each. */
  @Test
  void whatBecomesSlower_isSoonMeasuredAsItIs() {
    Pace pace = new Pace(0, 0);
    for (int i = 1; i <= 10; i++) {
      pace.reached(i, seconds(i));
    }
    assertThat(pace.secondsEach().orElseThrow()).isEqualTo(1.0);
    for (int i = 11; i <= 15; i++) {
      pace.reached(i, seconds(10 + 10.0 * (i - 10)));
    }
    assertThat(pace.secondsEach().orElseThrow()).isEqualTo(10.0);
  }

  @Test
  void aCountThatStandsStill_changesNothing() {
    Pace pace = new Pace(0, 0);
    pace.reached(1, seconds(1));
    pace.reached(3, seconds(2));
    pace.reached(3, seconds(50));
    assertThat(pace.secondsEach()).contains(0.5);
  }
}
