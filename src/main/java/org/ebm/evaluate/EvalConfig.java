package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Usable;
import org.ebm.sampler.FileStart;
import org.ebm.sampler.Resources;

/** What to measure, and how finely. */
public record EvalConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key("what is measured") Energy energy,

    @Key(value = "data to compare with, best such that were not learned from", byDefault = "none")
    Optional<Dataset> data,

    @Key(
        value =
            "samples to compare with the data; none: the training run's persistent chains, or exact ones from the grid",
        byDefault = "none")
    Optional<FileStart> samples,

    @Key(
        value =
            "corners x_min, x_max, y_min, y_max of the grid for an energy in the plane; empty: the data's box and a tenth more on each side",
        byDefault = "[]")
    List<Double> box,

    @Key(value = "cells of the grid along each axis", range = ">= 2, <= 5000", byDefault = "400")
    int grid,

    @Key(value = "data points and exact samples drawn", range = ">= 2", byDefault = "10000")
    int draws,

    @Key(
        value = "of these, for the maximum mean discrepancy, whose cost grows with the square",
        range = ">= 2, <= 2000",
        byDefault = "1000")
    int pairDraws,

    @Key(
        value =
            "log-likelihood by the deterministic way back from noise, of a model with noise levels; needs data",
        byDefault = "none")
    Optional<FlowConfig> probabilityFlow,

    @Key(value = "annealed importance sampling: log Z in any dimension", byDefault = "none")
    Optional<AnnealingConfig> ais,

    @Key(
        value =
            "sets that are not the model's data, to be told from it: uniform, constant, interpolation, rotation, or other: {data: ...}",
        byDefault = "[]")
    List<Outliers> outOfDistribution,

    @Key(
        value = "FID, KID, precision, recall and memory of the samples; needs data and samples",
        byDefault = "none")
    Optional<ScoresConfig> scores,

    @Key(value = "where to compute; always in float32", byDefault = "{}")
    Resources runtime) {
  public EvalConfig {
    List<Problem> problems = new ArrayList<>();
    box = List.copyOf(box);
    outOfDistribution = List.copyOf(outOfDistribution);
    if (!outOfDistribution.isEmpty() && data.isEmpty()) {
      problems.add(new Problem(
          "out_of_distribution",
          "needs the model's own data to tell others from; give them: data: ..."));
    }
    if (probabilityFlow.isPresent() && data.isEmpty()) {
      problems.add(new Problem("probability_flow", "needs data; give them: data: ..."));
    }
    if (scores.isPresent() && data.isEmpty()) {
      problems.add(new Problem("scores", "need data beside the samples; give them: data: ..."));
    }
    boolean corners = box.size() == 4 && box.get(0) < box.get(1) && box.get(2) < box.get(3);
    if (!box.isEmpty() && !corners) {
      problems.add(
          new Problem("box", "must be [x_min, x_max, y_min, y_max] with min < max, got " + box));
    }
    problems.addAll(Usable.problems("energy", energy));
    if (data.isPresent() && !data.get().shape().equals(energy.shape())) {
      problems.add(new Problem(
          "data",
          "must have the shape of the energy, " + energy.shape() + ", got "
              + data.get().shape()));
    }
    boolean real = energy.support() == Support.REAL;
    if (!real && ais.flatMap(AnnealingConfig::referenceSd).isPresent()) {
      problems.add(new Problem(
          "ais.reference_sd",
          "is that of a normal law, and the x of this energy are "
              + energy.support().words()
              + ", whose annealing begins at the uniform law; leave it out"));
    }
    if (real && ais.isPresent() && data.isEmpty() && ais.get().referenceSd().isEmpty()) {
      problems.add(new Problem(
          "ais.reference_sd",
          "without data the reference needs a standard deviation: --set ais.reference_sd=1"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  public EvalConfig withSeed(long drawn) {
    return new EvalConfig(
        Optional.of(drawn),
        energy,
        data,
        samples,
        box,
        grid,
        draws,
        pairDraws,
        probabilityFlow,
        ais,
        outOfDistribution,
        scores,
        runtime);
  }
}
