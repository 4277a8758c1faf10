package org.ebm.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ebm.config.ConfigTree;
import org.junit.jupiter.api.Test;

class MilestonesTest {
  private static Milestones of(int steps, String more) {
    return new Milestones(ConfigTree.parse(
            "energy: {gaussian: {sd: [1]}}\nsampler: {langevin: {step_size: 0.1}}\nsteps: " + steps
                + "\n" + more,
            "test")
        .bind(SampleConfig.class)
        .resolved(1));
  }

  private static List<Integer> all(Milestones milestones, int steps) {
    List<Integer> all = new ArrayList<>();
    for (int step = 0; step < steps; ) {
      step = milestones.after(step);
      all.add(step);
    }
    return all;
  }

  @Test
  void theyAreTheStepsAfterWhichSomethingIsDone_andThousands() {
    String every = "trace_every: 800\nkeep: 700\ncheckpoint_every: 1500\n";
    assertThat(all(of(3300, every), 3300))
        .containsExactly(
            1, 2, 5, 10, 20, 50, 100, 200, 500, 700, 800, 1000, 1400, 1500, 1600, 2000, 2100, 2400,
            2800, 3000, 3200, 3300);
  }

  @Test
  void anEarlierEndChangesNoneBeforeIt() {
    String every = "trace_every: 300\n";
    assertThat(all(of(2400, every), 2400))
        .isEqualTo(
            all(of(5000, every), 5000).stream().filter(step -> step <= 2400).toList());
  }

  @Test
  void tracedAreGeometricAndRegularSteps_notTheEndItself() {
    Milestones milestones = of(1234, "");
    // every 12th: a hundredth of the steps
    assertThat(milestones.isTraced(1)).isTrue();
    assertThat(milestones.isTraced(3)).isFalse();
    assertThat(milestones.isTraced(24)).isTrue();
    assertThat(milestones.isTraced(500)).isTrue();
    assertThat(milestones.isTraced(1234)).isFalse();
    assertThat(milestones.isKept(1234)).isFalse();
  }

  @Test
  void shownArePowersOfTenFromAHundred() {
    Milestones milestones = of(1_000_000, "");
    assertThat(java.util.stream.IntStream.rangeClosed(1, 1_000_000).filter(milestones::isShown))
        .containsExactly(100, 1000, 10_000, 100_000, 1_000_000);
  }

  @Test
  void nearTheLargestStepTheyStillRise() {
    int last = Integer.MAX_VALUE;
    assertThat(of(last, "").after(last - 1)).isEqualTo(last);
  }
}
