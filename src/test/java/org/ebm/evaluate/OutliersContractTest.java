package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.data.Glyphs;
import org.ebm.data.MixtureDraws;
import org.ebm.data.OfClasses;
import org.junit.jupiter.api.Test;

/** What every set of outliers must keep; a new one fails here until it has an example. */
class OutliersContractTest {
  private static final RandomKey KEY = RandomKey.ofSeed(6);
  private static final Glyphs DIGITS = new Glyphs(8, 10, 100, 0, 0);
  private static final Examples IMAGES = DIGITS.open();
  private static final Map<Class<?>, Outliers> ALL = Map.of(
      Outliers.Uniform.class, new Outliers.Uniform(),
      Outliers.Constant.class, new Outliers.Constant(),
      Outliers.Interpolation.class, new Outliers.Interpolation(),
      Outliers.Rotation.class, new Outliers.Rotation(),
      Outliers.Other.class, new Outliers.Other(new OfClasses(DIGITS, List.of(7))));

  @Test
  void everySetHasAnExample() {
    assertThat(ALL.keySet()).isEqualTo(Set.of(Outliers.class.getPermittedSubclasses()));
  }

  @Test
  void drawsHaveTheShapeAndRangeOfTheData_andFollowTheKey() {
    ALL.values().forEach(outliers -> {
      FloatArray drawn = outliers.draw(IMAGES, 20, KEY);
      assertThat(drawn.shape()).as("%s", outliers).containsExactly(20, 1, 8, 8);
      assertThat(drawn).isEqualTo(outliers.draw(IMAGES, 20, KEY));
      for (float value : drawn.values()) {
        assertThat(value).isBetween(-1f, 1f);
      }
      assertThat(outliers.title()).isNotBlank();
    });
  }

  /** Four quarter turns are none; the first moves the upper right pixel to the upper left. */
  @Test
  void aQuarterTurn() {
    FloatArray data = IMAGES.batch(1, KEY.fold("turned"));
    FloatArray turned = new Outliers.Rotation().draw(IMAGES, 1, KEY);
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 8; column++) {
        assertThat(turned.values()[(7 - column) * 8 + row])
            .isEqualTo(data.values()[row * 8 + column]);
      }
    }
  }

  @Test
  void pointsInThePlaneTurnTooAndOthersAreRefused() {
    Examples ring = MixtureDraws.ring(8, 1, 0.1).open();
    FloatArray data = ring.batch(3, KEY.fold("turned"));
    FloatArray turned = new Outliers.Rotation().draw(ring, 3, KEY);
    assertThat(turned.values()[0]).isEqualTo(-data.values()[1], within(0f));
    assertThat(turned.values()[1]).isEqualTo(data.values()[0], within(0f));
  }

  @Test
  void classesThatASetHasNot_areRefused() {
    assertThatThrownBy(() -> new OfClasses(new Glyphs(8, 3, 30, 0, 0), List.of(7)).open())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("names none of the classes of glyphs");
    assertThat(
            new OfClasses(DIGITS, List.of(7, 2)).open().draw(50, KEY).labels().orElseThrow())
        .containsOnly(7, 2);
  }
}
