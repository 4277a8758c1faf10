package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;

class FilterHistogramsTest {
  private static final RandomKey KEY = RandomKey.ofSeed(6);
  private static final Shape SHAPE = Shape.of(1, 24, 24);

  @Test
  void ofOneLaw_theDistanceIsNearZero_ofTheSamePictures_zero() {
    FloatArray some = Nets.uniform(SHAPE, 40, KEY.fold("some"));
    FloatArray others = Nets.uniform(SHAPE, 40, KEY.fold("others"));
    assertThat(FilterHistograms.of(some, some).distance()).isZero();
    FilterHistograms found = FilterHistograms.of(others, some);
    assertThat(found.distance()).isBetween(0.0, 0.08);
    assertThat(found.error()).isBetween(0.0, 0.02);
  }

  /** Flat pictures have the response 0 everywhere, in one bin of each filter: of the noise's mass there it misses the rest, twice. */
  @Test
  void flatPictures_areUnlikeNoise_whateverTheirGrey() {
    FloatArray noise = Nets.uniform(SHAPE, 40, KEY.fold("some"));
    FloatArray black = FloatArray.zeros(SHAPE, 40);
    FloatArray grey = FloatArray.zeros(SHAPE, 40);
    Arrays.fill(grey.values(), 0.5f);
    double distance = FilterHistograms.of(black, noise).distance();
    assertThat(distance).isBetween(1.4, 2.0);
    assertThat(FilterHistograms.of(grey, noise).distance()).isCloseTo(distance, within(1e-6));
    assertThat(FilterHistograms.of(black, noise).error()).isLessThan(0.05);
  }
}
