package org.ebm.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoresTest {
  private static final Cores TWO = new Cores(2, Optional.of("1"));

  @Test
  void aCoreForEachWorkerIsWell() {
    assertThat(TWO.oversubscription(1)).isEmpty();
    assertThat(TWO.oversubscription(2)).isEmpty();
  }

  @Test
  void moreWorkersThanCores_areTold() {
    assertThat(TWO.oversubscription(3))
        .containsExactly(
            "runtime.workers: 3 workers share 2 cores (cgroup limits included) and wait for each other; set it to auto");
  }

  @Test
  void threadsInsideOperators_areTold() {
    assertThat(new Cores(4, Optional.of("4")).oversubscription(4))
        .singleElement()
        .asString()
        .contains("OMP_NUM_THREADS", "got 4; set it to 1");
    assertThat(new Cores(4, Optional.empty()).oversubscription(4))
        .singleElement()
        .asString()
        .contains("got no value");
  }

  /** 3.0 ms / 1.5 ms is a gain of 2; 200 / 100 GFLOP/s are two cores, 120 / 100 are 1.2 of 2. */
  @Test
  void adviceFollowsTheMeasurement() {
    MachineSpeed float32 = new MachineSpeed(100, 200, 3.0);
    assertThat(MachineSpeed.advice(float32, new MachineSpeed(300, 600, 1.5), 2))
        .first()
        .asString()
        .startsWith("runtime.precision: bfloat16 is 2.0 times as fast");
    assertThat(MachineSpeed.advice(float32, new MachineSpeed(50, 100, 3.1), 2))
        .isEqualTo(List.of(
            "runtime.precision: float32; bfloat16 is 1.0 times as fast here, which is no gain",
            "runtime.workers: auto (2) is right, they work as 2.0"));
    assertThat(MachineSpeed.advice(new MachineSpeed(100, 120, 3.0), float32, 2))
        .last()
        .asString()
        .startsWith("runtime.workers: auto means 2 here, which work as 1.2");
  }
}
