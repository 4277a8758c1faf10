package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.data.MixtureDraws;
import org.ebm.energy.Flow;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Sum;
import org.ebm.network.Parameter;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Noise that learns: its gradient is that of its likelihood alone, whatever the energy is, and it is told apart from data as another law would be. */
class LearnedNoiseTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(9);
  private static final Compute COMPUTE = new Compute(TORCH, Precision.FLOAT32);
  private static final Examples RING = MixtureDraws.ring(4, 1, 0.15).open();
  private static final Batch BATCH = new Batch(RING.batch(60, KEY.fold("batch")), Optional.empty());
  private static final Flow FLOW = new Flow(2, 4, 5);

  private static Weights bent(List<Parameter> parameters) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      double bound = parameter.bound() == 0 ? 0.3 : parameter.bound();
      String name = parameter.name();
      // the same numbers wherever in a tree the flow stands
      String own = name.substring(Math.max(0, name.indexOf("flow_")));
      arrays.put(name, new Parameter(own, parameter.shape(), bound).initial(KEY));
    }
    return new Weights(arrays);
  }

  private static Map<String, Weights> weights(Potential energy, Objective objective) {
    Map<String, Weights> all = new LinkedHashMap<>();
    all.put(Player.ENERGY, bent(energy.parameters()));
    objective
        .players(energy.shape())
        .forEach(player -> all.put(player.name(), bent(player.parameters())));
    return all;
  }

  private static Estimate estimate(
      Potential energy, Objective objective, Map<String, Weights> weights) {
    objective.requireLearnable(energy, 60);
    try (Estimator estimator =
        objective.open(Players.alone(energy), RING, COMPUTE, KEY.fold("open"))) {
      return estimator.estimate(weights, BATCH, KEY.fold("step"));
    }
  }

  private static List<FloatArray> likelihoodsGradient() {
    Objective likelihood = new ExactLikelihood();
    Estimate estimate = estimate(FLOW, likelihood, weights(FLOW, likelihood));
    return Nets.energy(estimate.gradients()).list();
  }

  private static void assertSame(List<FloatArray> found, List<FloatArray> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      for (int j = 0; j < found.get(i).values().length; j++) {
        double value = expected.get(i).values()[j];
        assertThat((double) found.get(i).values()[j])
            .isCloseTo(value, within(1e-5 + 1e-4 * Math.abs(value)));
      }
    }
  }

  @Test
  void aFlowBesideTheEnergy_learnsItsLikelihood() {
    Objective beside = new NoiseContrastive(new FlowNoise(4, 5, 0, 0.2), 2, 10);
    Estimate estimate = estimate(Nets.smooth(), beside, weights(Nets.smooth(), beside));
    assertSame(
        Objects.requireNonNull(estimate.gradients().get("flow")).list(), likelihoodsGradient());
  }

  @Test
  void theFlowThatTheEnergyBeginsWith_learnsItsLikelihood() {
    Potential sum = new Sum(List.of(FLOW, Nets.smooth())).open();
    Objective base = new NoiseContrastive(new BaseNoise(), 2, 10);
    Estimate estimate = estimate(sum, base, weights(sum, base));
    List<FloatArray> gradient = Nets.energy(estimate.gradients()).list();
    assertSame(gradient.subList(0, 8), likelihoodsGradient());
    // the network learns by the contrast: central differences of J in its parameters
    Map<String, Weights> weights = weights(sum, base);
    List<FloatArray> own = Nets.energy(weights).list();
    float h = 0.01f;
    double difference = 0;
    double norm = 0;
    for (int array = 8; array < own.size(); array++) {
      float[] values = own.get(array).values();
      for (int i = 0; i < values.length; i++) {
        float value = values[i];
        values[i] = value + h;
        double above = estimate(sum, base, weights).values()[0];
        values[i] = value - h;
        double below = estimate(sum, base, weights).values()[0];
        values[i] = value;
        double slope = (above - below) / (2 * h);
        difference += Math.pow(slope - gradient.get(array).values()[i], 2);
        norm += slope * slope;
      }
    }
    assertThat(norm).isPositive();
    assertThat(Math.sqrt(difference / norm)).isLessThan(3e-3);
  }

  /** Of an energy that is the flow itself (a network of zeros), noise and data odds are c + log nu alone: h = -c; J = log(1 + nu) + nu log(1 + 1 / nu) at c = 0, here nu = 2. */
  @Test
  void anEnergyThatIsItsNoise_hasTheLossOfChance() {
    Potential sum = new Sum(List.of(FLOW, Nets.smooth())).open();
    Objective base = new NoiseContrastive(new BaseNoise(), 2, 10);
    Map<String, Weights> weights = weights(sum, base);
    List<FloatArray> arrays = new ArrayList<>(Nets.energy(weights).list());
    arrays.subList(8, arrays.size()).forEach(a -> Arrays.fill(a.values(), 0));
    Objects.requireNonNull(weights.get("normalizer")).list().get(0).values()[0] = 0;
    double chance = Math.log(3) + 2 * Math.log(1.5);
    assertThat(estimate(sum, base, weights).values()[0]).isCloseTo(chance, within(1e-4));
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
