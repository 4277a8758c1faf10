package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.energy.Frame;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Init;
import org.ebm.sampler.Sampler;

/**
 * Maximum likelihood of a {@code frame} energy whose filters are taken from its bank one after another: each time the one whose histogram over the model's samples is farthest from that over data, by the sum
 * of absolute differences (0 to 2), until none is farther than a threshold. What is not taken has potentials of 0. With a potential for each place, filters at places are taken: sparse FRAME.
 * <p>Source: Zhu, Wu and Mumford (1998), IJCV 27(2), filter pursuit; Xie, Hu, Zhu and Wu (2014), CVPR.
 */
@Kind("filter_pursuit")
public record FilterPursuit(
    @Key("the chain that gives the model's samples") Sampler sampler,

    @Key(value = "L, chain steps per update", range = ">= 1")
    int steps,

    @Key("where the chains start") Init init,

    @Key(
        value = "updates between filters; distances are of histograms over all of them",
        range = ">= 1",
        byDefault = "20")
    int every,

    @Key(
        value = "distance of the two histograms, 0 to 2, below which no filter is taken",
        range = ">= 0, <= 2",
        byDefault = "0.1")
    double threshold,

    @Key(value = "filters that are taken at most", range = ">= 1", byDefault = "10")
    int most,

    @Key(value = "filters that are taken at a time", range = ">= 1", byDefault = "1")
    int atOnce)
    implements Objective {
  private static final List<Metric> COLUMNS = List.of(
      Metric.other("filters"),
      Metric.other("histogram_distance"),
      Metric.other("histogram_distance_left"));

  private MaximumLikelihood likelihood() {
    return new MaximumLikelihood(sampler, steps, init);
  }

  @Override
  public boolean learnsDiscrete() {
    return true;
  }

  @Override
  public Optional<Negatives> negatives() {
    return likelihood().negatives();
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    likelihood().requireLearnable(energy, batch);
    if (energy.frame().isEmpty()) {
      throw new ConfigException(
          "",
          "takes filters of a frame, and there is none in this energy; give energy.frame, or choose maximum_likelihood");
    }
  }

  @Override
  public int evaluations(Shape example) {
    return likelihood().evaluations(example);
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    Potential energy = players.energy();
    int place = 0;
    while (!energy.parameters().get(place).name().endsWith(Frame.POTENTIALS)) {
      place++;
    }
    return new Running(
        this,
        likelihood().open(players, data, compute, key),
        place,
        energy.frame().orElseThrow(),
        energy.temperature());
  }

  /** Of each row of potentials whether it is learned, and the learning gradient summed up since the last was taken. */
  private static final class Running implements Estimator {
    private static final String TAKEN = "filters_taken";
    private static final String SUM = "filters_sum";
    private static final String COUNT = "filters_count";

    private final FilterPursuit how;
    private final Estimator likelihood;
    private final int place;
    private final double responses;
    private float[] taken;
    private float[] sum;
    private int count;

    /** @param place of the potentials among the learned arrays */
    Running(FilterPursuit how, Estimator likelihood, int place, Frame frame, double temperature) {
      this.how = how;
      this.likelihood = likelihood;
      this.place = place;
      this.responses = frame.responsesPerRow() * temperature;
      this.taken = new float[frame.kernels().size() * frame.rowsPerFilter()];
      this.sum = new float[taken.length * frame.bins()];
    }

    @Override
    public List<Metric> metrics() {
      List<Metric> all = new ArrayList<>(likelihood.metrics());
      all.addAll(COLUMNS);
      return all;
    }

    /** The gradient of a bin's number is how many more responses data have there than samples. */
    @Override
    public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
      Estimate estimate = likelihood.estimate(weights, batch, key);
      float[] gradient = Objects.requireNonNull(estimate.gradients().get(Player.ENERGY))
          .list()
          .get(place)
          .values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradient[i];
      }
      count++;
      if (count == how.every || number() == 0) {
        take();
        Arrays.fill(sum, 0);
        count = 0;
      }
      double[] now = distances(gradient, 1);
      mask(gradient);
      return new Estimate(
          estimate.gradients(),
          DoubleStream.concat(Arrays.stream(estimate.values()), Arrays.stream(columns(now)))
              .toArray());
    }

    private int number() {
      int number = 0;
      for (float mark : taken) {
        number += (int) mark;
      }
      return number;
    }

    private double[] distances(float[] gradients, int updates) {
      int bins = gradients.length / taken.length;
      double[] distances = new double[taken.length];
      for (int i = 0; i < gradients.length; i++) {
        distances[i / bins] += Math.abs(gradients[i]) / responses / updates;
      }
      return distances;
    }

    private void take() {
      double[] distances = distances(sum, count);
      for (int next = 0; next < how.atOnce && number() < how.most; next++) {
        int farthest = -1;
        for (int row = 0; row < taken.length; row++) {
          if (taken[row] == 0
              && distances[row] >= how.threshold
              && (farthest < 0 || distances[row] > distances[farthest])) {
            farthest = row;
          }
        }
        if (farthest < 0) {
          return;
        }
        taken[farthest] = 1;
      }
    }

    private void mask(float[] gradient) {
      int bins = gradient.length / taken.length;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= taken[i / bins];
      }
    }

    /** The mean distance of those that are taken, and the largest of those that are not; 0 where there are none. */
    private double[] columns(double[] distances) {
      double mean = 0;
      double left = 0;
      for (int row = 0; row < taken.length; row++) {
        mean += taken[row] * distances[row];
        if (taken[row] == 0) {
          left = Math.max(left, distances[row]);
        }
      }
      int number = number();
      return new double[] {number, number == 0 ? 0 : mean / number, left};
    }

    @Override
    public Optional<FloatArray> shortRun(Map<String, Weights> weights, Batch batch, RandomKey key) {
      return likelihood.shortRun(weights, batch, key);
    }

    @Override
    public Map<String, FloatArray> state() {
      Map<String, FloatArray> all = new TreeMap<>(likelihood.state());
      all.put(TAKEN, FloatArray.of(taken.clone()));
      all.put(SUM, FloatArray.of(sum.clone()));
      all.put(COUNT, FloatArray.of(count));
      return all;
    }

    @Override
    public void restore(Map<String, FloatArray> state) {
      likelihood.restore(state);
      taken = Objects.requireNonNull(state.get(TAKEN)).values().clone();
      sum = Objects.requireNonNull(state.get(SUM)).values().clone();
      count = (int) Objects.requireNonNull(state.get(COUNT)).values()[0];
    }

    @Override
    public void close() {
      likelihood.close();
    }
  }
}
