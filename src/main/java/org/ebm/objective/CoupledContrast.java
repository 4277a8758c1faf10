package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;
import org.ebm.sampler.CoupledChains;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Starts;

/**
 * Data against the model without the bias of short chains. A chain X is one step ahead of a chain Y that is coupled to it and starts by the same law. With f any mean that is wanted, here dU/dp,
 * f(X_k) + sum over t &gt; k, until X_t = Y_(t-1), of f(X_t) - f(Y_(t-1)) has the mean of f under the model, for every k: k is the steps of an update, and larger ones have less variance.
 * <p>Source: Jacob, O'Leary and Atchade (2020), equation 2.1; Qiu, Zhang and Wang (2020), ICLR, for energies.
 */
final class CoupledContrast implements Estimator {
  private static final List<Metric> METRICS = List.of(
      new Metric("energy_gap", Metric.Role.GAP),
      new Metric("energy_data", Metric.Role.LEVEL),
      new Metric("energy_model", Metric.Role.LEVEL),
      Metric.other("meeting_time"),
      Metric.other("unmet"));

  /** Steps of a call, after which pairs that have met are left out. */
  private static final int AT_ONCE = 20;

  private final MaximumLikelihood objective;
  private final int mostSteps;
  private final Potential energy;
  private final Starts starts;
  private final Kernel kernel;
  private final CoupledChains pairs;
  private final SampleContrast contrast;

  CoupledContrast(MaximumLikelihood objective, Potential energy, Starts starts, Compute compute) {
    this.objective = objective;
    this.mostSteps = objective.coupled().orElseThrow().mostSteps();
    this.energy = energy;
    this.starts = starts;
    this.kernel = Kernel.open(energy, objective.sampler(), compute);
    this.pairs = CoupledChains.open(energy, objective.sampler(), compute);
    this.contrast = new SampleContrast(energy, compute);
  }

  @Override
  public List<Metric> metrics() {
    return METRICS;
  }

  /**
   * States and their signs, whose weighted sum of f is the estimate for each pair, summed.
   *
   * @param meeting of each pair: steps of the chain ahead until the two met, or were given up
   */
  private record Signed(List<float[]> states, List<Integer> signs, int[] meeting, boolean[] met) {
    long unmet() {
      return IntStream.range(0, met.length).filter(pair -> !met[pair]).count();
    }
  }

  @Override
  public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
    FloatArray data = batch.examples();
    energy.space().require("data", data);
    EnergyInputs inputs =
        energy.inputs(Objects.requireNonNull(weights.get(Player.ENERGY)).list());
    int n = objective.chains().orElse(data.rows());
    Signed samples = samples(inputs, n, key);
    double[] shares =
        samples.signs().stream().mapToDouble(sign -> sign / (double) n).toArray();
    SampleContrast.Learned learned =
        contrast.of(weights, inputs, data, rows(samples.states()), shares, key);
    double meeting = Arrays.stream(samples.meeting()).average().orElseThrow();
    return new Estimate(learned.gradients(), new double[] {
      learned.gap(), learned.ofData(), learned.ofModel(), meeting, (double) samples.unmet() / n
    });
  }

  /** Pairs on their way. number: which of all each is. done: steps of the chain ahead. */
  private record Running(FloatArray ahead, FloatArray behind, int[] number, int done) {}

  private Signed samples(EnergyInputs inputs, int n, RandomKey key) {
    int k = objective.steps();
    FloatArray first = starts.draw(n, key.fold("init").fold("ahead")).position();
    FloatArray behind = starts.draw(n, key.fold("init").fold("behind")).position();
    FloatArray ahead = kernel
        .run(inputs, kernel.init(inputs, first), 1, key.fold("lag"))
        .state()
        .position();
    Signed found = new Signed(new ArrayList<>(), new ArrayList<>(), new int[n], new boolean[n]);
    if (k == 1) {
      for (int i = 0; i < n; i++) {
        add(found, ahead.slice(i, i + 1).values(), 1);
      }
    }
    Running running = new Running(ahead, behind, IntStream.range(0, n).toArray(), 1);
    while (running.number().length > 0 && running.done() < mostSteps) {
      running = moved(inputs, running, found, key.fold("pairs"));
    }
    return found;
  }

  /** Some steps on, without those that have met and given their first term. */
  private Running moved(EnergyInputs inputs, Running from, Signed found, RandomKey key) {
    int k = objective.steps();
    int done = from.done();
    int steps = Math.min(AT_ONCE, (done < k ? k : mostSteps) - done);
    CoupledChains.Paths paths =
        pairs.run(inputs, from.ahead(), from.behind(), steps, key.fold(done));
    requireFinite(paths.path(), done + steps);
    add(found, paths, from.number(), done, steps);
    List<Integer> left = IntStream.range(0, from.number().length)
        .filter(i -> paths.apart()[i] == steps || done + steps < k)
        .boxed()
        .toList();
    return new Running(
        paths.ends(left, true),
        paths.ends(left, false),
        left.stream().mapToInt(i -> from.number()[i]).toArray(),
        done + steps);
  }

  /** The first term where step k is among these steps, and differences after it. */
  private void add(Signed found, CoupledChains.Paths paths, int[] pair, int done, int steps) {
    int k = objective.steps();
    for (int i = 0; i < pair.length; i++) {
      int apart = (int) paths.apart()[i];
      if (!found.met()[pair[i]]) {
        found.meeting()[pair[i]] = done + Math.min(apart + 1, steps);
        found.met()[pair[i]] = apart < steps;
      }
      for (int s = 1; s <= steps; s++) {
        int t = done + s;
        if (t == k) {
          add(found, paths.at(i, s, true), 1);
        } else if (t > k && s <= apart) {
          add(found, paths.at(i, s, true), 1);
          add(found, paths.at(i, s, false), -1);
        }
      }
    }
  }

  private static void add(Signed found, float[] state, int sign) {
    found.states().add(state);
    found.signs().add(sign);
  }

  private FloatArray rows(List<float[]> states) {
    FloatArray all = FloatArray.zeros(energy.shape(), states.size());
    int width = energy.shape().elements();
    for (int i = 0; i < states.size(); i++) {
      System.arraycopy(states.get(i), 0, all.values(), i * width, width);
    }
    return all;
  }

  private static void requireFinite(FloatArray path, int steps) {
    if (!path.isFinite()) {
      throw new EbmException(
          ExitCode.DIVERGED, "a coupled chain is non-finite after " + steps + " steps");
    }
  }

  /** Chains of k steps, as without coupling. */
  @Override
  public Optional<FloatArray> shortRun(Map<String, Weights> weights, Batch wanted, RandomKey key) {
    EnergyInputs inputs =
        energy.inputs(Objects.requireNonNull(weights.get(Player.ENERGY)).list());
    FloatArray start = starts.draw(wanted.examples().rows(), key.fold("init")).position();
    return Optional.of(kernel
        .run(inputs, kernel.init(inputs, start), objective.steps(), key.fold("chains"))
        .state()
        .position());
  }

  @Override
  public void close() {
    kernel.close();
    pairs.close();
    contrast.close();
  }
}
