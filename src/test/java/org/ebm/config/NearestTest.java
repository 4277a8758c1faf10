package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("hmc", "langevin", "leapfrog_steps", "mala");

  @Test
  void to_findsTheFewestEdits() {
    assertThat(Nearest.to("langevn", KNOWN)).contains("langevin"); // 1 insertion
    assertThat(Nearest.to("mla", KNOWN)).contains("mala");
    assertThat(Nearest.to("hcm", KNOWN)).contains("hmc"); // 2 replacements
    assertThat(Nearest.to("leap_frogsteps", KNOWN)).contains("leapfrog_steps"); // 2 edits
    assertThat(Nearest.to("leapfrg_stp", KNOWN)).contains("leapfrog_steps"); // 3 = 11 / 3
    assertThat(Nearest.to("hmc", KNOWN)).contains("hmc");
  }

  @Test
  void to_isEmpty_whenNothingIsNear() {
    assertThat(Nearest.to("gibbs", KNOWN)).isEmpty();
    assertThat(Nearest.to("h", List.of("ab"))).isEmpty(); // 2 edits, but no letter stays
    assertThat(Nearest.to("", KNOWN)).isEmpty();
    assertThat(Nearest.to("hmc", List.of())).isEmpty();
  }
}
