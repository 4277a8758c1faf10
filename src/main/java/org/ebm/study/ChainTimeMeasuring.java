package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.ChainTime;
import org.ebm.diagnose.Moments;
import org.ebm.diagnose.SlicedWasserstein;
import org.ebm.energy.Potential;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.StartStates;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.GeneratorStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Starts;
import org.ebm.sampler.UniformStart;

/**
 * Chains as in training, gone on with, against the data.
 *
 * @param kernel the chain
 * @param field energies, in float32
 * @param compute of starts that are computed
 * @param longRun the long chains, whose seed these have
 */
record ChainTimeMeasuring(
    DiagnosisConfig config,
    Potential energy,
    Examples data,
    Kernel kernel,
    Kernel field,
    Compute compute,
    SampleConfig longRun,
    RandomKey key) {
  private static final int POINTS = 500;
  private static final int OTHERS = 200;
  /** Between times at which chains are looked at. */
  private static final double RATIO = 1.5;
  /** Times K that chains from noise are followed, to see when they get to the energies of data. */
  private static final int LONGER = 40;

  ChainTime of(ShortRun run) {
    Starts starts = starts(run);
    Examples compared = compared();
    int most = data.space().layout() == Layout.POINT ? POINTS : OTHERS;
    int chains = Math.min(starts.limit(), most);
    FloatArray held = compared.batch(chains, key.fold("data"));
    FloatArray other = compared.batch(chains, key.fold("other data"));
    Moments ofData = Moments.of(energies(compared.batch(2 * most, key.fold("energies"))));
    double sd = DataScale.largestSd(compared);
    Follow follow = new Follow(held, ofData, sd);
    Optional<ChainTime.Curve> noise = !(run.init() instanceof GeneratorStart)
        ? Optional.empty()
        : Optional.of(follow.from(
            starts(new ShortRun(run.steps(), noise(sd))).draw(chains, key.fold("noise")),
            times(run.steps(), LONGER),
            key.fold("chains from noise")));
    return new ChainTime(
        run.steps(),
        follow.from(
            starts.draw(chains, key.fold("start")),
            times(run.steps(), ChainTime.FOLLOWED),
            key.fold("chains")),
        noise,
        distance(other, held, sd),
        config.sampler().gradientsPerStep());
  }

  /** Of an energy that is told a class, the data of it. */
  private Examples compared() {
    return data.ofClass(energy.fixedLabel().map(Potential.Label::value));
  }

  private Starts starts(ShortRun run) {
    return StartStates.open(
        config.shortRun(longRun, run), energy, Optional.of(data), compute, warning -> {});
  }

  /** As wide as the data: images in [-1, 1], points with the sd of data, and standard numbers where the energy knows those. */
  private Init noise(double sd) {
    if (data.space().layout() == Layout.POINT) {
      return new GaussianStart(energy.units().isPresent() ? 1 : sd);
    }
    return new UniformStart(1);
  }

  /** From 1 to some times K, K among them. */
  private static List<Integer> times(int trained, int followed) {
    TreeSet<Integer> times = new TreeSet<>(List.of(trained));
    double last = (double) followed * trained;
    for (double time = last; time >= 1; time /= RATIO) {
      times.add((int) Math.round(time));
    }
    times.add(1);
    return List.copyOf(times);
  }

  private float[] energies(FloatArray positions) {
    return field.init(List.of(), positions).energy().values();
  }

  private double distance(FloatArray chains, FloatArray held, double sd) {
    return Math.sqrt(SlicedWasserstein.squared(chains, held, key.fold("directions"))) / sd;
  }

  /** What curves have in common. */
  private final class Follow {
    private final FloatArray held;
    private final Moments ofData;
    private final double sd;

    Follow(FloatArray held, Moments ofData, double sd) {
      this.held = held;
      this.ofData = ofData;
      this.sd = sd;
    }

    /** Up to the last time at which all chains are finite. */
    ChainTime.Curve from(Starts.Draw start, List<Integer> times, RandomKey noise) {
      List<double[]> rows = new ArrayList<>();
      ChainState state = kernel.init(List.of(), start.position());
      rows.add(row(0, state));
      int done = 0;
      for (int time : times) {
        state = kernel.run(List.of(), state, time - done, noise.fold(time)).state();
        done = time;
        if (state.nonFinite() > 0) {
          break;
        }
        rows.add(row(time, state));
      }
      return new ChainTime.Curve(
          rows.stream().mapToInt(row -> (int) row[0]).toArray(),
          rows.stream().mapToDouble(row -> row[1]).toArray(),
          rows.stream().mapToDouble(row -> row[2]).toArray());
    }

    private double[] row(int time, ChainState state) {
      double mean = Moments.of(energies(state.position())).mean();
      return new double[] {
        time, (ofData.mean() - mean) / ofData.sd(), distance(state.position(), held, sd)
      };
    }
  }
}
