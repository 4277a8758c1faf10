package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Support;
import org.junit.jupiter.api.Test;

/** Data sets of two values. */
class BinarySetsTest {
  private static final RandomKey KEY = RandomKey.ofSeed(1);

  private static String row(FloatArray x, int row) {
    return Arrays.toString(x.slice(row, row + 1).values());
  }

  /** 2^(n+1) - 2 different ones, each with equal rows or equal columns. */
  @Test
  void barsAndStripesAreAllOfThem() {
    Examples set = new BarsAndStripes(3).open();
    FloatArray all = set.first(100);
    assertThat(set.size()).hasValue(14);
    Set<String> different = new HashSet<>();
    for (int row = 0; row < 14; row++) {
      different.add(row(all, row));
      float[] x = all.slice(row, row + 1).values();
      boolean stripes = true;
      boolean bars = true;
      for (int i = 0; i < 9; i++) {
        stripes &= x[i] == x[i / 3 * 3];
        bars &= x[i] == x[i % 3];
      }
      assertThat(stripes || bars).isTrue();
    }
    assertThat(different).hasSize(14);
    set.space().require("data", all);
  }

  /** Three decks of 14: each three times, in another order each time; two more are two different ones. */
  @Test
  void patternsAreDealt() {
    Examples set = new BarsAndStripes(3).open();
    FloatArray draw = set.batch(44, KEY);
    Map<String, Integer> counts = new HashMap<>();
    for (int row = 0; row < 44; row++) {
      counts.merge(row(draw, row), 1, Integer::sum);
    }
    assertThat(counts).hasSize(14);
    assertThat(counts.values()).containsOnly(3, 4);
    assertThat(counts.values().stream().filter(count -> count == 4)).hasSize(2);
    assertThat(draw.slice(0, 14)).isNotEqualTo(draw.slice(14, 28));
    assertThat(set.batch(44, KEY)).isEqualTo(draw);
  }

  @Test
  void binarizedIsAboveOrNot_andKnowsItsSource() {
    Glyphs glyphs = new Glyphs(8, 10, 50, 0.1, 0);
    Binarized bits = new Binarized(glyphs, 0.2, Binarized.Values.BIT);
    Binarized spins = new Binarized(glyphs, 0.2, Binarized.Values.SPIN);
    FloatArray source = glyphs.open().batch(20, KEY);
    FloatArray bit = bits.open().batch(20, KEY);
    FloatArray spin = spins.open().batch(20, KEY);
    for (int i = 0; i < source.values().length; i++) {
      boolean above = source.values()[i] > 0.2f;
      assertThat(bit.values()[i]).isEqualTo(above ? 1 : 0);
      assertThat(spin.values()[i]).isEqualTo(above ? 1 : -1);
    }
    assertThat(bits.space().support()).isEqualTo(Support.BIT);
    assertThat(bits.open().draw(20, KEY).labels()).isPresent();
    assertThat(bits.open().fingerprint())
        .isNotEqualTo(spins.open().fingerprint())
        .isNotEqualTo(new Binarized(glyphs, 0, Binarized.Values.BIT).open().fingerprint());
    assertThat(bits.heldOut())
        .hasValue(new Binarized(glyphs.heldOut().orElseThrow(), 0.2, Binarized.Values.BIT));
  }
}
