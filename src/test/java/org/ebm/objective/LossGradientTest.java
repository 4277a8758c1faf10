package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A weight without a gradient is one that the loss rightly does not see, or one that nothing reads. */
class LossGradientTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final Compute COMPUTE = new Compute(TORCH, Precision.FLOAT32);
  private static final RandomKey KEY = RandomKey.ofSeed(5);
  private static final FloatArray X = Nets.uniform(Shape.of(2), 3, KEY);
  private static final float[] WEIGHT = {1, 1, 1};

  @Test
  void aConstantOfTheEnergy_isNothingToAScore() {
    Network network = Nets.smooth();
    int count = network.parameters().size();
    try (LossGradient score = new LossGradient(network, count, ScoreMatching.loss(), COMPUTE)) {
      List<FloatArray> gradient =
          score.of(Nets.parameters(network, KEY), X, WEIGHT, KEY).gradient();
      assertThat(gradient.get(count - 1).values()).containsExactly(0);
      assertThat(gradient.get(count - 2).values()[0]).isNotZero();
    }
  }

  @Test
  void aWeightThatNothingReads_isABug() {
    List<FloatArray> learned =
        new ArrayList<>(new Quadratic(2).parameters(new double[] {1, 0, 0, 1, 0, 0}));
    learned.add(FloatArray.of(1, 2, 3));
    try (LossGradient energies =
        new LossGradient(new Quadratic(2), 3, MaximumLikelihood.ENERGY, COMPUTE)) {
      assertThatThrownBy(() -> energies.of(learned, X, WEIGHT, KEY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("learned array 2 of shape [3] is read by neither");
    }
  }

  /** An objective's own weight that its loss forgot. */
  @Test
  void anExtraWeightThatTheLossDoesNotRead_isABug() {
    List<FloatArray> learned =
        new ArrayList<>(new Quadratic(2).parameters(new double[] {1, 0, 0, 1, 0, 0}));
    learned.add(FloatArray.of(1));
    try (LossGradient energies =
        new LossGradient(new Quadratic(2), 2, MaximumLikelihood.ENERGY, COMPUTE)) {
      assertThatThrownBy(() -> energies.of(learned, X, WEIGHT, KEY))
          .hasMessageContaining("learned array 2 of shape [1]");
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
