package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.run.Event.Action;
import org.ebm.run.Event.Care;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
  private static final Event BACK =
      new Event(120, "displacement", 3.5, 1.25, Action.ROLLBACK, 100, new Care(0.5, 2));
  private static final Event BACK_AGAIN =
      new Event(110, "energy_gap", 90, 80, Action.ROLLBACK, 50, new Care(0.25, 4));
  private static final Event END =
      new Event(60, "non_finite", Double.NaN, Double.NaN, Action.STOP, 50, new Care(0.25, 4));

  @TempDir
  Path run;

  @Test
  void aRunWithoutAny_isTrainedAsConfigured() {
    Events none = Events.read(run);
    assertThat(none.all()).isEmpty();
    assertThat(none.rollbacks()).isZero();
    assertThat(none.care()).isEqualTo(new Care(1, 1));
  }

  @Test
  void theyAreReadAsWritten_andTheLastRollbackCounts() {
    Events.read(run).with(BACK, run).with(BACK_AGAIN, run).with(END, run);
    Events read = Events.read(run);
    assertThat(read.all()).isEqualTo(List.of(BACK, BACK_AGAIN, END));
    assertThat(read.rollbacks()).isEqualTo(2);
    assertThat(read.lastRollback()).contains(BACK_AGAIN);
    assertThat(read.care()).isEqualTo(new Care(0.25, 4));
  }

  @Test
  void aBrokenLine_isNamed() throws IOException {
    Events.read(run).with(BACK, run).with(BACK_AGAIN, run);
    Path file = run.resolve("events.csv");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("110,", "some,"));
    assertThatThrownBy(() -> Events.read(run))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining(file + ":3: is no event");
    Files.writeString(file, text.replace(",50,", ","));
    assertThatThrownBy(() -> Events.read(run)).hasMessageContaining(file + ":3: has 7 cells");
    Files.writeString(file, text.replace(",0.25,4", ",-0.25,4"));
    assertThatThrownBy(() -> Events.read(run))
        .hasMessageContaining(file + ":3: cannot have happened");
    Files.writeString(file, text.replace("sign", "sgn"));
    assertThatThrownBy(() -> Events.read(run)).hasMessageContaining("does not begin with");
  }
}
