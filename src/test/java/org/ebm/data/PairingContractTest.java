package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every image that comes with an example must keep; a new kind fails here until it has an example. */
class PairingContractTest {
  private static final RandomKey KEY = RandomKey.ofSeed(4);
  private static final Shape COLOUR = Shape.of(3, 4, 6);
  private static final FloatArray EXAMPLES = Nets.uniform(COLOUR, 5, KEY);

  static List<Pairing> pairings() {
    return List.of(
        new Grey(),
        new LowResolution(2),
        new Masked(Optional.of(0.25), false, Optional.empty()),
        new Masked(Optional.of(0.3), true, Optional.empty()),
        new Masked(Optional.empty(), false, Optional.of(Masked.Half.RIGHT)));
  }

  @Test
  void everyKindHasAnExample() {
    assertThat(pairings().stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(Pairing.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void imagesHaveTheShapeThatIsSaid_theSameForTheSameKey(Pairing pairing) {
    FloatArray images = pairing.of(EXAMPLES, KEY);
    assertThat(images.shape()).containsExactly(pairing.image(COLOUR).batch(5));
    assertThat(pairing.of(EXAMPLES, KEY)).isEqualTo(images);
    assertThat(pairing.shown(images, COLOUR).shape()).containsExactly(COLOUR.batch(5));
    assertThat(pairings().stream().map(Pairing::identity).distinct()).hasSize(5);
  }

  /** A guess is right where nothing is left open, and its own image is the image. */
  @ParameterizedTest
  @MethodSource("pairings")
  void aGuessIsOneThatTheImageAllows(Pairing pairing) {
    FloatArray images = pairing.of(EXAMPLES, KEY);
    FloatArray open = pairing.open(images, COLOUR);
    FloatArray guess = pairing.guess(images, FloatArray.zeros(COLOUR, 1));
    for (int i = 0; i < open.values().length; i++) {
      assertThat(open.values()[i]).isIn(0f, 1f);
      if (open.values()[i] == 0) {
        assertThat(guess.values()[i]).isEqualTo(EXAMPLES.values()[i]);
      }
    }
    assertThat(open.values()).contains(1);
    FloatArray again = pairing.of(guess, KEY);
    for (int i = 0; i < again.values().length; i++) {
      assertThat(again.values()[i]).isCloseTo(images.values()[i], within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void examplesThatAreNoImagesAreRefused(Pairing pairing) {
    assertThatThrownBy(() -> pairing.image(Shape.of(2)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("needs images (channels, height, width), the examples are 2");
  }

  /** 0.299 red + 0.587 green + 0.114 blue of (1, -1, 0.5): -0.231. Means of blocks of (0, 1; 2, 5): 2. */
  @Test
  void numbersByHand() {
    FloatArray pixel = new FloatArray(new int[] {1, 3, 1, 1}, new float[] {1, -1, 0.5f});
    assertThat(new Grey().of(pixel, KEY).values()[0]).isCloseTo(-0.231f, within(1e-6f));
    FloatArray block = new FloatArray(new int[] {1, 1, 2, 4}, new float[] {0, 1, 7, 7, 2, 5, 7, 7});
    assertThat(new LowResolution(2).of(block, KEY).values()).containsExactly(2, 7);
    Masked right = new Masked(Optional.empty(), false, Optional.of(Masked.Half.RIGHT));
    assertThat(right.of(block, KEY).values())
        .containsExactly(0, 1, 0, 0, 2, 5, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0);
  }

  @Test
  void holesAreInTheMiddle_orMove() {
    FloatArray masks = new Masked(Optional.of(0.25), true, Optional.empty())
        .open(
            new Masked(Optional.of(0.25), true, Optional.empty())
                .of(FloatArray.zeros(Shape.of(1, 8, 8), 40), KEY),
            Shape.of(1, 8, 8));
    assertThat(Arrays.stream(rows(masks)).distinct().count()).isGreaterThan(5);
    for (String row : rows(masks)) {
      assertThat(row.chars().filter(c -> c == '1').count()).isEqualTo(16);
    }
  }

  private static String[] rows(FloatArray masks) {
    String[] rows = new String[masks.rows()];
    for (int i = 0; i < rows.length; i++) {
      StringBuilder row = new StringBuilder();
      for (float value : masks.slice(i, i + 1).values()) {
        row.append((int) value);
      }
      rows[i] = row.toString();
    }
    return rows;
  }

  @Test
  void whatCannotBeIsRefusedWithItsKey() {
    assertRefused(
        () -> new LowResolution(3).image(COLOUR), "low_resolution.factor", "4 and 6, got 3");
    assertRefused(() -> new Grey().image(Shape.of(1, 4, 4)), "grey", "3 channels");
    assertRefused(
        () -> new Masked(Optional.of(0.001), false, Optional.empty()).image(COLOUR),
        "masked.hole",
        "hides 0 of 24");
    assertRefused(
        () -> new Masked(Optional.empty(), false, Optional.empty()),
        "masked",
        "one of hole and half");
  }

  private static void assertRefused(Runnable what, String path, String message) {
    assertThatThrownBy(what::run).isInstanceOfSatisfying(ConfigException.class, e -> {
      assertThat(e.problems().get(0).path()).isEqualTo(path);
      assertThat(e.problems().get(0).message()).contains(message);
    });
  }

  /** Data noise is on the example, not on its image, and held-out data are paired likewise. */
  @Test
  void imagesAreMadeOfExamplesWithoutNoise() {
    Glyphs glyphs = new Glyphs(16, 10, 30, 0, 0);
    Pairing low = new LowResolution(4);
    Batch noisy = new Paired(glyphs, low, 0.3).open().draw(6, KEY);
    Batch plain = glyphs.open().draw(6, KEY);
    assertThat(noisy.images().orElseThrow()).isEqualTo(low.of(plain.examples(), KEY));
    assertThat(noisy.examples()).isNotEqualTo(plain.examples());
    assertThat(noisy.labels().orElseThrow()).isEqualTo(plain.labels().orElseThrow());
    assertThat(new Paired(glyphs, low, 0.3).heldOut())
        .contains(new Paired(new Glyphs(16, 10, 30, 0, 1), low, 0.3));
    assertThatThrownBy(() -> new Paired(glyphs, new Grey(), 0))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("image.grey: needs images of 3 channels, the examples are 1x16x16");
  }
}
