package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Vectors;
import org.ebm.base.Weights;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Sampler;

/**
 * The gradient of a {@link KlTerm} in the parameters. With v the derivative of the term in an end x', which is known from where the chain ended, it is that of v x'(parameters): the last steps
 * are done once more, recorded, with the noise that they had. Exact, and without the energy at x'.
 */
final class ThroughChains implements AutoCloseable {
  private static final Metric RATIO = Metric.other("kl_ratio");
  private static final Metric ENTROPY = Metric.other("kl_entropy");

  private final KlTerm term;
  private final Potential energy;
  private final Sampler sampler;
  private final LossGradient gradient;

  ThroughChains(KlTerm term, Potential energy, Sampler sampler, Compute compute) {
    this.term = term;
    this.energy = energy;
    this.sampler = sampler;
    this.gradient = new LossGradient(energy, List.of(), projection(sampler, term.steps()), compute);
  }

  /**
   * @param gradient of the term, by player
   * @param logDistance mean log NN(x'), NaN without a bank
   * @param projections v x', (n)
   */
  record Result(Map<String, Weights> gradient, double logDistance, float[] projections) {}

  /** Size of the term's gradient against that of the rest and, with an entropy, mean log distance to the bank. */
  List<Metric> metrics() {
    return term.entropyWeight() > 0 ? List.of(RATIO, ENTROPY) : List.of(RATIO);
  }

  /**
   * An update's gradient with the term's added, and its numbers with {@link #metrics}.
   *
   * @param key of the update
   * @throws EbmException diverged (exit 4) if the term's gradient is not finite
   */
  Estimate added(
      Map<String, Weights> weights,
      Contrast.Update update,
      Optional<FloatArray> bank,
      RandomKey key) {
    Result result = of(
        weights,
        update.before().slice(0, term.chains()),
        update.end(),
        bank,
        update.told(),
        Contrast.apart(key));
    List<FloatArray> own =
        Objects.requireNonNull(result.gradient().get(Player.ENERGY)).list();
    List<FloatArray> sum =
        Objects.requireNonNull(update.gradient().get(Player.ENERGY)).list();
    double norm = Vectors.norm(own);
    double ratio = norm / Vectors.norm(sum);
    if (!Double.isFinite(norm)) {
      throw new EbmException(ExitCode.DIVERGED, "the gradient of the kl term is non-finite");
    }
    LossGradient.add(sum, own);
    DoubleStream told = term.entropyWeight() > 0
        ? DoubleStream.of(ratio, result.logDistance())
        : DoubleStream.of(ratio);
    double[] values =
        DoubleStream.concat(DoubleStream.of(update.values()), told).toArray();
    return new Estimate(update.gradient(), values);
  }

  /** v x' of each chain: the last two of the conditions are the sampler's numbers and v. */
  private static Loss projection(Sampler sampler, int steps) {
    return Loss.of(
        List.of(Metric.other("projection")),
        Graph.RECORDED,
        String.format(Locale.ROOT, """
        arg = torch.select(c[-2], 0, 0)
        %s
        x = torch.requires_grad_(torch.detach(x), True)
        g = (self.energy).gradient(x, w, c)
        for step in range(%d):
        """, sampler.begin(), steps)
            + sampler.step(false).indent(2)
            + "return torch.unsqueeze(torch.sum(torch.flatten(torch.mul(x, c[-1]), 1), [1]), 1)");
  }

  /**
   * @param before the followed chains, as many steps before their end as are followed, (n, ...)
   * @param end of at least n chains
   * @param bank to be far from, (m, ...), where there is one
   * @param told what the energy is told of at least n chains
   * @param key that the last steps were made with
   */
  Result of(
      Map<String, Weights> weights,
      FloatArray before,
      ChainState end,
      Optional<FloatArray> bank,
      List<FloatArray> told,
      RandomKey key) {
    int n = before.rows();
    FloatArray x = end.position().slice(0, n);
    double temperature = energy.temperature();
    float[] slope = end.gradient().slice(0, n).values();
    float[] v = new float[slope.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) (term.weight() * temperature * slope[i]);
    }
    double logDistance = bank.map(states -> repel(x, states, v)).orElse(Double.NaN);
    List<FloatArray> conditions = new ArrayList<>();
    told.forEach(each -> conditions.add(each.rows() == 1 ? each : each.slice(0, n)));
    float[] numbers = sampler.arguments();
    conditions.add(new FloatArray(new int[] {1, numbers.length}, numbers));
    conditions.add(new FloatArray(x.shape(), v));
    float[] each = new float[n];
    Arrays.fill(each, (float) (term.sign().factor() / n));
    LossGradient.Result result = gradient.of(weights, before, conditions, each, key);
    return new Result(result.gradients(), logDistance, result.column(0));
  }

  /**
   * Subtracts entropy_weight d/dx log |x - b| from v, with b the nearest other state of the bank.
   *
   * @return mean log |x - b|
   */
  private double repel(FloatArray x, FloatArray bank, float[] v) {
    int size = x.rowElements();
    double sum = 0;
    int kept = 0;
    for (int i = 0; i < x.rows(); i++) {
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < bank.rows(); j++) {
        double squares = 0;
        for (int k = 0; k < size && squares < least; k++) {
          double between = x.values()[i * size + k] - bank.values()[j * size + k];
          squares += between * between;
        }
        // a state at distance 0 is the chain's own: its logarithm has no gradient
        if (squares > 0 && squares < least) {
          least = squares;
          nearest = j;
        }
      }
      if (nearest < 0) {
        continue;
      }
      sum += Math.log(least) / 2;
      kept++;
      for (int k = 0; k < size; k++) {
        double between = x.values()[i * size + k] - bank.values()[nearest * size + k];
        v[i * size + k] -= (float) (term.entropyWeight() * between / least);
      }
    }
    return sum / kept;
  }

  @Override
  public void close() {
    gradient.close();
  }
}
