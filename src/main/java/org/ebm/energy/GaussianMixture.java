package org.ebm.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Condition;

/**
 * The energy of Gaussians of one width in the plane, U(x) = -log sum_k w_k N(x; mu_k, sd^2 I): the law of the data set of this name, so what a network
 * should learn from it. log Z = 0; its keys are the data set's.
 * <p>With the defaults: 8 minima of U = 0.123074 at radius 0.9999987, 8 saddles of U = 2.684301 midway between neighbours at radius 0.923880, a maximum
 * of 20.26586 at the origin.
 * <p>With noise levels, U(x; sigma) is the energy of the mixture with normal noise added: its Gaussians have the variance sd^2 + sigma^2.
 */
@Kind("gaussian_mixture")
public record GaussianMixture(
    @Key(value = "number of Gaussians on the ring", range = ">= 1, <= 100000", byDefault = "8")
    int groups,

    @Key(value = "radius of the ring, data units", range = ">= 0", byDefault = "1.0")
    double radius,

    @Key(
        value = "standard deviation of each Gaussian along each axis, data units",
        range = "> 0",
        byDefault = "0.15")
    double sd,

    @Key(
        value = "centres [x, y] in place of the ring; groups and radius are then left out",
        byDefault = "[]")
    List<List<Double>> means,

    @Key(
        value = "relative weight of each Gaussian, scaled to sum 1; all equal if empty",
        range = "> 0",
        byDefault = "[]")
    List<Double> weights,

    @Key(
        value = "levels of noise at which the energy is known; none: of the data alone",
        byDefault = "none")
    Optional<NoiseLevels> noiseLevels)
    implements SelfContained {
  public GaussianMixture {
    // the data set's checks are this energy's
    var same = new org.ebm.data.MixtureDraws(groups, radius, sd, means, weights);
    means = same.means();
    weights = same.weights();
  }

  /** The energy of the data alone. */
  public GaussianMixture(
      int groups, double radius, double sd, List<List<Double>> means, List<Double> weights) {
    this(groups, radius, sd, means, weights, Optional.empty());
  }

  /** Evenly weighted on a ring. */
  public static GaussianMixture ring(int groups, double radius, double sd) {
    return new GaussianMixture(groups, radius, sd, List.of(), List.of());
  }

  /** The data set whose law this is. */
  public org.ebm.data.MixtureDraws data() {
    return new org.ebm.data.MixtureDraws(groups, radius, sd, means, weights);
  }

  @Override
  public Shape shape() {
    return data().shape();
  }

  @Override
  public List<Condition> conditions() {
    return noiseLevels.map(NoiseLevels::condition).stream().toList();
  }

  @Override
  public Optional<double[]> tails() {
    double a = 1 / (2 * sd * sd);
    return noiseLevels.isEmpty() ? Optional.of(new double[] {a, a}) : Optional.empty();
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    double[] logWeights = data().modeWeights();
    Arrays.setAll(logWeights, k -> Math.log(logWeights[k]));
    // log N(x; mu, v I) = -|x - mu|^2 / 2v - log(2 pi v)
    String shared = String.format(
        Locale.ROOT,
        """
        variance = %s
        offset = torch.sub(torch.unsqueeze(x, 1), %s)
        squares = torch.sum(torch.mul(offset, offset), [2])
        log_heights = torch.sub(%s, torch.log(torch.mul(variance, %s)))
        log_terms = torch.add(torch.div(torch.mul(squares, -0.5), variance), log_heights)
        """,
        noiseLevels.isEmpty()
            ? Formula.vector(sd * sd)
            : "torch.reshape(torch.add(torch.mul(c[0], c[0]), " + sd * sd + "), [-1, 1])",
        Formula.matrix(data().modes()),
        Formula.vector(logWeights),
        2 * Math.PI);
    String mean =
        "torch.sum(torch.mul(torch.unsqueeze(torch.softmax(log_terms, 1), 2), offset), [1])";
    return new Formula(
            "GaussianMixture",
            shared,
            "torch.neg(torch.logsumexp(log_terms, [1]))",
            "torch.div(" + mean + ", variance)")
        .module();
  }
}
