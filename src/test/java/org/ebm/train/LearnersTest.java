package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.config.ConfigTree;
import org.ebm.objective.Player;
import org.junit.jupiter.api.Test;

class LearnersTest {
  private static Learners learners(String... changes) {
    ConfigTree tree = ConfigTree.parse(Configs.PLANE, "plane.yaml");
    for (String change : changes) {
      tree = tree.with(change, "test");
    }
    return new Learners(tree.bind(TrainConfig.class), RandomKey.ofSeed(1));
  }

  /** One number everywhere. */
  private static Map<String, Weights> gradient(Learners learners, float value) {
    Weights weights = Objects.requireNonNull(learners.weights().get(Player.ENERGY));
    List<FloatArray> arrays = new ArrayList<>();
    for (FloatArray array : weights.list()) {
      float[] values = new float[array.values().length];
      Arrays.fill(values, value);
      arrays.add(new FloatArray(array.shape(), values));
    }
    return Map.of(Player.ENERGY, Weights.of(List.copyOf(weights.arrays().keySet()), arrays));
  }

  private static float first(Map<String, Weights> players) {
    return Objects.requireNonNull(players.get(Player.ENERGY)).list().get(0).values()[0];
  }

  /** The network 2-8-1 has 33 values, so a gradient of 2 everywhere has the norm 2 sqrt 33 = 11.489. SGD at .01. */
  @Test
  void aLongGradientIsShortenedToItsNorm_aShortOneIsNot() {
    Learners learners = learners("training.gradient_clip=1.5");
    float before = first(learners.weights());
    learners.update(gradient(learners, 2), 1, 1);
    double step = 0.01 * 1.5 / Math.sqrt(33);
    assertThat(before - first(learners.weights())).isCloseTo((float) step, within(1e-6f));
    before = first(learners.weights());
    learners.update(gradient(learners, 0.2f), 2, 1);
    assertThat(before - first(learners.weights())).isCloseTo(0.002f, within(1e-6f));
  }

  @Test
  void theModelIsTheAverage_andIsKept() {
    Learners learners = learners("training.weight_average=0.9");
    float before = first(learners.weights());
    learners.update(gradient(learners, 10), 1, 1);
    assertThat(first(learners.weights())).isCloseTo(before - 0.1f, within(1e-6f));
    assertThat(first(learners.model())).isCloseTo(before - 0.01f, within(1e-6f));
    Learners other = learners("training.weight_average=0.9");
    other.restore(learners.files());
    assertThat(other.model()).isEqualTo(learners.model()).isNotEqualTo(learners.weights());
    assertThat(learners("training.steps=3").model()).isEqualTo(other("training.steps=3"));
  }

  private static Map<String, Weights> other(String change) {
    return learners(change).weights();
  }
}
