package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;

/**
 * Maps the basins of an energy by attraction and diffusion: two states are of one basin if a chain that is pulled gently from one to the other
 * arrives. Source: Hill, Nijkamp and Zhu (2019), Building a telescope to look into high-dimensional image spaces, Quarterly of Applied Mathematics
 * 77.
 */
public final class MapBasins {
  /** States whose distances tell the resolution. */
  private static final int MEASURED = 200;
  /** Cells along each axis of the grid on which an energy in the plane is drawn. */
  private static final int CELLS = 240;
  /** Around the states, as a part of their extent. */
  private static final double ROOM = 0.25;

  private final MapBasinsConfig config;
  private final Optional<Examples> data;
  private final Compute compute;
  private final RandomKey key;
  private final Consumer<String> told;

  /**
   * @param config with its seed
   * @param data what {@link MapBasinsConfig#openData} gives
   * @param told of each phase as it ends, in one line
   */
  public MapBasins(
      MapBasinsConfig config, Optional<Examples> data, Torch torch, Consumer<String> told) {
    this.config = config;
    this.data = data;
    this.compute = config.runtime().compute(torch);
    this.key = RandomKey.ofSeed(config.seed().orElseThrow());
    this.told = told;
  }

  /**
   * Draws states, puts them into basins, and measures the barriers between these.
   *
   * @throws org.ebm.base.EbmException diverged (exit 4) if a state is not finite
   */
  public BasinMap map() {
    try (Landscape landscape = Landscape.open(config.energy(), config.sampler(), compute)) {
      Origins.Drawn drawn = new Origins(config, data, compute)
          .draw(
              landscape, config.resolution().orElse(Double.POSITIVE_INFINITY), key.fold("states"));
      double resolution = config.resolution().orElseGet(() -> resolution(drawn.states()));
      Limits limits = new Limits(resolution, config.patience(), config.steps());
      Crossing.Rule rule = new Crossing.Rule(
          config.force().orElse(1.0), limits, config.nearest(), config.trials(), config.quota());
      Optional<AlphaScan> scan = config.force().isPresent()
          ? Optional.empty()
          : Optional.of(ForceSearch.scan(landscape, rule, drawn, key.fold("scan")));
      double force = scan.map(found ->
              found.plateau(Math.min(ForceSearch.STATES, drawn.states().size())).middle())
          .orElse(rule.force());
      Grouping.Groups groups =
          grouped(landscape, rule.withForce(force), drawn.states(), key.fold("map"));
      told.accept(
          groups.representatives().size() + " basins of " + drawn.states().size() + " states");
      double[] agreement = agreement(landscape, rule.withForce(force), drawn.states(), groups);
      List<BasinMap.Link> links = links(landscape, groups.representatives(), limits, force);
      BasinMap.Settings settings = new BasinMap.Settings(force, resolution, scan);
      BasinMap map = assembled(drawn, groups, links, settings);
      return map.with(agreement, plane(landscape, drawn.states()));
    }
  }

  private Grouping.Groups grouped(
      Landscape landscape, Crossing.Rule rule, List<State> states, RandomKey groupKey) {
    Grouping.Groups groups =
        Grouping.of(landscape, rule, states, config.atOnce(), groupKey.fold("group"));
    return Consolidation.of(landscape, rule, groups, groupKey.fold("consolidate"));
  }

  private double[] agreement(
      Landscape landscape, Crossing.Rule rule, List<State> states, Grouping.Groups groups) {
    double[] agreement = new double[config.repeats()];
    Arrays.setAll(
        agreement,
        repeat -> Agreement.adjustedRand(
            groups.labels(),
            grouped(landscape, rule, states, key.fold("repeat").fold(repeat)).labels()));
    return agreement;
  }

