package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

/** The parts that the word on the density is made of, each against what it must be by arithmetic. */
class FitMeasuresPartsTest {
  private static final RandomKey KEY = RandomKey.ofSeed(4);

  /** Cells 0 and 1 with the first one's share. */
  private static int[] cells(int n, double share) {
    int[] cells = new int[n];
    for (int i = 0; i < n; i++) {
      cells[i] = i < share * n ? 0 : 1;
    }
    return cells;
  }

  @Test
  void coarseDivergence_isThatOfTheShares() {
    // .5 ln(.5 / .25) + .5 ln(.5 / .75) = .1438, less the bias (1/n + 1/m) / 2 = .0001
    CoarseDivergence kl = CoarseDivergence.of(cells(10_000, 0.5), cells(10_000, 0.25), 2);
    assertThat(kl.value()).isCloseTo(0.1437, within(2e-4));
    // the delta method by hand: var of log p/q under p is (ln 3)^2 / 4 = .3017, of p/q under q is
    // 1/3
    assertThat(kl.interval().high() - kl.value())
        .isCloseTo(1.96 * Math.sqrt(0.3017 / 1e4 + (1.0 / 3) / 1e4), within(2e-4));
  }

  @Test
  void coarseDivergence_ofOneLaw_hasNoBias_andCoversZero() {
    UniformRandomProvider random = KEY.generator();
    double sum = 0;
    int covered = 0;
    for (int run = 0; run < 400; run++) {
      CoarseDivergence kl = CoarseDivergence.of(random(random, 2000), random(random, 1000), 16);
      sum += kl.value();
      covered += kl.interval().low() <= 0 && kl.interval().high() >= 0 ? 1 : 0;
    }
    // sd sqrt(15 / 2) * .0015 = .0041 each, /20 for the mean; four of them
    assertThat(sum / 400).isCloseTo(0, within(4 * 0.0041 / 20));
    assertThat(covered).isGreaterThan(370);
  }

  private static int[] random(UniformRandomProvider random, int n) {
    int[] cells = new int[n];
    for (int i = 0; i < n; i++) {
      cells[i] = random.nextInt(16);
    }
    return cells;
  }

  @Test
  void clopperPearson_agreesWithTheTables() {
    // none of 60: 1 - .025^(1/60)
    assertThat(ClopperPearson.interval(0, 60).high())
        .isCloseTo(1 - Math.pow(0.025, 1.0 / 60), within(1e-6));
    assertThat(ClopperPearson.interval(60, 60).low())
        .isCloseTo(Math.pow(0.025, 1.0 / 60), within(1e-6));
    // one of 60: R's binom.test gives 0.0004219 to 0.0894090
    assertThat(ClopperPearson.interval(1, 60).high()).isCloseTo(0.0894, within(1e-3));
  }

  @Test
  void tailShare_countsWhatIsBeyond() {
    float[] chains = NormalSample.quantiles(10_000, 0);
    // a tenth of the data at +10, the rest as the chains: .1 + .9 * .01
    float[] data = NormalSample.quantiles(2000, 0);
    for (int i = 0; i < 200; i++) {
      data[i * 10] = 10;
    }
    assertThat(TailShare.above(data, chains).value()).isCloseTo(0.109, within(0.002));
    assertThat(TailShare.below(NormalSample.quantiles(2000, 0), chains).value())
        .isCloseTo(0.01, within(0.001));
  }

  @Test
  void memory_isOneInBasins_andNoneAfterMixing() {
    UniformRandomProvider random = KEY.fold("memory").generator();
    int[] before = new int[1000];
    int[] stuck = new int[1000];
    int[] mixed = new int[1000];
    for (int i = 0; i < before.length; i++) {
      before[i] = random.nextInt(8);
      // moves freely within 0 to 3 and within 4 to 7
      stuck[i] = before[i] / 4 * 4 + random.nextInt(4);
      mixed[i] = random.nextInt(8);
    }
    assertThat(Memory.of(before, stuck, 8).interval().low()).isGreaterThan(0.9);
    // 1 / sqrt(1000) = .032; four of them
    assertThat(Memory.of(before, mixed, 8).value()).isCloseTo(0, within(0.13));
  }

  @Test
  void cells_findModes() {
    PlantedDensity modes =
        PlantedDensity.of(new double[] {1, 1, 1}, new double[][] {{0, 0}, {5, 0}, {0, 5}}, 0.1);
    FloatArray points = modes.draw(900, KEY);
    Cells cells = Cells.around(List.of(points), 3, KEY);
    int[] of = cells.of(new FloatArray(new int[] {3, 2}, new float[] {0, 0, 5, 0, 0, 5}));
    assertThat(of).doesNotHaveDuplicates();
    assertThat(cells.of(points)).contains(of);
  }
}
