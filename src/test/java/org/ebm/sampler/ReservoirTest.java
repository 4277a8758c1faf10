package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.junit.jupiter.api.Test;

class ReservoirTest {
  private static final RandomKey KEY = RandomKey.ofSeed(5);
  private static final int ENDS = 100_000;

  private static Starts open(Reservoir reservoir) {
    return reservoir.open(Space.of(Shape.of(1)), Optional.empty(), KEY);
  }

  /** Ends that are their own numbers from 1. */
  private static void store(Starts starts, int from, int to) {
    float[] numbers = new float[to - from];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from + i + 1;
    }
    FloatArray ends = new FloatArray(new int[] {numbers.length, 1}, numbers);
    starts.store(starts.draw(1, KEY), ends);
  }

  private static FloatArray bank(Starts starts) {
    return Objects.requireNonNull(starts.state().get("bank"));
  }

  /** Spec A4.2. */
  @Test
  void theAgesOfItsStatesAreUniform() {
    Starts starts = open(new Reservoir(1000, 0, 1));
    for (int from = 0; from < ENDS; from += 100) {
      store(starts, from, from + 100);
    }
    float[] held = Arrays.copyOf(bank(starts).values(), 1000);
    double[] ages = new double[held.length];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = held[i] / ENDS;
    }
    assertThat(Arrays.stream(ages).distinct().count()).isEqualTo(1000);
    double p = new KolmogorovSmirnovTest()
        .kolmogorovSmirnovTest(
            new org.apache.commons.math3.distribution.UniformRealDistribution(0, 1), ages);
    assertThat(p).isGreaterThan(0.01);
  }

  @Test
  void untilAStateIsInIt_chainsStartAtNoise_thenAtStates() {
    Starts starts = open(new Reservoir(10, 0, 1));
    for (float value : starts.draw(50, KEY).position().values()) {
      assertThat(value).isBetween(-1f, 1f);
    }
    store(starts, 10, 13);
    assertThat(starts.draw(50, KEY).position().values()).containsOnly(11, 12, 13);
    assertThat(bank(starts).shape()).containsExactly(3, 1);
  }

  /** 500 of 1000 with a standard error of 16. */
  @Test
  void fewStartsAreFresh() {
    Starts starts = open(new Reservoir(10, 0.5, 1));
    store(starts, 10, 13);
    int fresh = 0;
    for (float value : starts.draw(1000, KEY).position().values()) {
      fresh += value < 2 ? 1 : 0;
    }
    assertThat(fresh).isBetween(450, 550);
  }

  @Test
  void aStateOfAnotherReservoirIsRefused() {
    Starts starts = open(new Reservoir(10, 0, 1));
    FloatArray bank = new FloatArray(new int[] {3, 1}, new float[3]);
    assertThatThrownBy(() -> starts.restore(Map.of("bank", bank, "bank_seen", FloatArray.of(0, 4))))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("no reservoir of at most");
    assertThatThrownBy(
            () -> starts.restore(Map.of("bank", bank, "bank_seen", FloatArray.of(0, 2.5f))))
        .isInstanceOf(EbmException.class);
    assertThatThrownBy(() -> starts.restore(Map.of("bank", bank))).isInstanceOf(EbmException.class);
  }
}
