package org.ebm.basin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Vectors;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Potential;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;

/** Draws the states that are put into basins. */
final class StateDraws {
  private static final int STEPS_PER_CALL = 1000;
  /** Examples that the data's energy is measured on. */
  private static final int REFERENCE = 1000;

  private final MapBasinsConfig config;
  private final Potential energy;
  private final Optional<Examples> data;
  private final Compute compute;

  StateDraws(MapBasinsConfig config, Potential energy, Optional<Examples> data, Compute compute) {
    this.energy = energy;
    this.config = config;
    this.data = data;
    this.compute = compute;
  }

  /**
   * States in the order in which they are put into basins.
   *
   * @param classes of the examples they came from, in the same order, if they came from data that have labels
   * @param gap mean U of the states less that of data, in sd of the data's U; empty without data or for minima
   * @param slope mean norm of dU/dx where the search began, of which a pull should be a small part
   */
  record Drawn(List<State> states, Optional<int[]> classes, Optional<Double> gap, double slope) {}

  Drawn draw(Landscape landscape, Journal journal, RandomKey key) {
    if (config.search() instanceof Minima minima) {
      FloatArray starts = proposals(minima, landscape.shape(), key);
      List<Landscape.Slope> slopes = finiteSlopes(landscape, starts);
      double longestStep = config.resolution().orElse(Double.POSITIVE_INFINITY);
      Supplier<List<FloatArray>> minimised = () -> List.of(State.positions(
          Descent.from(landscape, Rows.of(starts), longestStep), landscape.shape()));
      FloatArray minimaFound = journal.recall(key, minimised).get(0);
      List<State> states = bounded(landscape.states(Rows.of(minimaFound)));
      return new Drawn(states, Optional.empty(), Optional.empty(), meanNorm(slopes));
    }
    return metastable((Metastable) config.search(), landscape, journal, key);
  }

  /** The proposals, and the starts of metastable chains. */
  FloatArray proposals(Minima minima, Shape shape, RandomKey key) {
    return minima.box().isEmpty()
        ? starts(minima.init().orElse(new DataStart()), minima.states(), key)
        : uniform(minima, shape, key.fold("box"));
  }

  private FloatArray starts(Init init, int n, RandomKey key) {
    return init.open(energy, compute, data, key.fold("starts"))
        .draw(n, key.fold("init"))
        .position();
  }

  private static FloatArray uniform(Minima minima, Shape shape, RandomKey key) {
    UniformRandomProvider generator = key.generator();
    FloatArray points = FloatArray.zeros(shape, minima.states());
    for (int i = 0; i < points.values().length; i++) {
      int axis = i % shape.elements();
      double low = minima.box().get(2 * axis);
      double high = minima.box().get(2 * axis + 1);
      points.values()[i] = (float) (low + (high - low) * generator.nextDouble());
    }
    return points;
  }

  private Drawn metastable(Metastable search, Landscape landscape, Journal journal, RandomKey key) {
    FloatArray starts = starts(search.init(), search.states(), key);
    Sampler sampler = search.sampler().orElse(config.sampler());
    FloatArray ends = journal
        .recall(key, () -> {
          FloatArray warm = moved(starts, sampler, search.steps(), key.fold("chains"));
          return List.of(moved(warm, config.sampler(), search.cooling(), key.fold("cooling")));
        })
        .get(0);
    List<Landscape.Slope> slopes = finiteSlopes(landscape, ends);
    List<float[]> positions = Rows.of(ends);
    List<State> states = IntStream.range(0, positions.size())
        .mapToObj(i -> new State(positions.get(i), slopes.get(i).energy()))
        .toList();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> states.get(i).energy()));
    Optional<int[]> classes = search.init() instanceof DataStart
        ? data.flatMap(
            examples -> examples.draw(search.states(), key.fold("init")).labels())
        : Optional.empty();
    return new Drawn(
        order.stream().map(states::get).toList(),
        classes.map(labels -> order.stream().mapToInt(i -> labels[i]).toArray()),
        data.map(examples ->
            gap(states, landscape.states(Rows.of(examples.batch(REFERENCE, key.fold("data")))))),
        meanNorm(slopes));
  }

  private static double gap(List<State> states, List<State> data) {
    Moments expected = moments(data);
    return (moments(states).mean() - expected.mean()) / expected.sd();
  }

  private static Moments moments(List<State> states) {
    return Moments.of(Rows.vector(states, State::energy).values());
  }

  private FloatArray moved(FloatArray starts, Sampler sampler, int steps, RandomKey key) {
    if (steps == 0) {
      return starts;
    }
    try (Kernel kernel = Kernel.openInDataUnits(energy, sampler, compute)) {
      ChainState state = kernel.init(List.of(), starts);
      for (int step = 0; step < steps; step += STEPS_PER_CALL) {
        int some = Math.min(STEPS_PER_CALL, steps - step);
        state = kernel.run(List.of(), state, some, key.fold(step)).state();
      }
      return state.position();
    }
  }

  private static List<State> bounded(List<State> minima) {
    long bad = minima.stream().filter(state -> !Double.isFinite(state.energy())).count();
    if (bad > 0) {
      throw new EbmException(
          ExitCode.DIVERGED,
          "search: " + Counted.some(bad, minima.size(), "descent")
              + " where U is not finite: U has no lowest value there, and no basins; map an energy that keeps its chains (ebm diagnose says so)");
    }
    return minima;
  }

  /** U and its gradient at points. */
  private static List<Landscape.Slope> finiteSlopes(Landscape landscape, FloatArray points) {
    List<Landscape.Slope> slopes = landscape.slopes(Rows.of(points));
    long bad = slopes.stream().filter(slope -> !Double.isFinite(slope.energy())).count();
    if (bad > 0 || !points.isFinite()) {
      throw new EbmException(
          ExitCode.DIVERGED,
          "search: " + Counted.some(Math.max(1, bad), slopes.size(), "state")
              + " not finite; lower the sampler's step_size, or start elsewhere");
    }
    return slopes;
  }

  private static double meanNorm(List<Landscape.Slope> slopes) {
    double sum = 0;
    for (Landscape.Slope slope : slopes) {
      sum += Vectors.norm(slope.gradient());
    }
    return sum / slopes.size();
  }
}
