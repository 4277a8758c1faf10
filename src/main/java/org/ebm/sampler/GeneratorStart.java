package org.ebm.sampler;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.network.NetworkDirectory;

/**
 * Chains start at what a learned generator makes of standard normal latents. Source: Xie et al. (2018), cooperative training, Algorithm 1: the generator's drafts, which the energy's chains revise.
 */
@Kind("generator")
public record GeneratorStart(
    @Key("the generator's folder: runs/NAME/model/generator")
    Path folder) implements Init {
  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    throw new ConfigException(
        "init.generator", "cannot be computed here; choose data, uniform or gaussian");
  }

  @Override
  public Starts open(Potential energy, Compute compute, Optional<Examples> data, RandomKey key) {
    Shape shape = energy.shape();
    NetworkDirectory.Contents learned = NetworkDirectory.load(folder);
    if (!learned.network().output().equals(shape)) {
      throw new ConfigException(
          "init.generator.folder",
          folder + ": makes examples of shape " + learned.network().output() + ", the energy takes "
              + shape + "; name the generator that was learned with it");
    }
    return new Drafts(learned, energy, compute);
  }

  @Override
  public Init beside(Path model) {
    return new GeneratorStart(model.resolve(folder));
  }

  @Override
  public Map<String, String> fingerprints() {
    Map<String, String> named = new TreeMap<>();
    NetworkDirectory.load(folder)
        .fingerprints()
        .forEach((name, sum) -> named.put("init.generator " + name, sum));
    return named;
  }

  /** Drawn once in a run, so the program is made for the draw. */
  private record Drafts(NetworkDirectory.Contents learned, Potential energy, Compute compute)
      implements Starts {
    @Override
    public Draw draw(int n, RandomKey key) {
      List<FloatArray> told = Generator.told(learned.network(), energy, n);
      try (Generator generator = new Generator(learned.network(), compute)) {
        FloatArray latents = generator.latents(n, key);
        return new Draw(generator.drafts(learned.weights().list(), latents, told), new int[0]);
      }
    }
  }
}
