package org.ebm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Given;
import org.ebm.energy.Network;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Sum;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A label told to each chain, to all alike, or fixed in the tree is one and the same. */
class LabelEmbeddingTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Network ENERGY = new Network(
      List.of(2), 0.5, List.of(new Dense(6), new LabelEmbedding(4), new Tanh(), new Dense(1)));
  private static final List<FloatArray> WEIGHTS = Nets.parameters(ENERGY, KEY);
  /** More than two blocks of 50, the last one not full. */
  private static final FloatArray X = Nets.uniform(ENERGY.shape(), 130, KEY.fold("x"));

  private static ChainState at(Potential energy, List<FloatArray> told) {
    try (Kernel kernel =
        Kernel.open(energy, new Langevin(0.1, 1, true), new Compute(TORCH, Precision.FLOAT32))) {
      return kernel
          .run(
              new EnergyInputs(WEIGHTS, told),
              kernel.init(new EnergyInputs(WEIGHTS, told), X),
              3,
              KEY)
          .state();
    }
  }

  private static FloatArray each(int label) {
    float[] labels = new float[X.rows()];
    java.util.Arrays.fill(labels, label);
    return FloatArray.of(labels);
  }

  @Test
  void toldToEachToAllOrFixed_isTheSameEnergy() {
    ChainState ofEach = at(ENERGY, List.of(each(3)));
    ChainState ofAll = at(ENERGY, List.of(FloatArray.of(3)));
    Given fixed = new Given(ENERGY, Optional.of(3), Optional.empty());
    assertThat(ofAll).isEqualTo(ofEach);
    assertThat(at(fixed.open(), List.of())).isEqualTo(ofEach);
    assertThat(at(ENERGY, List.of(each(2)))).isNotEqualTo(ofEach);
  }

  /** Each chain's own: the halves are those of the two labels. */
  @Test
  void chainsOfTwoLabelsMoveSideBySide() {
    float[] labels = new float[X.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i < 50 ? 1 : 2;
    }
    FloatArray mixed = at(ENERGY, List.of(FloatArray.of(labels))).position();
    assertThat(mixed.slice(0, 50))
        .isEqualTo(at(ENERGY, List.of(each(1))).position().slice(0, 50));
    assertThat(mixed.slice(50, 130))
        .isEqualTo(at(ENERGY, List.of(each(2))).position().slice(50, 130));
  }

  @Test
  void withoutALabel_itIsRefused_withTheLineToType() {
    assertThatThrownBy(() -> ENERGY.inputs(WEIGHTS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--set condition.label=3");
    assertThatThrownBy(() -> new Given(ENERGY, Optional.of(4), Optional.empty()).open())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be one of [0, 1, 2, 3], got 4");
  }

  /** Both parts are told the label that the sum is told, or one of their own. */
  @Test
  void aSumTellsItsPartsWhatTheyName() {
    Given three = new Given(ENERGY, Optional.of(3), Optional.empty());
    assertThat(new Sum(List.of(ENERGY, ENERGY)).open().conditions()).hasSize(1);
    assertThat(new Sum(List.of(three, three)).open().conditions()).isEmpty();
    assertThat(new Sum(List.of(three, ENERGY)).open().conditions()).hasSize(1);
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
