package org.ebm.objective;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.network.Condition;
import org.ebm.network.FeedForward;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Generator;
import org.ebm.sampler.GeneratorStart;
import org.ebm.sampler.Sampler;

/**
 * Cooperative learning: a generator drafts examples, chains of the energy revise them, the energy learns from the data and the revised examples as in {@link MaximumLikelihood}, and the generator
 * learns to make at once what the chains made of its drafts. Both gradients are taken at the same weights.
 * <p>Source: Xie et al. (2018), AAAI, Algorithm 1 (MCMC teaching); with conditions, Xie et al. (2022), IEEE TPAMI 44(8).
 */
@Kind("cooperative")
public record Cooperative(
    @Key("the chain that revises drafts") Sampler sampler,

    @Key(value = "L, chain steps per update", range = ">= 1")
    int steps,

    @Key(
        value = "sigma of the generator's law around g(z), data units",
        range = "> 0",
        byDefault = "0.3")
    double generatorSd,

    @Key(
        value =
            "chain of the latents towards the revised examples before the generator learns; none: the latents that were drawn",
        byDefault = "none")
    Optional<LatentChain> latentChain,

    @Key(
        value =
            "g, for generators that are told an image: they learn (1 - g) |x' - g(z, c)|^2 / (2 sigma^2) + g |x - g(z, c)|_1, x' the revised example and x the one that c was made of; sums over elements",
        range = ">= 0, < 1",
        byDefault = "0")
    double dataWeight)
    implements Objective {
  public static final String GENERATOR = "generator";

  /** One that learns from revised examples alone. */
  public Cooperative(
      Sampler sampler, int steps, double generatorSd, Optional<LatentChain> latentChain) {
    this(sampler, steps, generatorSd, latentChain, 0);
  }

  private static final List<Metric> OF_GENERATOR =
      List.of(new Metric("generator_loss", Metric.Role.LEVEL), Metric.other("revision"));

  @Override
  public Set<String> networks() {
    return Set.of(GENERATOR);
  }

  @Override
  public Optional<Negatives> negatives() {
    return Optional.of(new Negatives(sampler, steps, new GeneratorStart(Path.of("generator"))));
  }

  @Override
  public void requireFitting(Players players) {
    FeedForward generator = players.network(GENERATOR);
    if (!generator.output().equals(players.energy().shape())) {
      throw new ConfigException(
          "generator.network.layers",
          "the last layer must give the shape of the data, " + players.energy().shape() + ", got "
              + generator.output());
    }
    boolean paired =
        generator.conditions().stream().anyMatch(each -> each.name().equals(Condition.IMAGE));
    if (dataWeight > 0 && !paired) {
      throw new ConfigException(
          "generator.network.layers",
          "are told no image, so that a draft belongs to no example, and data_weight is "
              + dataWeight + "; set data_weight to 0, or give the generator a concatenate layer");
    }
    for (Condition condition : generator.conditions()) {
      if (!players.energy().conditions().contains(condition)) {
        throw new ConfigException(
            "generator.network.layers",
            "read '" + condition.name()
                + "', which the energy does not in the same way; give both the same layer, or neither");
      }
    }
  }

  /** The chains and the energy at their starts, the energy's learning gradient, and about as much for the generator's draft and gradient. */
  @Override
  public int evaluations(Shape example) {
    return steps * sampler.gradientsPerStep()
        + 6
        + latentChain.map(chain -> 2 * chain.steps()).orElse(0);
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    FeedForward network = players.network(GENERATOR);
    return new Running(
        network,
        new Generator(network, compute),
        new Contrast(players.energy(), sampler, steps, Contrast.Additions.NONE, compute),
        new Teaching(network, generatorSd, dataWeight, latentChain, compute));
  }

  private record Running(
      FeedForward network, Generator generator, Contrast contrast, Teaching teaching)
      implements Estimator {
    @Override
    public List<Metric> metrics() {
      List<Metric> all = new ArrayList<>(contrast.metrics());
      all.addAll(OF_GENERATOR);
      return all;
    }

    @Override
    public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
      Weights own = Objects.requireNonNull(weights.get(GENERATOR));
      List<FloatArray> told = Told.of(network.conditions(), batch);
      FloatArray latents = generator.latents(batch.examples().rows(), key.fold("latents"));
      FloatArray drafts = generator.drafts(own.list(), latents, told);
      Contrast.Update revised = contrast.of(weights, batch, drafts, key);
      FloatArray inferred =
          teaching.inferred(own, latents, told, revised.samples(), key.fold("latent_chain"));
      Teaching.Lesson lesson =
          teaching.of(own, inferred, told, revised.samples(), batch.examples());
      if (!lesson.gradient().isFinite()) {
        throw new EbmException(
            ExitCode.DIVERGED, "the generator's learning gradient is non-finite");
      }
      Map<String, Weights> gradients = new LinkedHashMap<>(revised.gradient());
      gradients.put(GENERATOR, lesson.gradient());
      int metrics = revised.values().length;
      double[] values = Arrays.copyOf(revised.values(), metrics + 2);
      values[metrics] = lesson.loss();
      values[metrics + 1] = rootMeanSquare(drafts, revised.samples());
      return new Estimate(gradients, values);
    }

    /** How far the chains moved an element of a draft. */
    private static double rootMeanSquare(FloatArray drafts, FloatArray revised) {
      double sum = 0;
      for (int i = 0; i < drafts.values().length; i++) {
        double moved = revised.values()[i] - drafts.values()[i];
        sum += moved * moved;
      }
      return Math.sqrt(sum / drafts.values().length);
    }

    private FloatArray drafts(Map<String, Weights> weights, Batch wanted, RandomKey key) {
      List<FloatArray> own = Objects.requireNonNull(weights.get(GENERATOR)).list();
      FloatArray latents = generator.latents(wanted.examples().rows(), key.fold("latents"));
      return generator.drafts(own, latents, Told.of(network.conditions(), wanted));
    }

    @Override
    public Optional<FloatArray> shortRun(
        Map<String, Weights> weights, Batch wanted, RandomKey key) {
      return Optional.of(contrast.samples(weights, wanted, drafts(weights, wanted, key), key));
    }

    @Override
    public Map<String, FloatArray> shown(
        Map<String, Weights> weights, Batch wanted, RandomKey key) {
      return Map.of("draft", drafts(weights, wanted, key));
    }

    @Override
    public void close() {
      generator.close();
      contrast.close();
      teaching.close();
    }
  }
}
