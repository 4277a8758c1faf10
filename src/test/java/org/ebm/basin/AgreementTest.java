package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class AgreementTest {
  @Test
  void sameGroupingByOtherNamesAgreesFully() {
    assertThat(Agreement.adjustedRand(new int[] {0, 0, 1, 1, 2}, new int[] {2, 2, 0, 0, 1}))
        .isEqualTo(1);
  }

  /**
   * Counts by label: (2 1; 0 3): pairs together 1 + 3 = 4; in a 3 + 3 = 6; in b 1 + 6 = 7; by chance 6 * 7 / 15 = 2.8; (4 - 2.8) / (6.5 - 2.8).
   */
  @Test
  void adjustedRand_byHand() {
    int[] a = {0, 0, 0, 1, 1, 1};
    int[] b = {0, 0, 1, 1, 1, 1};
    assertThat(Agreement.adjustedRand(a, b)).isCloseTo(1.2 / 3.7, within(1e-15));
    assertThat(Agreement.adjustedRand(b, a)).isCloseTo(1.2 / 3.7, within(1e-15));
  }

  /** Of 2000 items in 5 random groups each: the index's standard deviation is about 1 / 2000, far below 0.01. */
  @Test
  void randomGroupingsDoNotAgree() {
    UniformRandomProvider random = RandomKey.ofSeed(5).generator();
    int[] a = random.ints(2000, 0, 5).toArray();
    int[] b = random.ints(2000, 0, 5).toArray();
    assertThat(Agreement.adjustedRand(a, b)).isCloseTo(0, within(0.01));
  }

  @Test
  void oneGroupAgainstOneGroupTellsNothing() {
    assertThat(Agreement.adjustedRand(new int[3], new int[3])).isNaN();
  }

  /** Group 0 holds classes 0, 0, 1 and group 1 holds 1, 1: 2 + 2 of 5. */
  @Test
  void purity_countsTheCommonestClassOfEachGroup() {
    assertThat(Agreement.purity(new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 1, 1}))
        .isEqualTo(0.8);
  }

  /** Two groups of two, classes 0 0 1 1: of the three ways to pair them one is pure, the others are half right: (1 + 1/2 + 1/2) / 3. */
  @Test
  void purityByChance_isThatOfShuffledClasses() {
    // 200 shuffles: a standard error of sqrt(2 / 9) / 2 / sqrt(200) = 0.017
    assertThat(Agreement.purityByChance(new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 1}))
        .isCloseTo(2 / 3.0, within(3 * 0.017));
  }
}
