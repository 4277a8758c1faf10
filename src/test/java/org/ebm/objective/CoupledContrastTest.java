package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.data.MixtureDraws;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.network.Parameter;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Mala;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.RandomWalk;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.UniformStart;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coupled chains give the likelihood's gradient, where short chains give another. */
class CoupledContrastTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(21);
  private static final Compute COMPUTE = new Compute(TORCH, Precision.FLOAT32, 300);
  private static final double SD = 0.42;
  private static final MixtureDraws DATA =
      new MixtureDraws(8, 1, SD, List.of(List.of(-1.0, 0.0), List.of(1.0, 0.0)), List.of(1.0, 4.0));

  /** U = -log(e^theta N(x; (-1, 0), sd^2) + N(x; (1, 0), sd^2)): dU/dtheta is minus the share that the left well has of x, whose mean under exp(-U) / Z is that of the well, e^theta / (1 + e^theta). */
  private record TwoWells() implements Potential {
    @Override
    public Shape shape() {
      return Shape.of(2);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(new Parameter("theta", Shape.of(1), 0));
    }

    @Override
    public EnergyModule module(Precision precision, Graph graph) {
      String odds = "torch.mul(torch.select(x, 1, 0), " + -2 / (SD * SD) + ")";
      List<Method> methods = List.of(
          Method.of(EnergyModule.PREPARE, "return p"),
          Method.of(
              EnergyModule.ENERGY,
              "log_odds = torch.add(" + odds + ", w[0])\n"
                  + String.format(Locale.ROOT, """
              away = torch.sub(x, torch.tensor([1., 0.], dtype=6, device=x.device))
              squares = torch.mul(torch.sum(torch.mul(away, away), [1]), %s)
              return torch.sub(squares, torch.softplus(log_odds, 1, 50))""", 1 / (2 * SD * SD))),
          Method.of(EnergyModule.ENERGY_GRADIENT, """
              x = torch.requires_grad_(torch.detach(x), True)
              energy = self.energy(x, w, c)
              gradient = torch.autograd.grad([torch.sum(energy)], [x])[0]
              return (torch.detach(energy), unchecked_cast(Tensor, gradient))"""),
          Method.of(EnergyModule.GRADIENT, "return self.energy_gradient(x, w, c)[1]"));
      return new EnergyModule(new TorchClass("TwoWells", methods), 1);
    }
  }

  private static final TwoWells WELLS = new TwoWells();

  /** d/dtheta of mean U(data) less the model's part, over updates of different keys at one batch. */
  private static Moments gradient(MaximumLikelihood objective, Batch batch, int updates) {
    Map<String, Weights> theta =
        Map.of(Player.ENERGY, Weights.of(List.of("theta"), List.of(FloatArray.of(0f))));
    double[] found = new double[updates];
    objective.requireLearnable(WELLS, batch.examples().rows());
    try (Estimator estimator =
        objective.open(Players.alone(WELLS), DATA.open(), COMPUTE, KEY.fold("open"))) {
      for (int i = 0; i < updates; i++) {
        Estimate estimate = estimator.estimate(theta, batch, KEY.fold("update").fold(i));
        found[i] = Nets.energy(estimate.gradients()).list().get(0).values()[0];
      }
    }
    return Moments.of(found);
  }

  /** At theta = 0 the model has one half left, the data .2; the exact gradient is 1/2 less the batch's mean share. */
  private static double exact(Batch batch) {
    double share = 0;
    int n = batch.examples().rows();
    for (int i = 0; i < n; i++) {
      share += 1 / (1 + Math.exp(2 * batch.examples().values()[2 * i] / (SD * SD))) / n;
    }
    return 0.5 - share;
  }

  private static MaximumLikelihood coupled(Sampler sampler, int steps, int most) {
    return new MaximumLikelihood(
        sampler,
        steps,
        new DataStart(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Coupled(most)));
  }

  /** Steps after which most pairs have met, so that few terms are left and these have little variance; after 10 the sum is as right, and wider by ten times. Drift holds MALA in a well for longer. */
  @ParameterizedTest
  @ValueSource(strings = {"mala", "random_walk"})
  void theMeanGradientIsTheGrids_whereThatOfTenStepsFromDataIsNot(String kind) {
    Batch batch = new Batch(DATA.open().batch(200, KEY.fold("batch")), Optional.empty());
    Sampler sampler = kind.equals("mala") ? new Mala(0.6, 1) : new RandomWalk(0.6, 1);
    int updates = 20;
    Moments unbiased =
        gradient(coupled(sampler, kind.equals("mala") ? 400 : 100, 20_000), batch, updates);
    double error = unbiased.sd() / Math.sqrt(updates);
    double exact = exact(batch);
    assertThat(exact).isBetween(0.2, 0.4);
    assertThat(Math.abs(unbiased.mean() - exact)).isLessThan(3 * error);
    assertThat(error).isLessThan(exact / 2);
    Moments divergence =
        gradient(new MaximumLikelihood(sampler, 10, new DataStart(true)), batch, updates);
    assertThat(Math.abs(divergence.mean() - exact))
        .isGreaterThan(3 * divergence.sd() / Math.sqrt(updates))
        .isGreaterThan(exact / 3);
  }

  /** Cut short it is told: the share of pairs that had not met. */
  @Test
  void pairsThatAreGivenUpAreCounted() {
    Batch batch = new Batch(DATA.open().batch(100, KEY.fold("batch")), Optional.empty());
    Map<String, Weights> theta =
        Map.of(Player.ENERGY, Weights.of(List.of("theta"), List.of(FloatArray.of(0f))));
    double[] unmet = new double[2];
    int[] most = {15, 20_000};
    for (int i = 0; i < 2; i++) {
      try (Estimator estimator = coupled(new Mala(0.6, 1), 10, most[i])
          .open(Players.alone(WELLS), DATA.open(), COMPUTE, KEY.fold("open"))) {
        Estimate estimate = estimator.estimate(theta, batch, KEY.fold("cut"));
        unmet[i] = estimate.values()[Metric.names(estimator.metrics()).indexOf("unmet")];
      }
    }
    assertThat(unmet[0]).isBetween(0.05, 0.9);
    assertThat(unmet[1]).isZero();
  }

  @Test
  void whatCannotBeCoupledIsRefused() {
    assertThatThrownBy(
            () -> coupled(new Langevin(0.1, 1, true), 10, 100).requireLearnable(WELLS, 10))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sampler: coupled chains are of mala or random_walk");
    assertThatThrownBy(() -> coupled(new Mala(0.1, 1), 10, 10).requireLearnable(WELLS, 10))
        .hasMessageContaining("coupled.most_steps: must be more than steps, 10, got 10");
    assertThatThrownBy(() -> new MaximumLikelihood(
                new Mala(0.1, 1),
                5,
                new Persistent(Persistent.Fill.UNIFORM, 100, 1),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Coupled(100)))
            .requireLearnable(WELLS, 10))
        .hasMessageContaining("init: the two chains of a pair start apart by one law");
    assertThat(new MaximumLikelihood(
                new Mala(0.1, 1),
                5,
                new UniformStart(1),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Coupled(100)))
            .coupled())
        .isPresent();
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
