package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;

/** Optimizers and schedules against steps done by hand; parameters are float32. */
class OptimizerTest {
  private static final Offset<Float> ROUNDING = within(1e-6f);

  private static float[] slot() {
    return new float[1];
  }

  @Test
  void sgdWithoutMomentum_keepsNothing() {
    Sgd sgd = new Sgd(0.1, 0, 0);
    assertThat(sgd.slots()).isEmpty();
    float[] p = {1, -1};
    // 1 - 0.1 * 2 = 0.8, -1 - 0.1 * -0.5 = -0.95
    sgd.update(p, new float[] {2, -0.5f}, List.of(), new Optimizer.Clock(0.1, 1));
    assertThat(p[0]).isCloseTo(0.8f, ROUNDING);
    assertThat(p[1]).isCloseTo(-0.95f, ROUNDING);
    // the clock's rate counts: 0.8 - 0.01 * 2 = 0.78
    sgd.update(p, new float[] {2, 0}, List.of(), new Optimizer.Clock(0.01, 2));
    assertThat(p[0]).isCloseTo(0.78f, ROUNDING);
  }

  @Test
  void sgdWithMomentum() {
    Sgd sgd = new Sgd(0.1, 0.5, 0);
    assertThat(sgd.slots()).containsExactly("momentum");
    float[] p = {1};
    List<float[]> slots = List.of(slot());
    // m = 2, p = 1 - 0.1 * 2 = 0.8
    sgd.update(p, new float[] {2}, slots, new Optimizer.Clock(0.1, 1));
    assertThat(p[0]).isCloseTo(0.8f, ROUNDING);
    // m = 0.5 * 2 + 1 = 2, p = 0.8 - 0.2 = 0.6
    sgd.update(p, new float[] {1}, slots, new Optimizer.Clock(0.1, 2));
    assertThat(p[0]).isCloseTo(0.6f, ROUNDING);
    // m = 0.5 * 2 - 3 = -2, at a tenth of the rate: p = 0.6 + 0.02 = 0.62
    sgd.update(p, new float[] {-3}, slots, new Optimizer.Clock(0.01, 3));
    assertThat(p[0]).isCloseTo(0.62f, ROUNDING);
    assertThat(slots.get(0)[0]).isCloseTo(-2f, ROUNDING);
  }

  @Test
  void adam() {
    Adam adam = new Adam(0.1, 0.9, 0.999, 1e-8, 0);
    assertThat(adam.slots()).containsExactly("mean", "square");
    float[] p = {1};
    List<float[]> slots = List.of(slot(), slot());
    // mean 0.1 * 2 = 0.2, square 0.001 * 4 = 0.004; corrected 0.2 / 0.1 = 2 and 0.004 / 0.001 = 4;
    // p = 1 - 0.1 * 2 / sqrt(4) = 0.9: the first step is the rate, whatever the gradient
    adam.update(p, new float[] {2}, slots, new Optimizer.Clock(0.1, 1));
    assertThat(p[0]).isCloseTo(0.9f, ROUNDING);
    // mean 0.9 * 0.2 - 0.1 = 0.08, corrected 0.08 / (1 - 0.81) = 0.4210526;
    // square 0.999 * 0.004 + 0.001 = 0.004996, corrected 0.004996 / 0.001999 = 2.4992496, root
    // 1.5809015; p = 0.9 - 0.1 * 0.4210526 / 1.5809015 = 0.8733663
    adam.update(p, new float[] {-1}, slots, new Optimizer.Clock(0.1, 2));
    assertThat(p[0]).isCloseTo(0.8733663f, ROUNDING);
    assertThat(slots.get(0)[0]).isCloseTo(0.08f, ROUNDING);
    assertThat(slots.get(1)[0]).isCloseTo(0.004996f, ROUNDING);
  }

