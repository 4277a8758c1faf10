package org.ebm.basin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ebm.base.Counted;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.run.Progress;
import org.ebm.run.Work;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;

/**
 * Maps the basins of an energy by attraction and diffusion: two states are of one basin if a chain that is pulled gently from one to the other
 * arrives. Source: Hill, Nijkamp and Zhu (2019), Building a telescope to look into high-dimensional image spaces, Quarterly of Applied Mathematics
 * 77.
 */
public final class MapBasins {
  private static final Shape PLANE = Shape.of(2);
  /** Resolution as a part of the median distance between states. */
  private static final double OF_MINIMA = 0.1;

  private static final double OF_METASTABLE = 0.2;
  /** States whose distances tell the resolution. */
  private static final int MEASURED = 200;
  /** Cells along each axis of the grid on which an energy in the plane is drawn. */
  private static final int CELLS = 240;
  /** Around the states, as a part of their extent. */
  private static final double ROOM = 0.25;

  private static final Work GROUPED =
      new Work("states to group", "fewer states (of the search), nearest basins, trials or steps");

  private final MapBasinsConfig config;
  private final Optional<Examples> data;
  private final Compute compute;
  private final RandomKey key;
  private final Potential energy;
  private final Progress progress;

  /**
   * @param config with its seed
   * @param energy that of the configuration, opened
   * @param data what {@link MapBasinsConfig#openData} gives
   */
  public MapBasins(
      MapBasinsConfig config,
      Potential energy,
      Optional<Examples> data,
      Torch torch,
      Progress progress) {
    // spins and bits are not pulled
    if (!energy.space().support().isBinary()) {
      Landscape.requirePullable(energy);
    }
    this.config = config;
    this.data = data;
    this.energy = energy;
    this.compute = config.runtime().compute(torch);
    this.key = RandomKey.ofSeed(config.seed().orElseThrow());
    this.progress = progress;
  }

  /**
   * Draws states, puts them into basins, and measures the barriers between these.
   *
   * @param journal file that keeps what was found so far: a map that was stopped or killed goes on from there, to the same end
   * @param stop asked between results
   * @return empty if it was stopped
   * @throws org.ebm.base.EbmException diverged (exit 4) if a state is not finite; damaged (exit 65) if the journal is of another map
   */
  public Optional<BasinMap> map(Path journal, BooleanSupplier stop) {
    if (energy.space().support().isBinary()) {
      return mapOfFlips(journal, stop);
    }
    try (Journal found = Journal.open(journal, config.subject(energy, data), stop);
        Landscape landscape =
            Landscape.open(energy, config.sampler(), compute, Optional.of(found))) {
      return Optional.of(map(landscape, found));
    } catch (Journal.Stopped stopped) {
      return Optional.empty();
    }
  }

  private Optional<BasinMap> mapOfFlips(Path journal, BooleanSupplier stop) {
    try (Journal found = Journal.open(journal, config.subject(energy, data), stop);
        SpinBasins spins = new SpinBasins(config, energy, data, compute, progress)) {
      return Optional.of(spins.map(found, key));
    } catch (Journal.Stopped stopped) {
      return Optional.empty();
    }
  }

  private BasinMap map(Landscape landscape, Journal journal) {
    StateDraws.Drawn drawn =
        new StateDraws(config, energy, data, compute).draw(landscape, journal, key.fold("states"));
    double resolution = config
        .resolution()
        .orElseGet(() -> medianDistance(drawn.states())
            * (config.search() instanceof Minima ? OF_MINIMA : OF_METASTABLE));
    Limits limits = new Limits(resolution, config.patience(), config.steps());
    Crossing.Rule any =
        new Crossing.Rule(1, limits, config.nearest(), config.trials(), config.quota());
    Optional<AlphaScan> scan = config.force().isPresent()
        ? Optional.empty()
        : Optional.of(ForceSearch.scan(landscape, any, drawn, key.fold("scan"), progress));
    double force = config.force().or(() -> scan.map(AlphaScan::suggestion)).orElseThrow();
    Crossing.Rule rule = any.withForce(force);
    Grouping.Groups groups = grouped(landscape, journal, rule, drawn.states(), key.fold("map"));
    int basins = groups.representatives().size();
    for (double weaker : scan.map(found -> found.weakerThanSuggested(basins)).orElse(List.of())) {
      say(groups, force);
      force = weaker;
      rule = any.withForce(force);
      groups = grouped(landscape, journal, rule, drawn.states(), key.fold("map"));
      if (groups.representatives().size() >= scan.orElseThrow().plateau().groups()) {
        break;
      }
    }
    say(groups, force);
    double[] agreement = agreement(landscape, journal, rule, drawn.states(), groups);
    List<BasinMap.Link> links = links(landscape, journal, groups.representatives(), rule);
    List<BasinMap.Basin> all = basins(groups);
    return new BasinMap(
        all,
        drawn.states(),
        groups.labels(),
        links,
        BasinTree.of(
            all.stream().mapToDouble(basin -> basin.representative().energy()).toArray(),
            BasinMap.barriers(all, links)),
        new BasinMap.Settings(force, resolution, scan),
        agreement,
        drawn.classes(),
        drawn.gap(),
        plane(landscape, drawn.states(), links),
        groups.nonFinite());
  }

