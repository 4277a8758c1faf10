package org.ebm.objective;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.network.FeedForward;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Grids;
import org.ebm.sampler.MultiGridStart;
import org.ebm.sampler.Sampler;

/**
 * Energies of images at several grids, each learned as in {@link MaximumLikelihood} from chains that start at the samples of the grid below it, each pixel copied; the coarsest start is the mean of each
 * example. The finest grid is that of the data, its energy the player that everybody has.
 * <p>Source: Gao, Lu, Zhou, Zhu, Wu (2018), CVPR, Learning Generative ConvNets via Multi-grid Modeling and Sampling, Algorithm 1.
 */
@Kind("multi_grid")
public record MultiGrid(
    @Key("the chain on every grid; langevin with noise: false is the published one")
    Sampler sampler,

    @Key(value = "T, chain steps on each grid per update", range = ">= 1")
    int steps,

    @Key(
        value =
            "sides of the grids between one pixel and the data's, ascending, each dividing the next: 2, 4, 8, 16, 32; each has its network in players.grid4, ...",
        range = ">= 2",
        byDefault = "[4]")
    List<Integer> grids)
    implements Objective {
  private static final Set<Integer> SIDES = new TreeSet<>(List.of(2, 4, 8, 16, 32));

  public MultiGrid {
    grids = List.copyOf(grids);
    for (int i = 0; i < grids.size(); i++) {
      boolean follows =
          i == 0 || grids.get(i) > grids.get(i - 1) && grids.get(i) % grids.get(i - 1) == 0;
      if (!SIDES.contains(grids.get(i)) || !follows) {
        throw new ConfigException(
            "grids", "must be some of " + SIDES + ", ascending, got " + grids);
      }
    }
  }

  @Override
  public Set<String> networks() {
    Set<String> names = new TreeSet<>();
    grids.forEach(grid -> names.add(MultiGridStart.player(grid)));
    return names;
  }

  @Override
  public Optional<Negatives> negatives() {
    return Optional.of(new Negatives(
        sampler,
        steps,
        new MultiGridStart(Path.of(""), grids, sampler, steps, MultiGridStart.SPREAD)));
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    Shape shape = energy.shape();
    int finest = grids.isEmpty() ? 1 : grids.get(grids.size() - 1);
    boolean square = shape.rank() == 3 && shape.size(1) == shape.size(2);
    if (!square || shape.size(1) <= finest || shape.size(1) % finest != 0) {
      throw new ConfigException(
          "grids",
          "must divide the side of square images and be smaller, the energy takes " + shape
              + ", got " + grids);
    }
    if (!energy.conditions().isEmpty()) {
      throw new ConfigException(
          "",
          "learns energies that are told nothing beside x, and energy.network is told "
              + energy.conditions().get(0).name() + "; leave that layer out");
    }
  }

  @Override
  public void requireFitting(Players players) {
    for (int grid : grids) {
      String player = MultiGridStart.player(grid);
      FeedForward network = players.network(player);
      Shape wanted = Shape.of(players.energy().shape().size(0), grid, grid);
      if (!network.shape().equals(wanted)) {
        throw new ConfigException(
            player + ".network.input",
            "must be that of images of its grid, " + wanted + ", got " + network.shape());
      }
      if (network.output().elements() != 1 || !network.conditions().isEmpty()) {
        throw new ConfigException(
            player + ".network.layers",
            "must give one number, f, and be told nothing beside x, got " + network.output());
      }
    }
  }

  /** Of the finest grid, which costs most. */
  @Override
  public int evaluations(Shape example) {
    return steps * sampler.gradientsPerStep() + 3;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    List<Level> levels = new ArrayList<>();
    for (int grid : grids) {
      String player = MultiGridStart.player(grid);
      Potential energy = MultiGridStart.energy(players.network(player), sampler);
      levels.add(new Level(player, grid, contrast(energy, compute)));
    }
    Potential finest = players.energy();
    levels.add(new Level(Player.ENERGY, finest.shape().size(1), contrast(finest, compute)));
    return new Running(levels);
  }

  private Contrast contrast(Potential energy, Compute compute) {
    return new Contrast(energy, sampler, steps, Contrast.Additions.NONE, compute);
  }

  /** A grid with its energy. */
  private record Level(String player, int side, Contrast contrast) {
    Map<String, Weights> own(Map<String, Weights> all) {
      return Map.of(Player.ENERGY, Objects.requireNonNull(all.get(player)));
    }

    Batch seen(Batch batch) {
      return new Batch(Grids.down(batch.examples(), side), Optional.empty());
    }
  }

  /** @param levels from the coarsest to that of the data */
  private record Running(List<Level> levels) implements Estimator {
    private Level finest() {
      return levels.get(levels.size() - 1);
    }

    private List<Level> coarser() {
      return levels.subList(0, levels.size() - 1);
    }

    /** The finest grid's as of any objective, then how much of the grid below its samples keep, then both of the others. */
    @Override
    public List<Metric> metrics() {
      List<Metric> all = new ArrayList<>(finest().contrast().metrics());
      all.add(Metric.other("kept"));
      coarser().forEach(level -> {
        all.add(Metric.other(level.player() + "_energy_gap"));
        all.add(Metric.other(level.player() + "_kept"));
      });
      return all;
    }

    @Override
    public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
      FloatArray below = Grids.down(batch.examples(), 1);
      Map<String, Weights> gradients = new LinkedHashMap<>();
      List<Double> ofCoarser = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (Level level : levels) {
        FloatArray start = Grids.up(below, level.side());
        Contrast.Update update = level
            .contrast()
            .of(level.own(weights), level.seen(batch), start, key.fold(level.player()));
        gradients.put(level.player(), Objects.requireNonNull(update.gradient().get(Player.ENERGY)));
        double kept = correlation(Grids.down(update.samples(), below.shape()[3]), below);
        if (level == finest()) {
          for (double value : update.values()) {
            values.add(value);
          }
          values.add(kept);
        } else {
          ofCoarser.add(update.values()[0]);
          ofCoarser.add(kept);
        }
        below = update.samples();
      }
      values.addAll(ofCoarser);
      return new Estimate(gradients, values.stream().mapToDouble(value -> value).toArray());
    }

    /** Over all pixels of all images. */
    private static double correlation(FloatArray one, FloatArray other) {
      int n = one.values().length;
      double[] sums = new double[5];
      for (int i = 0; i < n; i++) {
        double x = one.values()[i];
        double y = other.values()[i];
        sums[0] += x / n;
        sums[1] += y / n;
        sums[2] += x * x / n;
        sums[3] += y * y / n;
        sums[4] += x * y / n;
      }
      double variance = (sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]);
      return (sums[4] - sums[0] * sums[1]) / Math.sqrt(variance);
    }

    /** Samples of every grid, the coarsest first, from the means of some examples. */
    private List<FloatArray> samples(Map<String, Weights> weights, Batch wanted, RandomKey key) {
      List<FloatArray> all = new ArrayList<>();
      FloatArray below = Grids.down(wanted.examples(), 1);
      for (Level level : levels) {
        FloatArray start = Grids.up(below, level.side());
        below = level
            .contrast()
            .samples(level.own(weights), level.seen(wanted), start, key.fold(level.player()));
        all.add(below);
      }
      return all;
    }

    @Override
    public Optional<FloatArray> shortRun(
        Map<String, Weights> weights, Batch wanted, RandomKey key) {
      return Optional.of(samples(weights, wanted, key).get(levels.size() - 1));
    }

    /** The coarser grids, each pixel copied, above what became of them. */
    @Override
    public Map<String, FloatArray> shown(
        Map<String, Weights> weights, Batch wanted, RandomKey key) {
      Map<String, FloatArray> shown = new LinkedHashMap<>();
      List<FloatArray> all = samples(weights, wanted, key);
      for (int i = 0; i < levels.size() - 1; i++) {
        shown.put(levels.get(i).player(), Grids.up(all.get(i), finest().side()));
      }
      return shown;
    }

    @Override
    public void close() {
      levels.forEach(level -> level.contrast().close());
    }
  }
}