  @Test
  void weightDecayTakesAPartAwayBesideTheGradient() {
    float[] p = {2};
    // 2 * (1 - 0.1 * 0.5) - 0.1 * 3 = 1.6
    new Sgd(0.1, 0, 0.5).update(p, new float[] {3}, List.of(), new Optimizer.Clock(0.1, 1));
    assertThat(p[0]).isCloseTo(1.6f, ROUNDING);
    p[0] = 2;
    // 2 * 0.95 - 0.1: Adam's first step is the rate, and the decay is none of its moments
    new Adam(0.1, 0.9, 0.999, 1e-8, 0.5)
        .update(p, new float[] {3}, List.of(slot(), slot()), new Optimizer.Clock(0.1, 1));
    assertThat(p[0]).isCloseTo(1.8f, ROUNDING);
  }

  @Test
  void adamsEpsilonBoundsTheStepOfATinyGradient() {
    float[] p = {0};
    // corrected mean and root are the gradient, 1e-3: p = -0.1 * 1e-3 / (1e-3 + 1e-3) = -0.05
    new Adam(0.1, 0.9, 0.999, 1e-3, 0)
        .update(p, new float[] {1e-3f}, List.of(slot(), slot()), new Optimizer.Clock(0.1, 1));
    assertThat(p[0]).isCloseTo(-0.05f, ROUNDING);
  }

  @Test
  void stateKeepsASlotForEachParameter_andGoesOnWhereItWasSaved() {
    Map<String, FloatArray> parameters = new LinkedHashMap<>();
    parameters.put("a", FloatArray.of(1));
    parameters.put("b", FloatArray.of(1, 1));
    OptimizerState state = new OptimizerState(new Sgd(0.1, 0.5, 0), parameters, Map.of());
    assertThat(state.slots()).containsOnlyKeys("momentum/a", "momentum/b");
    state.update(List.of(FloatArray.of(2), FloatArray.of(0, 4)), new Optimizer.Clock(0.1, 1));
    // a = 1 - 0.1 * 2, b = (1, 1 - 0.1 * 4)
    assertThat(parameters.get("a").values()).containsExactly(new float[] {0.8f}, ROUNDING);
    assertThat(parameters.get("b").values()).containsExactly(new float[] {1, 0.6f}, ROUNDING);

    OptimizerState restored = new OptimizerState(new Sgd(0.1, 0.5, 0), parameters, Map.of());
    restored.restore(state.slots());
    // without a gradient half of the last direction is left: b = 0.6 - 0.1 * 2
    restored.update(List.of(FloatArray.of(0), FloatArray.of(0, 0)), new Optimizer.Clock(0.1, 2));
    assertThat(parameters.get("b").values()).containsExactly(new float[] {1, 0.4f}, ROUNDING);
  }

  @Test
  void slotsOfAnotherNetwork_areDamage() {
    OptimizerState state =
        new OptimizerState(new Sgd(0.1, 0.5, 0), Map.of("a", FloatArray.of(1, 2)), Map.of());
    assertThatThrownBy(() -> state.restore(Map.of("momentum/a", FloatArray.of(1))))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessage(
            "optimizer.safetensors: no array momentum/a of shape float32[2], got float32[1]");
    assertThatThrownBy(() -> state.restore(Map.of())).hasMessageContaining("got null");
  }

  @Test
  void constantRate() {
    assertThat(new Constant().rate(0.3, 1, 10)).isEqualTo(0.3);
    assertThat(new Constant().rate(0.3, 10, 10)).isEqualTo(0.3);
  }

  @Test
  void exponentialRate_downToItsFloor() {
    Exponential half = new Exponential(0.5, 0.15);
    assertThat(half.rate(1, 1, 10)).isEqualTo(1);
    assertThat(half.rate(1, 3, 10)).isEqualTo(0.25);
    // 0.5^3 = 0.125 is below the floor
    assertThat(half.rate(1, 4, 10)).isEqualTo(0.15);
  }

  @Test
  void linearRate_fromTheFirstToTheLastUpdate() {
    Linear linear = new Linear(0.1);
    assertThat(linear.rate(2, 1, 11)).isEqualTo(2);
    // half way between 2 and 0.2
    assertThat(linear.rate(2, 6, 11)).isCloseTo(1.1, within(1e-12));
    assertThat(linear.rate(2, 11, 11)).isCloseTo(0.2, within(1e-12));
  }
}