  private void say(Grouping.Groups groups, double force) {
    progress.say(String.format(
        Locale.ROOT,
        "%s of %s, at F %.4g",
        Counted.of(groups.representatives().size(), "basin"),
        Counted.of(groups.labels().length, "state"),
        force));
  }

  /** With further groupings by other seeds. */
  private double[] agreement(
      Landscape landscape,
      Journal journal,
      Crossing.Rule rule,
      List<State> states,
      Grouping.Groups groups) {
    double[] agreement = new double[config.repeats()];
    for (int repeat = 0; repeat < agreement.length; repeat++) {
      RandomKey other = key.fold("repeat").fold(repeat);
      Grouping.Groups again = grouped(landscape, journal, rule, states, other);
      agreement[repeat] = Agreement.adjustedRand(groups.labels(), again.labels());
      progress.say("with another seed " + Counted.of(again.representatives().size(), "basin")
          + (Double.isNaN(agreement[repeat])
              ? ": all states as one, or each alone, twice: nothing to compare"
              : String.format(Locale.ROOT, "; adjusted Rand index %.3f", agreement[repeat])));
    }
    return agreement;
  }

  private Grouping.Groups grouped(
      Landscape landscape,
      Journal journal,
      Crossing.Rule rule,
      List<State> states,
      RandomKey groupKey) {
    progress.begin(0, states.size(), GROUPED);
    Grouping.Groups groups = Grouping.of(
        landscape, rule, states, config.atOnce(), groupKey.fold("group"), (done, basins) -> {
          if (journal.isReplaying()) {
            progress.begin(done, states.size(), GROUPED);
          }
          progress.at(done, Counted.of(basins, "basin"));
        });
    return config.consolidate()
        ? Consolidation.of(landscape, rule, groups, groupKey.fold("consolidate"))
        : Consolidation.ordered(groups);
  }

  /** Between states that are not at the same place. */
  private static double medianDistance(List<State> states) {
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
    return apart[apart.length / 2];
  }

  private List<BasinMap.Link> links(
      Landscape grouping, Journal journal, List<State> representatives, Crossing.Rule grouped) {
    BarrierConfig how = config.barriers();
    boolean refine = config.search() instanceof Minima;
    BarrierSearch.Rule rule = new BarrierSearch.Rule(
        how.force().orElse(2 * grouped.force()),
        how.factor(),
        how.trials(),
        grouped.limits(),
        refine || grouping.shape().equals(PLANE));
    List<int[]> pairs = Consolidation.pairs(grouping, how.nearest(), representatives);
    progress.say("barriers of " + Counted.of(pairs.size(), "pair") + " of basins");
    List<Optional<Barrier>> found;
    Compute exact = new Compute(compute.torch(), Precision.FLOAT32, compute.chainsPerBlock());
    try (Landscape colder = Landscape.open(
        energy, how.sampler().orElse(config.sampler()), exact, Optional.of(journal))) {
      found = BarrierSearch.between(
          colder,
          Crossing.Pair.of(representatives, pairs),
          rule,
          key.fold("barriers"),
          progress::say);
    }
    List<BasinMap.Link> links = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      int[] pair = pairs.get(i);
      found.get(i).ifPresent(barrier -> links.add(new BasinMap.Link(pair[0], pair[1], barrier)));
    }
    return refine ? refined(grouping, links) : links;
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

  /** A box around the states and the paths, with some room, cut into cells. */
  private static Optional<BasinMap.Plane> plane(
      Landscape landscape, List<State> states, List<BasinMap.Link> links) {
    if (!landscape.shape().equals(PLANE)) {
      return Optional.empty();
    }
    List<float[]> points = new ArrayList<>(states.stream().map(State::position).toList());
    links.forEach(link -> points.addAll(link.barrier().path()));
    double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
    double left = Arrays.stream(x).min().orElseThrow();
    double right = Arrays.stream(x).max().orElseThrow();
    double bottom = Arrays.stream(y).min().orElseThrow();
    double top = Arrays.stream(y).max().orElseThrow();
    double room = ROOM * Math.max(right - left, top - bottom);
    Grid2d grid = new Grid2d(left - room, right + room, bottom - room, top + room, CELLS);
    return Optional.of(new BasinMap.Plane(grid, landscape.energies(Rows.of(grid.centres()))));
  }

  private static List<BasinMap.Basin> basins(Grouping.Groups groups) {
    int[] populations = groups.populations();
    List<BasinMap.Basin> basins = new ArrayList<>();
    for (int i = 0; i < populations.length; i++) {
      basins.add(new BasinMap.Basin(groups.representatives().get(i), populations[i]));
    }
    return basins;
  }
}
