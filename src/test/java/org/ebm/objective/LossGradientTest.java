package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.Network;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.network.Parameter;
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
    try (LossGradient score =
        new LossGradient(network, List.of(), new ScoreMatching().loss(), COMPUTE)) {
      List<FloatArray> gradient = Nets.energy(
              score.of(Nets.players(network, KEY), X, List.of(), WEIGHT, KEY).gradients())
          .list();
      assertThat(gradient.get(count - 1).values()).containsExactly(0);
      assertThat(gradient.get(count - 2).values()[0]).isNotZero();
    }
  }

  /** U forgets c. */
  @Test
  void aWeightThatNothingReads_isABug() {
    Potential forgetful = new Potential() {
      @Override
      public Shape shape() {
        return Shape.of(2);
      }

      @Override
      public List<Parameter> parameters() {
        return Stream.concat(
                new Quadratic(2).parameters().stream(),
                Stream.of(new Parameter("c", Shape.of(3), 1)))
            .toList();
      }

      @Override
      public EnergyModule module(Precision precision, Graph graph) {
        return new EnergyModule(new Quadratic(2).module(precision, graph).script(), 3);
      }
    };
    Map<String, Weights> learned =
        Map.of(Player.ENERGY, Player.energy(forgetful.parameters()).initial(KEY));
    assertDisconnected(
        forgetful, List.of(), learned, "learned array 2 of shape [3] is read by neither");
  }

  /** A player's own weight that the loss forgot. */
  @Test
  void anotherPlayersWeightThatTheLossDoesNotRead_isABug() {
    Player other = new Player("other", List.of(new Parameter("scale", Shape.of(1), 1)), 1);
    Quadratic energy = new Quadratic(2);
    Map<String, Weights> learned = Map.of(
        Player.ENERGY,
        Player.energy(energy.parameters()).initial(KEY),
        "other",
        other.initial(KEY));
    assertDisconnected(energy, List.of(other), learned, "learned array 2 of shape [1]");
  }

  private static void assertDisconnected(
      Potential energy, List<Player> others, Map<String, Weights> learned, String message) {
    try (LossGradient energies = new LossGradient(energy, others, Contrast.ENERGY, COMPUTE)) {
      assertThatThrownBy(() -> energies.of(learned, X, List.of(), WEIGHT, KEY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(message);
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
