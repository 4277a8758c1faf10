package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

/** One Gaussian of sd 0.15 in ten dimensions, T = 3 steps that are far too few to forget a datum, M = 19. */
class RankShiftTest {
  private static final int CHAINS = 19;
  private static final PlantedDensity TRUTH =
      PlantedDensity.of(new double[] {1}, new double[1][10], 0.15);

  private static float[][] fromHub(PlantedDensity model, FloatArray data, RandomKey key) {
    HostChains hub = new HostChains(model, data, key.fold("to"));
    hub.mala(3, 0.1);
    FloatArray places = hub.positions();
    FloatArray[] repeated = new FloatArray[CHAINS];
    Arrays.fill(repeated, places);
    HostChains chains =
        new HostChains(model, FloatArray.concat(Arrays.asList(repeated)), key.fold("from"));
    chains.mala(3, 0.1);
    float[] energies = chains.energies();
    float[][] rows = new float[data.rows()][CHAINS];
    for (int i = 0; i < energies.length; i++) {
      rows[i % data.rows()][i / data.rows()] = energies[i];
    }
    return rows;
  }

  @Test
  void underTheNull_ranksAreUniform_thoughChainsDoNotMix() {
    RandomKey key = RandomKey.ofSeed(8);
    FloatArray data = TRUTH.draw(10_000, key.fold("data"));
    float[][] chains = fromHub(TRUTH, data, key);
    float[] energies = TRUTH.energies(data);
    int[] counts = new int[CHAINS + 1];
    for (int i = 0; i < energies.length; i++) {
      counts[(int) Math.round(RankShift.rank(energies[i], chains[i]) * CHAINS)]++;
    }
    // chi-square of 20 equal cells: mean 19, sd sqrt(38) = 6.2; four of them
    double chi = 0;
    for (int count : counts) {
      chi += (count - 500.0) * (count - 500.0) / 500;
    }
    assertThat(chi).isLessThan(19 + 4 * 6.2);
  }

  @Test
  void underTheNull_pValuesAreBelowATwentiethOnceInTwenty() {
    int rejected = 0;
    for (int run = 0; run < 400; run++) {
      RandomKey key = RandomKey.ofSeed(100 + run);
      FloatArray data = TRUTH.draw(50, key.fold("data"));
      RankShift shift = RankShift.of(TRUTH.energies(data), fromHub(TRUTH, data, key));
      rejected += shift.pValue() < 0.05 ? 1 : 0;
    }
    // 20 are expected, sd sqrt(400 * 0.05 * 0.95) = 4.4; four of them
    assertThat(rejected).isBetween(3, 37);
  }

  @Test
  void dataWiderThanTheModel_lieAboveItsChains() {
    RandomKey key = RandomKey.ofSeed(9);
    FloatArray data = TRUTH.wider(1.3).draw(200, key.fold("data"));
    RankShift shift = RankShift.of(TRUTH.energies(data), fromHub(TRUTH, data, key));
    assertThat(shift.interval().low()).isGreaterThan(0.05);
    assertThat(shift.pValue()).isLessThan(1e-6);
  }

  @Test
  void shift_countsTiesHalf() {
    // one chain below and one equal: 3/4; both below: 1
    RankShift shift = RankShift.of(new float[] {1, 5}, new float[][] {{0, 1}, {0, 1}});
    assertThat(shift.shift()).isCloseTo((0.75 + 1) / 2 - 0.5, within(1e-7));
  }
}
