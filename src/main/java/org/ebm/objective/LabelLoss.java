package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;

/** Cross entropy of the labels under p(k | x) = exp(-U_k(x)) / sum exp(-U(x)), of an energy whose last layer is {@code free_energy}. */
final class LabelLoss implements AutoCloseable {
  static final List<Metric> COLUMNS =
      List.of(new Metric("cross_entropy", Metric.Role.LEVEL), Metric.other("accuracy"));

  private final Potential energy;
  private final LossGradient gradient;

  LabelLoss(Potential energy, Compute compute) {
    this.energy = energy;
    this.gradient = new LossGradient(energy, List.of(), loss(energy), compute);
  }

  /** @throws ConfigException if the energy tells no classes apart */
  static void require(Potential energy) {
    if (energy.classes().isEmpty()) {
      throw new ConfigException(
          "",
          "learns labels too, and the energy has no numbers for classes; end the network's layers with dense: {units: K}, free_energy: {classes: K}");
    }
  }

  /** The label comes after what the energy itself is told. */
  private static Loss loss(Potential energy) {
    return Loss.of(
        COLUMNS,
        Graph.FAST,
        String.format(
            Locale.ROOT,
            """
            u = (self.energy).%s(x, w, c)
            label = torch.to(c[%d], 4)
            own = torch.squeeze(torch.gather(u, 1, torch.unsqueeze(label, 1)), 1)
            missed = torch.add(own, torch.logsumexp(torch.neg(u), [1]))
            right = torch.to(torch.eq(torch.argmin(u, 1), label), 6)
            return torch.stack([missed, right], 1)""",
            EnergyModule.CLASS_ENERGIES_NAME,
            energy.conditions().size()));
  }

  /**
   * Gradient of T times the weighted mean, as the likelihood's, and the mean and accuracy themselves.
   *
   * @param weight of the cross entropy
   */
  Estimate of(Map<String, Weights> weights, Batch batch, double weight, RandomKey key) {
    int classes = energy.classes().orElseThrow();
    int[] labels = batch
        .labels()
        .orElseThrow(
            () -> new ConfigException(
                "data",
                "have no labels to learn; choose glyphs, mnist, cifar10, solids or a folder with one folder for each class"));
    float[] told = new float[labels.length];
    for (int i = 0; i < told.length; i++) {
      if (labels[i] >= classes) {
        throw new ConfigException(
            "data",
            "have the label " + labels[i] + ", and the energy knows " + classes
                + ", from 0 on; raise classes of free_energy and units before it");
      }
      told[i] = labels[i];
    }
    List<FloatArray> all = new ArrayList<>(Told.of(energy, batch));
    all.add(FloatArray.of(told));
    float[] share = new float[labels.length];
    Arrays.fill(share, (float) (energy.temperature() * weight / labels.length));
    LossGradient.Result result = gradient.of(weights, batch.examples(), all, share, key);
    if (!result.isFinite()) {
      throw new EbmException(ExitCode.DIVERGED, "the gradient of the labels is non-finite");
    }
    double[] values = new double[COLUMNS.size()];
    Arrays.setAll(values, column -> Moments.of(result.column(column)).mean());
    return new Estimate(result.gradients(), values);
  }

  @Override
  public void close() {
    gradient.close();
  }
}
