package org.ebm.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Init;
import org.ebm.sampler.Sampler;

/**
 * A classifier that is an energy: of one network with K numbers, -log p(x, y) = -log p(x) - log p(y | x), the first by chains as {@link MaximumLikelihood} has it, the second by cross entropy. Source: Grathwohl et
 * al. (2020), ICLR (JEM), equation 7.
 */
@Kind("joint")
public record Joint(
    @Key("the chain that gives the model's samples") Sampler sampler,

    @Key(value = "L, chain steps per update", range = ">= 1")
    int steps,

    @Key("where the chains start") Init init,

    @Key(
        value =
            "weight of the labels' cross entropy beside the likelihood of x; 1: that of p(x, y)",
        range = "> 0",
        byDefault = "1.0")
    double labels)
    implements Objective {
  private static final Metric LOSS = new Metric("joint_loss", Metric.Role.LEVEL);

  private MaximumLikelihood likelihood() {
    return new MaximumLikelihood(sampler, steps, init);
  }

  @Override
  public Optional<Negatives> negatives() {
    return likelihood().negatives();
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    likelihood().requireLearnable(energy, batch);
    LabelLoss.require(energy);
  }

  @Override
  public int evaluations(Shape example) {
    return likelihood().evaluations(example) + 2;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new Running(
        likelihood().open(players, data, compute, key),
        new LabelLoss(players.energy(), compute),
        labels);
  }

  /** @param weight of the cross entropy */
  private record Running(Estimator likelihood, LabelLoss classes, double weight)
      implements Estimator {
    @Override
    public List<Metric> metrics() {
      List<Metric> all = new ArrayList<>(List.of(LOSS));
      all.addAll(likelihood.metrics());
      all.addAll(LabelLoss.COLUMNS);
      return all;
    }

    @Override
    public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
      // before the chains, whose bank must not move in an update that fails
      Estimate ofLabels = classes.of(weights, batch, weight, key.fold("labels"));
      Estimate ofData = likelihood.estimate(weights, batch, key);
      ofData
          .gradients()
          .forEach((player, gradient) -> LossGradient.add(
              gradient.list(),
              Objects.requireNonNull(ofLabels.gradients().get(player)).list()));
      // the first of the likelihood's is the gap, U(data) - U(chains)
      double loss = ofData.values()[0] + weight * ofLabels.values()[0];
      return new Estimate(
          ofData.gradients(),
          DoubleStream.concat(
                  DoubleStream.concat(DoubleStream.of(loss), DoubleStream.of(ofData.values())),
                  DoubleStream.of(ofLabels.values()))
              .toArray());
    }

    @Override
    public Optional<FloatArray> shortRun(Map<String, Weights> weights, Batch batch, RandomKey key) {
      return likelihood.shortRun(weights, batch, key);
    }

    @Override
    public Map<String, FloatArray> state() {
      return likelihood.state();
    }

    @Override
    public void restore(Map<String, FloatArray> state) {
      likelihood.restore(state);
    }

    @Override
    public void close() {
      likelihood.close();
      classes.close();
    }
  }
}
