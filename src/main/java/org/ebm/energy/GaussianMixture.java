package org.ebm.energy;

import java.util.List;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.script.Method;

/**
 * The energy of Gaussians of one width in the plane, U(x) = -log sum_k w_k N(x; mu_k, sd^2 I): the law of the data set of this name, so what a network
 * should learn from it. log Z = 0; its keys are the data set's.
 * <p>With the defaults: 8 minima of U = 0.123074 at radius 0.9999987, 8 saddles of U = 2.684301 midway between neighbours at radius 0.923880, a maximum
 * of 20.26586 at the origin.
 */
public record GaussianMixture(
    @Key(value = "number of Gaussians on the ring", range = ">= 1", byDefault = "8")
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
    List<Double> weights)
    implements Energy {
  public GaussianMixture {
    // the data set's checks are this energy's
    var same = new org.ebm.data.GaussianMixture(groups, radius, sd, means, weights);
    means = same.means();
    weights = same.weights();
  }

  /** Evenly weighted on a ring. */
  public static GaussianMixture ring(int groups, double radius, double sd) {
    return new GaussianMixture(groups, radius, sd, List.of(), List.of());
  }

  /** The data set whose law this is. */
  public org.ebm.data.GaussianMixture data() {
    return new org.ebm.data.GaussianMixture(groups, radius, sd, means, weights);
  }

  @Override
  public Shape shape() {
    return data().shape();
  }

  @Override
  public List<Method> methods(Precision precision) {
    double[] logWeights = data().modeWeights();
    for (int k = 0; k < logWeights.length; k++) {
      logWeights[k] = Math.log(logWeights[k] / (2 * Math.PI * sd * sd));
    }
    String shared =
        """
        offset = torch.sub(torch.unsqueeze(x, 1), %s)
        log_terms = torch.add(torch.mul(torch.sum(torch.mul(offset, offset), [2]), %s), %s)
        """.formatted(Formula.matrix(data().modes()), -0.5 / (sd * sd), Formula.vector(logWeights));
    String mean =
        "torch.sum(torch.mul(torch.unsqueeze(torch.softmax(log_terms, 1), 2), offset), [1])";
    return new Formula(
            shared,
            "torch.neg(torch.logsumexp(log_terms, [1]))",
            "torch.mul(" + mean + ", " + 1 / (sd * sd) + ")")
        .methods();
  }
}
