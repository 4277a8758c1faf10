package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.RandomKey;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.MuellerBrown;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.RandomWalk;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Minima by descent and saddles by relaxed paths, against what Newton's method gives. */
class PathsTest {
  private static final Torch TORCH = Torch.open("cpu", 1);

  private static Landscape open(Potential energy) {
    return Landscape.open(
        energy, new RandomWalk(0.01, 1), new Compute(TORCH, Precision.FLOAT32, 500));
  }

  private static List<float[]> grid(double low, double high, int perAxis) {
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < perAxis * perAxis; i++) {
      double cell = (high - low) / perAxis;
      points.add(new float[] {
        (float) (low + (i % perAxis + 0.4) * cell), (float) (low + (i / perAxis + 0.3) * cell)
      });
    }
    return points;
  }

  private static Barrier straight(float[] from, float[] to) {
    return new Barrier(Double.POSITIVE_INFINITY, List.of(from, to), 0, false);
  }

  /** All eight minima have U = 0.123074 at radius 0.9999987. */
  @Test
  void descentFindsTheMinimaOfTheRing() {
    try (Landscape landscape = open(GaussianMixture.ring(8, 1, 0.15))) {
      List<State> minima = Descent.from(landscape, grid(-1.5, 1.5, 8), 0.1);
      assertThat(minima).allSatisfy(minimum -> {
        assertThat(minimum.energy()).isCloseTo(0.123074, within(1e-5));
        assertThat(Math.hypot(minimum.position()[0], minimum.position()[1]))
            .isCloseTo(0.9999987, within(1e-4));
      });
      long angles = minima.stream()
          .map(minimum ->
              Math.round(Math.atan2(minimum.position()[1], minimum.position()[0]) * 4 / Math.PI))
          .map(k -> Math.floorMod(k, 8))
          .distinct()
          .count();
      assertThat(angles).isEqualTo(8);
    }
  }

  @Test
  void descentFindsTheMinimaOfMuellerAndBrown() {
    try (Landscape landscape = open(new MuellerBrown())) {
      List<State> minima = Descent.from(landscape, grid(-1, 1, 6), 0.05);
      assertThat(minima.stream().map(minimum -> Math.round(minimum.energy() * 100) / 100.0))
          .contains(-146.7, -108.17, -80.77)
          .allMatch(energy -> energy == -146.7 || energy == -108.17 || energy == -80.77);
    }
  }

  /** Neighbouring minima of the ring: a straight valley with the saddle at its middle, at 2.684301. */
  @Test
  void relaxedPathOfTheRing_hasTheSaddle() {
    try (Landscape landscape = open(GaussianMixture.ring(8, 1, 0.15))) {
      float half = (float) Math.sqrt(0.5);
      Barrier barrier = StringMethod.relaxed(
              landscape, List.of(straight(new float[] {1, 0}, new float[] {half, half})))
          .get(0);
      assertThat(barrier.refined()).isTrue();
      assertThat(barrier.height()).isCloseTo(2.684301, within(1e-4));
      assertThat(barrier.height()).isGreaterThanOrEqualTo(2.684301 - 1e-5);
    }
  }

  /**
   * Curved valleys: -40.66484 between the first and second minimum, -72.24894 between the second and third, within 0.5 % of the heights 106 and 36.
   */
  @Test
  void relaxedPathsOfMuellerAndBrown_haveTheSaddles() {
    float[] first = {-0.55822f, 1.44173f};
    float[] second = {0.62350f, 0.02804f};
    float[] third = {-0.05001f, 0.46669f};
    try (Landscape landscape = open(new MuellerBrown())) {
      List<Barrier> barriers = StringMethod.relaxed(
          landscape, List.of(straight(first, second), straight(second, third)));
      assertThat(barriers.get(0).height()).isCloseTo(-40.66484, within(0.005 * 106));
      assertThat(barriers.get(1).height()).isCloseTo(-72.24894, within(0.005 * 36));
      assertThat(barriers).allMatch(Barrier::refined);
      // bounds hold from above, to float32
      assertThat(barriers.get(0).height()).isGreaterThanOrEqualTo(-40.66484 - 1e-4);
      assertThat(barriers.get(1).height()).isGreaterThanOrEqualTo(-72.24894 - 1e-4);
    }
  }

  /** Pulled straight, chains climb the flank of the curved valley: measured 9 to 15 % above its height of 106; the straight one's is exact. */
  @Test
  void pulledChainsOfMuellerAndBrown_areUpperBounds() {
    State first = new State(new float[] {-0.55822f, 1.44173f}, -146.69952);
    State second = new State(new float[] {0.62350f, 0.02804f}, -108.16672);
    State third = new State(new float[] {-0.05001f, 0.46669f}, -80.76782);
    BarrierSearch.Rule rule =
        new BarrierSearch.Rule(60, 1.1, 2, new Limits(0.05, 300, 5000), false);
    try (Landscape landscape = Landscape.open(
        new MuellerBrown(), new RandomWalk(0.05, 3), new Compute(TORCH, Precision.FLOAT32))) {
      List<String> told = new ArrayList<>();
      List<Optional<Barrier>> found = BarrierSearch.between(
          landscape,
          List.of(new Crossing.Pair(first, second), new Crossing.Pair(second, third)),
          rule,
          RandomKey.ofSeed(1),
          told::add);
      assertThat(told.get(0)).isEqualTo("after 10 forces 2 of 4 ways are still to be pulled along");
      assertThat((found.get(0).orElseThrow().height() + 40.66484) / 106).isBetween(-0.02, 0.20);
      assertThat((found.get(1).orElseThrow().height() + 72.24894) / 35.9).isBetween(-0.02, 0.20);
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