  /** A tenth of the median distance between states that are not at the same place. */
  private static double resolution(List<State> states) {
    List<Double> distances = new ArrayList<>();
    int count = Math.min(MEASURED, states.size());
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        distances.add(states.get(i).distance(states.get(j)));
      }
    }
    double largest = distances.stream().mapToDouble(d -> d).max().orElseThrow();
    double[] apart = distances.stream()
        .mapToDouble(d -> d)
        .filter(d -> d >= largest / 1000)
        .sorted()
        .toArray();
    return apart[apart.length / 2] / 10;
  }

  private List<BasinMap.Link> links(
      Landscape grouping, List<State> representatives, Limits limits, double force) {
    BarrierConfig how = config.barriers();
    BarrierSearch.Rule rule =
        new BarrierSearch.Rule(how.force().orElse(2 * force), how.factor(), how.trials(), limits);
    List<int[]> pairs = Consolidation.pairs(grouping, how.nearest(), representatives);
    List<Crossing.Pair> ends = pairs.stream()
        .map(pair -> new Crossing.Pair(representatives.get(pair[0]), representatives.get(pair[1])))
        .toList();
    List<Optional<Barrier>> found;
    try (Landscape colder =
        Landscape.open(config.energy(), how.sampler().orElse(config.sampler()), compute)) {
      found = BarrierSearch.between(colder, ends, rule, key.fold("barriers"));
    }
    List<BasinMap.Link> links = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      int[] pair = pairs.get(i);
      found.get(i).ifPresent(barrier -> links.add(new BasinMap.Link(pair[0], pair[1], barrier)));
    }
    told.accept("barriers of " + links.size() + " of " + pairs.size() + " pairs of basins");
    return config.search() instanceof Minima ? refined(grouping, links) : links;
  }

  /**
   * Between minima; between the states of a chain at a temperature the way of least energy begins by going down, so it says nothing of what the chain
   * climbs.
   */
  private static List<BasinMap.Link> refined(Landscape landscape, List<BasinMap.Link> links) {
    List<Barrier> relaxed = StringMethod.relaxed(
        landscape, links.stream().map(BasinMap.Link::barrier).toList());
    List<BasinMap.Link> refined = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      BasinMap.Link link = links.get(i);
      refined.add(new BasinMap.Link(link.first(), link.second(), relaxed.get(i)));
    }
    return refined;
  }

  /** A box around the states with some room, cut into cells. */
  private static Optional<BasinMap.Plane> plane(Landscape landscape, List<State> states) {
    if (!landscape.shape().equals(Shape.of(2))) {
      return Optional.empty();
    }
    double[] x = states.stream().mapToDouble(state -> state.position()[0]).toArray();
    double[] y = states.stream().mapToDouble(state -> state.position()[1]).toArray();
    double left = Arrays.stream(x).min().orElseThrow();
    double right = Arrays.stream(x).max().orElseThrow();
    double bottom = Arrays.stream(y).min().orElseThrow();
    double top = Arrays.stream(y).max().orElseThrow();
    double room = ROOM * Math.max(right - left, top - bottom);
    Grid2d grid = new Grid2d(left - room, right + room, bottom - room, top + room, CELLS);
    return Optional.of(
        new BasinMap.Plane(grid, landscape.energies(Landscape.rows(grid.centres()))));
  }

  private static BasinMap assembled(
      Origins.Drawn drawn,
      Grouping.Groups groups,
      List<BasinMap.Link> links,
      BasinMap.Settings settings) {
    List<BasinMap.Basin> basins = new ArrayList<>();
    int[] populations = groups.populations();
    for (int i = 0; i < populations.length; i++) {
      basins.add(new BasinMap.Basin(groups.representatives().get(i), populations[i]));
    }
    double[] energies =
        groups.representatives().stream().mapToDouble(State::energy).toArray();
    double[][] heights = new double[energies.length][energies.length];
    for (double[] row : heights) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    links.forEach(link -> heights[link.first()][link.second()] = link.barrier().height());
    return new BasinMap(
        basins,
        drawn.states(),
        groups.labels(),
        links,
        BasinTree.of(energies, heights),
        settings,
        new double[0],
        drawn.classes(),
        Optional.empty(),
        groups.nonFinite());
  }
}
