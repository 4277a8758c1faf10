package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Network;
import org.ebm.energy.Potential;
import org.ebm.network.Dense;
import org.ebm.network.FreeEnergy;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;

/** Accuracy and calibration of an energy that is a classifier. */
class ClassifierMeasuresTest {
  private static Findings report(float[] shares, int classes, int... labels) {
    Findings findings = new Findings();
    FloatArray p = new FloatArray(new int[] {labels.length, classes}, shares);
    ClassifierMeasures.report(
        findings,
        new Batch(
            new FloatArray(new int[] {labels.length, 1}, new float[labels.length]),
            Optional.of(labels)),
        p);
    return findings;
  }

  /** Confidences .9 .9 .9 .9 (bin 13), right 3 of 4: |3 - 3.6| = 0.6; .6 .6 (bin 9), right 1 of 2: |1 - 1.2| = 0.2; over 6. */
  private static double value(Findings found, String name) {
    return (double) Objects.requireNonNull(found.values().get(name));
  }

  @Test
  void theCalibrationErrorIsTheSumOfBins() {
    float[] shares = {0.9f, 0.1f, 0.9f, 0.1f, 0.1f, 0.9f, 0.9f, 0.1f, 0.6f, 0.4f, 0.4f, 0.6f};
    Findings found = report(shares, 2, 0, 0, 1, 1, 0, 0);
    assertThat(value(found, "accuracy")).isCloseTo(4.0 / 6, within(1e-12));
    assertThat(value(found, "calibration_error")).isCloseTo(0.8 / 6, within(1e-6));
    double logs = 3 * Math.log(0.9) + Math.log(0.1) + Math.log(0.6) + Math.log(0.4);
    assertThat(value(found, "cross_entropy")).isCloseTo(-logs / 6, within(1e-6));
  }

  @Test
  void labelsThatItDoesNotKnow_areSaid() {
    assertThat(report(new float[] {0.5f, 0.5f}, 2, 7).warnings())
        .contains(
            "the data have the label 7 and the energy knows 2, so the classifier is not measured");
  }

  /** T = 0.5 and f = (x, 2 - x): U = (2 x, 4 - 2 x), so p(0 | x) = 1 / (1 + exp(4 x - 4)) and U = -log(exp(-2 x) + exp(2 x - 4)). */
  @Test
  void sharesAndEnergyAreOfOneNetwork() {
    Network network = new Network(List.of(1), 0.5, List.of(new Dense(2), new FreeEnergy(2)));
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    network.parameters().forEach(p -> arrays.put(p.name(), p.initial(RandomKey.ofSeed(1))));
    System.arraycopy(
        new float[] {1, -1},
        0,
        Objects.requireNonNull(arrays.get("dense_0_weight")).values(),
        0,
        2);
    System.arraycopy(
        new float[] {0, 2},
        0,
        Objects.requireNonNull(arrays.get("dense_0_bias")).values(),
        0,
        2);
    Potential energy = new ModelDirectory.Contents(network, new Weights(arrays), Map.of()).open();
    FloatArray x = new FloatArray(new int[] {3, 1}, new float[] {-1, 0.75f, 2});
    try (Torch torch = Torch.open("cpu", 1);
        ClassEnergies classes = ClassEnergies.open(energy, torch);
        EnergyField field = EnergyField.open(energy, torch)) {
      float[] shares = classes.shares(x).values();
      double[] u = field.energies(x);
      for (int i = 0; i < 3; i++) {
        double at = x.values()[i];
        assertThat((double) shares[2 * i]).isCloseTo(1 / (1 + Math.exp(4 * at - 4)), within(1e-6));
        assertThat(u[i])
            .isCloseTo(-Math.log(Math.exp(-2 * at) + Math.exp(2 * at - 4)), within(1e-5));
      }
      assertThat(Arrays.stream(classes.confidences(x)).min().orElseThrow()).isGreaterThan(0.5);
    }
  }
}
