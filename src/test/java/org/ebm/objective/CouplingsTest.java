package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.ebm.BinaryStates;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.data.MixtureDraws;
import org.ebm.energy.BoltzmannMachine;
import org.ebm.energy.BoltzmannMachine.Values;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.Persistent;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Couplings of a spin model are learned back from exact samples of it, as well as so many samples allow. */
class CouplingsTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(11);
  private static final int SPINS = 6;
  private static final int DRAWS = 4000;
  private static final Space SPACE = Space.binary(Shape.of(SPINS), Support.SPIN);

  /** J_ij of all pairs, then h_i. */
  private static final double[] TRUE = truth();

  private static double[] truth() {
    double[] values = new double[SPINS * (SPINS - 1) / 2 + SPINS];
    for (int k = 0; k < values.length; k++) {
      values[k] = 0.4 * Math.sin(2 * k + 1);
    }
    return values;
  }

  /** Products of all pairs, then the spins: minus the derivatives of U. */
  private static double[] features(double[] s) {
    double[] features = new double[TRUE.length];
    int k = 0;
    for (int i = 0; i < SPINS; i++) {
      for (int j = 0; j < i; j++) {
        features[k++] = s[i] * s[j];
      }
    }
    System.arraycopy(s, 0, features, k, SPINS);
    return features;
  }

  private static double energy(double[] s) {
    double sum = 0;
    double[] features = features(s);
    for (int k = 0; k < TRUE.length; k++) {
      sum -= TRUE[k] * features[k];
    }
    return sum;
  }

  static Stream<Objective> objectives() {
    return Stream.of(
        new PseudoLikelihood(),
        new MaximumLikelihood(new Gibbs(), 3, new Persistent(Persistent.Fill.UNIFORM, DRAWS, 1)));
  }

  /**
   * All draws in each batch, plain gradient descent with rates down to a hundredth. The errors have the covariance F^-1 / n, F the covariance of the features (Cramer and Rao), pseudo-likelihood a little more: none of 21 is
   * beyond 4 of these standard errors, and their mean square is near 1 (chi-square of 21: 0.38 to 2.0 in 99 of 100), not near 0.
   */
  @ParameterizedTest
  @MethodSource("objectives")
  void couplingsComeBackWithinTheirStandardErrors(Objective objective) {
    BoltzmannMachine machine = new BoltzmannMachine(List.of(SPINS), Values.SPIN);
    BinaryStates states = new BinaryStates(SPACE, CouplingsTest::energy);
    FloatArray draws = states.draw(DRAWS, KEY.fold("draws"));
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    machine.parameters().forEach(each -> arrays.put(each.name(), each.initial(KEY)));
    objective.requireLearnable(machine, DRAWS);
    try (Estimator estimator = objective.open(
        Players.alone(machine),
        MixtureDraws.ring(2, 1, 1).open(),
        new Compute(TORCH, Precision.FLOAT32, DRAWS),
        KEY.fold("objective"))) {
      for (int step = 0; step < 400; step++) {
        double rate = 0.3 * Math.pow(0.99, step);
        Batch batch = new Batch(draws, java.util.Optional.empty());
        Estimate estimate = estimator.estimate(
            Map.of(Player.ENERGY, new Weights(new LinkedHashMap<>(arrays))), batch, KEY.fold(step));
        Nets.energy(estimate.gradients()).arrays().forEach((name, gradient) -> {
          float[] values = array(arrays, name);
          for (int i = 0; i < values.length; i++) {
            values[i] -= (float) (rate * gradient.values()[i]);
          }
        });
      }
    }
    double[] learned = learned(arrays);
    double[] errors = standardErrors(states);
    double squares = 0;
    for (int k = 0; k < TRUE.length; k++) {
      double z = (learned[k] - TRUE[k]) / errors[k];
      assertThat(Math.abs(z)).as("feature %d", k).isLessThan(4);
      squares += z * z / TRUE.length;
    }
    assertThat(squares).isBetween(0.38, 2.0);
  }

  private static float[] array(Map<String, FloatArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name)).values();
  }

  private static double[] learned(Map<String, FloatArray> arrays) {
    float[] w = array(arrays, "coupling");
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < SPINS; i++) {
      for (int j = 0; j < i; j++) {
        all.add((w[i * SPINS + j] + (double) w[j * SPINS + i]) / 2);
      }
    }
    for (float h : array(arrays, "field")) {
      all.add((double) h);
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** sqrt of the diagonal of F^-1 / n. */
  private static double[] standardErrors(BinaryStates states) {
    int n = TRUE.length;
    double[] mean = new double[n];
    for (int k = 0; k < n; k++) {
      int own = k;
      mean[k] = states.mean(s -> features(s)[own]);
    }
    double[][] rows = new double[n][2 * n];
    for (int k = 0; k < n; k++) {
      for (int l = 0; l < n; l++) {
        int a = k;
        int b = l;
        rows[k][l] = states.mean(s -> features(s)[a] * features(s)[b]) - mean[k] * mean[l];
      }
      rows[k][n + k] = 1;
    }
    // Gauss and Jordan; a covariance needs no pivots
    for (int column = 0; column < n; column++) {
      double first = rows[column][column];
      for (int l = 0; l < 2 * n; l++) {
        rows[column][l] /= first;
      }
      for (int k = 0; k < n; k++) {
        double factor = k == column ? 0 : rows[k][column];
        for (int l = 0; l < 2 * n; l++) {
          rows[k][l] -= factor * rows[column][l];
        }
      }
    }
    double[] errors = new double[n];
    for (int k = 0; k < n; k++) {
      errors[k] = Math.sqrt(rows[k][n + k] / DRAWS);
    }
    return errors;
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
