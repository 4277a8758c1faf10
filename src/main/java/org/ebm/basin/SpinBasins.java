package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.run.Progress;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.Flips;
import org.ebm.sampler.Init;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Transition;
import org.ebm.sampler.UniformStart;

/**
 * The map of spins or bits: a basin is a state that no flip of one element lowers, with all starts that fall to it. The way between two of them flips the elements in which they differ one by one, each time the
 * one that leaves U lowest, from either end; the highest U on the better of the two is an upper bound of the barrier. A basin's starts fall by {@link Flips} at temperature 0.
 */
final class SpinBasins implements AutoCloseable {
  private final MapBasinsConfig config;
  private final Potential energy;
  private final Optional<Examples> data;
  private final Compute compute;
  private final Progress progress;
  private final Kernel kernel;

  SpinBasins(
      MapBasinsConfig config,
      Potential energy,
      Optional<Examples> data,
      Compute compute,
      Progress progress) {
    this.config = config;
    this.energy = energy;
    this.data = data;
    this.compute = compute;
    this.progress = progress;
    this.kernel = Kernel.open(energy, config.sampler(), compute);
  }

  /** What a search of spins must be; empty if it is. */
  static Optional<ConfigException.Problem> unfit(Sampler sampler, Search search) {
    if (!(sampler instanceof Flips flips && flips.temperature() == 0)) {
      return Optional.of(
          new ConfigException.Problem(
              "sampler",
              "must be flips at temperature 0, by which spins and bits fall to their basins; set flips: {temperature: 0}"));
    }
    if (!(search instanceof Minima minima && minima.box().isEmpty())) {
      return Optional.of(
          new ConfigException.Problem(
              "search",
              "must be minima without a box for spins and bits: each start falls to a state that no flip lowers; set minima: {states: 200}"));
    }
    return Optional.empty();
  }

  BasinMap map(Journal journal, RandomKey key) {
    List<State> fallen = fallen(journal, key.fold("states"));
    Map<List<Float>, Integer> numbers = new LinkedHashMap<>();
    List<State> minima = new ArrayList<>();
    fallen.stream().sorted(Comparator.comparingDouble(State::energy)).forEach(state -> {
      if (numbers.putIfAbsent(elements(state), minima.size()) == null) {
        minima.add(state);
      }
    });
    int[] labels = fallen.stream()
        .mapToInt(state -> Objects.requireNonNull(numbers.get(elements(state))))
        .toArray();
    int[] populations = new int[minima.size()];
    for (int label : labels) {
      populations[label]++;
    }
    List<BasinMap.Basin> basins = IntStream.range(0, minima.size())
        .mapToObj(i -> new BasinMap.Basin(minima.get(i), populations[i]))
        .toList();
    progress.say(Counted.of(minima.size(), "basin") + " of " + Counted.of(labels.length, "start"));
    List<BasinMap.Link> links = links(journal, minima, key.fold("barriers"));
    return new BasinMap(
        basins,
        fallen,
        labels,
        links,
        BasinTree.of(
            minima.stream().mapToDouble(State::energy).toArray(), BasinMap.barriers(basins, links)),
        BasinMap.Settings.OF_FLIPS,
        new double[0],
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static List<Float> elements(State state) {
    List<Float> elements = new ArrayList<>();
    for (float element : state.position()) {
      elements.add(element);
    }
    return elements;
  }

  private List<State> fallen(Journal journal, RandomKey key) {
    Minima search = (Minima) config.search();
    Init init =
        search.init().orElseGet(() -> data.isPresent() ? new DataStart() : new UniformStart(1));
    FloatArray starts = init.open(energy, compute, data, key.fold("starts"))
        .draw(search.states(), key.fold("init"))
        .position();
    FloatArray ends = journal.recall(key, () -> List.of(descended(starts, key))).get(0);
    return states(Rows.of(ends));
  }

  /** Until a step moves no chain: U falls at each flip, so this ends. */
  private FloatArray descended(FloatArray starts, RandomKey key) {
    ChainState state = kernel.init(List.of(), starts);
    for (int step = 0; true; step++) {
      Transition moved = kernel.run(List.of(), state, 1, key.fold(step));
      state = moved.state();
      boolean still = true;
      for (float squares : moved.gradientNorm()) {
        still &= squares == 0;
      }
      if (still) {
        return state.position();
      }
    }
  }

  private List<State> states(List<float[]> positions) {
    float[] energies =
        kernel.init(List.of(), Rows.array(positions, energy.shape())).energy().values();
    return IntStream.range(0, energies.length)
        .mapToObj(i -> new State(positions.get(i), energies[i]))
        .toList();
  }

  private List<BasinMap.Link> links(Journal journal, List<State> minima, RandomKey key) {
    List<int[]> pairs = pairs(minima);
    progress.say("ways of flips between " + Counted.of(pairs.size(), "pair") + " of basins");
    List<BasinMap.Link> links = new ArrayList<>();
    for (int[] pair : pairs) {
      State one = minima.get(pair[0]);
      State other = minima.get(pair[1]);
      RandomKey own = key.fold(pair[0]).fold(pair[1]);
      FloatArray path = journal
          .recall(own, () -> List.of(Rows.array(better(one, other), energy.shape())))
          .get(0);
      links.add(new BasinMap.Link(pair[0], pair[1], barrier(states(Rows.of(path)))));
    }
    return links;
  }

  /** Pairs (i, j), i < j, of which one is among the nearest of the other, by the number of flips. */
  private List<int[]> pairs(List<State> minima) {
    boolean[][] seen = new boolean[minima.size()][minima.size()];
    for (int i = 0; i < minima.size(); i++) {
      State own = minima.get(i);
      int[] near = IntStream.range(0, minima.size())
          .boxed()
          .sorted(Comparator.comparingDouble(j -> own.distance(minima.get(j))))
          .mapToInt(Integer::intValue)
          .limit(config.barriers().nearest() + 1L)
          .toArray();
      for (int j : near) {
        seen[Math.min(i, j)][Math.max(i, j)] |= i != j;
      }
    }
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < seen.length; i++) {
      for (int j = i + 1; j < seen.length; j++) {
        if (seen[i][j]) {
          pairs.add(new int[] {i, j});
        }
      }
    }
    return pairs;
  }

  private List<float[]> better(State one, State other) {
    List<float[]> forth = way(one, other);
    List<float[]> back = way(other, one);
    Collections.reverse(back);
    return barrier(states(forth)).height() <= barrier(states(back)).height() ? forth : back;
  }

  private List<float[]> way(State from, State to) {
    List<float[]> path = new ArrayList<>(List.of(from.position()));
    float[] here = from.position();
    while (!Arrays.equals(here, to.position())) {
      List<float[]> next = new ArrayList<>();
      for (int i = 0; i < here.length; i++) {
        if (here[i] != to.position()[i]) {
          float[] flipped = here.clone();
          flipped[i] = to.position()[i];
          next.add(flipped);
        }
      }
      here = states(next).stream()
          .min(Comparator.comparingDouble(State::energy))
          .orElseThrow()
          .position();
      path.add(here);
    }
    return path;
  }

  private static Barrier barrier(List<State> path) {
    int top = 0;
    for (int k = 1; k < path.size(); k++) {
      top = path.get(k).energy() > path.get(top).energy() ? k : top;
    }
    return new Barrier(
        path.get(top).energy(), path.stream().map(State::position).toList(), top, false);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
