package org.ebm.generate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.energy.Potential;
import org.ebm.network.FeedForward;
import org.ebm.network.NetworkDirectory;
import org.ebm.sampler.Compute;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.Generator;
import org.ebm.sampler.GeneratorStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Starts;
import org.ebm.sampler.UniformStart;
import org.ebm.script.TorchClass;

/**
 * Where chains come from: noise z of independent numbers of mean 0, and the start that it is. That of latents is what a generator drafts of them, that of other noise the noise itself, in the units of the data.
 */
final class NoiseSource implements AutoCloseable {
  private final Potential energy;
  private final Init init;
  private final Optional<NetworkDirectory.Contents> learned;
  private final Optional<Generator> generator;

  private NoiseSource(
      Potential energy,
      Init init,
      Optional<NetworkDirectory.Contents> learned,
      Optional<Generator> generator) {
    this.energy = energy;
    this.init = init;
    this.learned = learned;
    this.generator = generator;
  }

  /**
   * @param init uniform, gaussian or generator
   * @throws ConfigException if the energy has no such noise
   */
  static NoiseSource open(Potential energy, Init init, Compute compute) {
    if (energy.space().support() != Support.REAL) {
      throw new ConfigException(
          "energy",
          "must be of real numbers, its x are " + energy.space().support().words()
              + "; their chains have no steps without noise");
    }
    // the same refusals as of chains that start there
    init.open(energy, compute, Optional.empty(), RandomKey.ofSeed(0));
    Optional<NetworkDirectory.Contents> learned = Optional.of(init)
        .filter(GeneratorStart.class::isInstance)
        .map(start -> NetworkDirectory.load(((GeneratorStart) start).folder()));
    return new NoiseSource(
        energy, init, learned, learned.map(found -> new Generator(found.network(), compute)));
  }

  /** Of one z. */
  Shape shape() {
    return learned.map(found -> found.network().shape()).orElse(energy.shape());
  }

  /** Noise, (n, ...). */
  FloatArray draw(int n, RandomKey key) {
    return generator
        .map(drafting -> drafting.latents(n, key))
        .orElseGet(() -> init.open(Space.of(energy.shape()), Optional.empty(), key)
            .draw(n, key)
            .position());
  }

  /** Standard deviation of one number of it. */
  double sd() {
    if (init instanceof GaussianStart normal) {
      return normal.scale();
    }
    return init instanceof UniformStart uniform ? uniform.scale() / Math.sqrt(3) : 1;
  }

  /** The starts that noise is. */
  FloatArray starts(FloatArray noise) {
    return generator
        .map(drafting ->
            drafting.drafts(learned.orElseThrow().weights().list(), noise, told(noise.rows())))
        .orElseGet(() -> Starts.measured(noise, energy.units()));
  }

  /** What the generator is told of so many chains; empty without one. */
  List<FloatArray> told(int chains) {
    return learned.map(found -> Generator.told(found.network(), energy, chains)).orElse(List.of());
  }

  /** The generator as a child of a program; empty without one. */
  Map<String, TorchClass> child() {
    return learned
        .map(found -> Map.of("generator", found.network().holding(found.weights())))
        .orElse(Map.of());
  }

  /** In words. */
  String words() {
    return learned
        .map(NetworkDirectory.Contents::network)
        .map(FeedForward::shape)
        .map(shape -> "latents " + shape)
        .orElseGet(() -> init instanceof UniformStart ? "uniform noise" : "normal noise");
  }

  @Override
  public void close() {
    generator.ifPresent(Generator::close);
  }
}
