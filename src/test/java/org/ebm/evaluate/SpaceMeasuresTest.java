package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.data.MovingBars;
import org.ebm.data.Solids;
import org.junit.jupiter.api.Test;

class SpaceMeasuresTest {
  private static double number(Findings findings, String name) {
    return (double) Optional.ofNullable(findings.values().get(name)).orElseThrow();
  }

  /** One video stands still, the other turns every pixel at every frame: correlations 1 and -1. */
  @Test
  void frameAutocorrelation_isOneOfStills_andMinusOneOfFlicker() {
    FloatArray videos = FloatArray.zeros(Shape.of(1, 4, 3, 3), 2);
    for (int i = 0; i < 36; i++) {
      float pixel = i % 9 - 4;
      videos.values()[i] = pixel;
      videos.values()[36 + i] = i / 9 % 2 == 0 ? pixel : -pixel;
    }
    Examples bars = new MovingBars(4, 8, 5, 0, 0).open();
    Findings findings = new Findings();
    new SpaceMeasures(videos, videos, videos).report(findings, bars);
    assertThat(number(findings, "frame_autocorrelation")).isCloseTo(0, within(1e-12));
    // sd of 1 and -1 is sqrt 2, over sqrt 2
    assertThat(number(findings, "frame_autocorrelation_error")).isCloseTo(1, within(1e-12));
    new SpaceMeasures(videos.slice(0, 1), videos.slice(1, 2), videos).report(findings, bars);
    assertThat(number(findings, "frame_autocorrelation")).isCloseTo(1, within(1e-12));
    assertThat(number(findings, "frame_autocorrelation_data")).isCloseTo(-1, within(1e-12));
  }

  /** Cells above the middle between the data's two values are full, whatever was subtracted; of 64 here 16 and 32. */
  @Test
  void occupancy_isTheShareOfFullCells() {
    Examples solids = new Solids(Solids.As.VOXELS, 1, 4, List.of(Solids.Form.BOX), 20, 0, 0).open();
    float empty = solids.first(1).values()[0];
    FloatArray volumes = FloatArray.zeros(Shape.of(1, 4, 4, 4), 2);
    for (int i = 0; i < 128; i++) {
      boolean full = i < 64 ? i < 16 : i < 96;
      volumes.values()[i] = empty + (full ? 0.6f : 0.4f);
    }
    Findings findings = new Findings();
    new SpaceMeasures(volumes, volumes, volumes).report(findings, solids);
    assertThat(number(findings, "occupancy")).isCloseTo(0.375, within(1e-7));
    // sd of 1/4 and 1/2 is 0.1768, over sqrt 2
    assertThat(number(findings, "occupancy_error")).isCloseTo(0.125, within(1e-7));
    volumes.values()[3] = Float.NaN;
    new SpaceMeasures(volumes, volumes, volumes).report(findings, solids);
    assertThat(number(findings, "occupancy")).isNaN();
  }
}
