package org.ebm.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.data.Checkerboard;
import org.ebm.data.Examples;
import org.ebm.data.Glyphs;
import org.junit.jupiter.api.Test;

class PixelClassesTest {
  private static final Examples DATA = new Glyphs(8, 4, 400, 0, 0).open();
  private static final Examples OTHERS = new Glyphs(8, 4, 400, 0, 1).open();

  /** 400 others with an error below one in ten: their shares are within that of the truth, a quarter each; of zeros alone all are 0. */
  @Test
  void sharesAreThoseOfTheClasses() {
    PixelClasses classes = PixelClasses.of(DATA, OTHERS).orElseThrow();
    assertThat(classes.error()).isBetween(0.0, 0.1);
    double[] shares = classes.shares(OTHERS.first(400));
    assertThat(shares).hasSize(4);
    for (double share : shares) {
      assertThat(share).isCloseTo(0.25, within(classes.error() + 1e-9));
    }
    assertThat(classes.found(shares)).isEqualTo(4);
    FloatArray zeros = OTHERS.ofClasses(List.of(0)).orElseThrow().first(50);
    double[] ofZeros = classes.shares(zeros);
    assertThat(ofZeros[0]).isGreaterThan(0.9);
    assertThat(classes.found(ofZeros)).isEqualTo(1);
  }

  @Test
  void dataWithoutClasses_haveNone() {
    Examples plane = new Checkerboard(4, 2).open();
    assertThat(PixelClasses.of(plane, plane)).isEmpty();
  }
}
