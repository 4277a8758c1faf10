package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class DequantizedTest {
  private static final RandomKey KEY = RandomKey.ofSeed(1);
  private static final Glyphs GLYPHS = new Glyphs(8, 10, 200, 0, 0);

  /** (b + u) / 256 has the byte b as its whole part; of 12 800 places u the mean is within 4 / sqrt(12 * 12 800) = 0.0102 of 1/2. */
  @Test
  void eachByteBecomesAPlaceInItsInterval() {
    FloatArray bytes = GLYPHS.open().batch(200, KEY);
    Examples spread = new Dequantized(GLYPHS).open();
    FloatArray x = spread.batch(200, KEY);
    double places = 0;
    for (int i = 0; i < x.values().length; i++) {
      double scaled = (x.values()[i] + 1) * 128;
      int value = Math.round((bytes.values()[i] + 1) / 2 * 255);
      assertThat(scaled).isBetween((double) value, value + 1.0);
      places += (scaled - value) / x.values().length;
    }
    assertThat(places).isCloseTo(0.5, within(0.0102));
    assertThat(spread.batch(200, KEY)).isEqualTo(x);
    assertThat(spread.first(3).values()[0])
        .isEqualTo((Math.round((GLYPHS.open().first(1).values()[0] + 1) / 2 * 255) + 0.5f) / 128
            - 1);
    assertThat(spread.draw(5, KEY).labels().orElseThrow())
        .isEqualTo(GLYPHS.open().draw(5, KEY).labels().orElseThrow());
    assertThat(new OfClasses(new Dequantized(GLYPHS), List.of(3)).open().size()).hasValue(20);
  }

  @Test
  void whatIsNoByte_isRefused() {
    Examples noisy = new Dequantized(new Glyphs(8, 10, 200, 0.1, 0)).open();
    assertThatThrownBy(() -> noisy.batch(10, KEY))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "data.dequantized.of: must be bytes b as 2 b / 255 - 1, got a pixel of")
        .hasMessageContaining("leave out its noise");
    assertThatThrownBy(() -> new Dequantized(new Checkerboard(4, 2)).open())
        .hasMessageContaining("must be pictures");
  }
}
