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
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Network;
import org.ebm.energy.Potential;
import org.ebm.network.FeedForward;
import org.ebm.network.NetworkDirectory;

/**
 * Chains start at what the coarser grids of a multi-grid model make: the mean grey level of an example drawn again, with normal noise, and on each grid a chain from the grid below it, each pixel copied.
 * Source: Gao, Lu, Zhou, Zhu, Wu (2018), CVPR, Learning Generative ConvNets via Multi-grid Modeling and Sampling.
 */
@Kind("multi_grid")
public record MultiGridStart(
    @Key("the model's folder, with one for each coarser grid: runs/NAME/model")
    Path folder,

    @Key(value = "sides of the coarser grids with an energy, ascending", range = ">= 2")
    List<Integer> grids,

    @Key("the chain on each of them") Sampler sampler,

    @Key(value = "its steps", range = ">= 1") int steps,

    @Key(
        value = "sd of the normal noise added to the mean of an example, data units",
        range = ">= 0",
        byDefault = "0.0078")
    double spread)
    implements Init {
  /** One step of 256 grey levels in [-1, 1]. */
  public static final double SPREAD = 0.0078;

  public MultiGridStart {
    grids = List.copyOf(grids);
  }

  /** The player that has the energy of a grid. */
  public static String player(int grid) {
    return "grid" + grid;
  }

  /** f of a grid as its energy: U = f / T, with T = eps^2 / 2, so that a step is x - df/dx + eps z. */
  public static Potential energy(FeedForward network, Sampler sampler) {
    double temperature = sampler.stepSize() * sampler.stepSize() / 2;
    return new Network(network.input(), temperature, network.layers()).open();
  }

  @Override
  public boolean isFromData() {
    return true;
  }

  @Override
  public void requireFitForLabels() {
    throw new ConfigException("init.multi_grid", "has no classes; choose data or generator");
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    throw new ConfigException(
        "init.multi_grid", "cannot be computed here; choose data, uniform or gaussian");
  }

  @Override
  public Starts open(Potential energy, Compute compute, Optional<Examples> data, RandomKey key) {
    Examples examples = data.orElseThrow(() -> new ConfigException(
        "init.multi_grid", "begins at means of data, and there are none; give data"));
    int side = energy.shape().rank() == 3 ? energy.shape().size(2) : 0;
    if (side == 0 || grids.stream().anyMatch(grid -> side % grid != 0)) {
      throw new ConfigException(
          "init.multi_grid.grids",
          "must divide the side of the energy's images, " + energy.shape() + ", got " + grids);
    }
    List<NetworkDirectory.Contents> learned =
        grids.stream().map(grid -> NetworkDirectory.load(at(grid))).toList();
    return (n, drawKey) -> new Starts.Draw(
        Grids.up(coarse(learned, examples.batch(n, drawKey.fold("means")), compute, drawKey), side),
        new int[0]);
  }

  private FloatArray coarse(
      List<NetworkDirectory.Contents> learned,
      FloatArray examples,
      Compute compute,
      RandomKey key) {
    FloatArray states = Grids.down(examples, 1);
    FloatArray noise =
        new GaussianStart(1).noise(new Shape(List.of(states.shape()[1], 1, 1)), states.rows(), key);
    for (int i = 0; i < states.values().length; i++) {
      states.values()[i] += (float) (spread * noise.values()[i]);
    }
    for (int i = 0; i < learned.size(); i++) {
      NetworkDirectory.Contents of = learned.get(i);
      int grid = grids.get(i);
      states = moved(of.network(), of.weights(), Grids.up(states, grid), compute, key.fold(grid));
    }
    return states;
  }

  private FloatArray moved(
      FeedForward network, Weights weights, FloatArray start, Compute compute, RandomKey key) {
    try (Kernel kernel = Kernel.open(energy(network, sampler), sampler, compute)) {
      EnergyInputs inputs = new EnergyInputs(weights.list(), List.of());
      return kernel.run(inputs, kernel.init(inputs, start), steps, key).state().position();
    }
  }

  private Path at(int grid) {
    return folder.resolve(player(grid));
  }

  @Override
  public Init beside(Path model) {
    return new MultiGridStart(model.resolve(folder).normalize(), grids, sampler, steps, spread);
  }

  @Override
  public Map<String, String> fingerprints() {
    Map<String, String> named = new TreeMap<>();
    for (int grid : grids) {
      NetworkDirectory.load(at(grid))
          .fingerprints()
          .forEach((name, sum) -> named.put("init.multi_grid " + player(grid) + " " + name, sum));
    }
    return named;
  }
}
