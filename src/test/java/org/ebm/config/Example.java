package org.ebm.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;

/** A small imitation of the real configuration: every type a key may have, families of kinds, checks across keys. */
final class Example {
  private Example() {}

  record Root(
      @Key("seed of every draw") long seed,
      @Key("what is learned from") Data data,

      @Key(value = "layers from image to energy", byDefault = "[flatten]")
      List<Layer> layers,

      @Key("how draws are made") Sampler sampler,

      @Key(value = "where and how to compute", byDefault = "{}")
      Machine runtime) {}

  record Data(
      @Key("folder of the files") Path folder,

      @Key(value = "name in reports", byDefault = "'unnamed data'")
      String name,

      @Key(value = "sizes of one example", range = ">= 1", byDefault = "[1, 32, 32]")
      List<Integer> sizes,

      @Key(value = "rows of a matrix", byDefault = "[]") List<List<Double>> matrix) {}

  sealed interface Layer permits Conv2d, LeakyRelu, Flatten, Twice {}

  @Kind("conv2d")
  record Conv2d(
      @Key(value = "filters", range = "> 0") int channels,

      @Key(value = "side of the filter, pixels", range = "> 0")
      int kernel,

      @Key(value = "zeros around the input", range = ">= 0", byDefault = "0")
      int padding)
      implements Layer {
    Conv2d {
      if (padding >= kernel) {
        throw new ConfigException("padding", "must be below kernel " + kernel + ", got " + padding);
      }
    }
  }

  @Kind("leaky_relu")
  record LeakyRelu(
      @Key(value = "slope below zero", range = ">= 0, < 1", byDefault = "5e-2")
      double slope) implements Layer {}

  @Kind("flatten")
  record Flatten() implements Layer {}

  @Kind("twice")
  record Twice(@Key("the layer to repeat") Layer layer) implements Layer {}

  sealed interface Sampler permits Gradient, Prior {}

  sealed interface Gradient extends Sampler permits Hmc, Langevin {}

  @Kind("hmc")
  record Hmc(
      @Key(value = "eps, data units", range = "> 0") double stepSize,

      @Key(value = "steps per proposal", range = ">= 1", byDefault = "10")
      int leapfrogSteps)
      implements Gradient {}

  @Kind("langevin")
  record Langevin(
      @Key(value = "eps, data units", range = "> 0", byDefault = "1.0e-2")
      double stepSize) implements Gradient {}

  @Kind("prior")
  record Prior() implements Sampler {}

  enum Precision {
    FLOAT32,
    BFLOAT16
  }

  record Machine(
      @Key(value = "threads", range = ">= 1", byDefault = "auto")
      Optional<Integer> workers,

      @Key("second opinion") Optional<Sampler> check,
      @Key(value = "of the chains", byDefault = "float32") Precision precision,
      @Key(value = "print less", byDefault = "false") boolean quiet) {
    Machine {
      if (quiet && workers.isPresent()) {
        throw new ConfigException("", "quiet and workers exclude each other; remove one");
      }
    }
  }
}
