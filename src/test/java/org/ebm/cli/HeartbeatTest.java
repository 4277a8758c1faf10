package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  @Test
  void inASilence_itSaysThatTheCommandIsAtWork_andWhatWasLastSaid() throws Exception {
    StringWriter said = new StringWriter();
    PrintWriter err = new PrintWriter(said, true);
    try (Heartbeat heartbeat = new Heartbeat("ebm map-basins", err, Duration.ofMillis(20))) {
      heartbeat.listening(err).println("barriers of 12 pairs of basins");
      // twice: its own word is no end of the silence
      while (said.toString().lines().count() < 3) {
        Thread.sleep(1);
      }
    }
    assertThat(said.toString().lines())
        .startsWith("barriers of 12 pairs of basins")
        .element(2)
        .asString()
        .matches("ebm map-basins: at work for \\d+ s; last: barriers of 12 pairs of basins");
  }

  @Test
  void whileTheCommandSpeaks_nothingIsAdded() throws Exception {
    StringWriter said = new StringWriter();
    PrintWriter err = new PrintWriter(said, true);
    try (Heartbeat heartbeat = new Heartbeat("ebm train", err, Duration.ofDays(1))) {
      heartbeat.listening(err).printf("%s%n", "a");
      Thread.sleep(5);
    }
    assertThat(said.toString()).isEqualTo("a\n");
  }
}
