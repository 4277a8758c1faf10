package org.ebm.data;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.LogSum;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Gaussians of one width in the plane: evenly on a ring, the first at angle 0 and then counter-clockwise, or around given means.
 * <p>log q(x) = logsumexp_k(log w_k - |x - mu_k|^2 / (2 sd^2)) - log(2 pi sd^2). With the defaults its entropy is 1.09323 nats.
 */
@Kind("gaussian_mixture")
public record MixtureDraws(
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
    List<Double> weights)
    implements Dataset {
  private static final int DEFAULT_GROUPS = 8;
  private static final double DEFAULT_RADIUS = 1;

  public MixtureDraws {
    means = means.stream().map(List::copyOf).toList();
    weights = List.copyOf(weights);
    checkMeans(means);
    boolean ringDescribed = groups != DEFAULT_GROUPS || radius != DEFAULT_RADIUS;
    if (!means.isEmpty() && ringDescribed) {
      throw new ConfigException(
          "means", "groups and radius place a ring and mean nothing beside means; leave them out");
    }
    int modes = means.isEmpty() ? groups : means.size();
    if (!weights.isEmpty() && weights.size() != modes) {
      throw new ConfigException(
          "weights", "got " + weights.size() + " weights for " + modes + " Gaussians");
    }
  }

  /** Evenly weighted on a ring. */
  public static MixtureDraws ring(int groups, double radius, double sd) {
    return new MixtureDraws(groups, radius, sd, List.of(), List.of());
  }

  /** Centres of the Gaussians: (x, y) each, on the ring or as given. */
  public double[][] modes() {
    double[][] modes = new double[means.isEmpty() ? groups : means.size()][];
    for (int k = 0; k < modes.length; k++) {
      double angle = 2 * Math.PI * k / modes.length;
      modes[k] = means.isEmpty()
          ? new double[] {radius * Math.cos(angle), radius * Math.sin(angle)}
          : new double[] {means.get(k).get(0), means.get(k).get(1)};
    }
    return modes;
  }

  /** Probability of each mode, in the order of {@link #modes}; sums to 1. */
  public double[] modeWeights() {
    double total = weights.stream().mapToDouble(Double::doubleValue).sum();
    int modes = means.isEmpty() ? groups : means.size();
    double[] normalised = new double[modes];
    for (int k = 0; k < modes; k++) {
      normalised[k] = weights.isEmpty() ? 1.0 / modes : weights.get(k) / total;
    }
    return normalised;
  }

  @Override
  public Shape shape() {
    return PlaneExamples.POINT;
  }

  /** Fresh draws: another key gives others. */
  @Override
  public Optional<Dataset> heldOut() {
    return Optional.of(this);
  }

  @Override
  public Examples open() {
    return PlaneExamples.of(identity(), new Density(modes(), modeWeights(), sd));
  }

  /** What old runs know these data by: a key that comes later is named only where it is not its default. */
  String identity() {
    return "GaussianMixture[groups=" + groups + ", radius=" + radius + ", sd=" + sd + ", means="
        + means + ", weights=" + weights + "]";
  }

  private static void checkMeans(List<List<Double>> means) {
    for (int k = 0; k < means.size(); k++) {
      List<Double> mean = means.get(k);
      if (mean.size() != 2 || !mean.stream().allMatch(Double::isFinite)) {
        throw new ConfigException(
            "means[" + k + "]", "a centre is two finite numbers [x, y], got " + mean);
      }
    }
  }

  private record Density(double[][] modes, double[] weights, double sd) implements PlaneDensity {
    @Override
    public double[] draw(Dice dice) {
      double left = dice.uniform();
      int k = 0;
      while (k < modes.length - 1 && left >= weights[k]) {
        left -= weights[k++];
      }
      return new double[] {modes[k][0] + sd * dice.gaussian(), modes[k][1] + sd * dice.gaussian()};
    }

    @Override
    public double log(double x, double y) {
      double[] terms = new double[modes.length];
      for (int k = 0; k < modes.length; k++) {
        double dx = x - modes[k][0];
        double dy = y - modes[k][1];
        terms[k] = Math.log(weights[k]) - (dx * dx + dy * dy) / (2 * sd * sd);
      }
      return LogSum.of(terms) - Math.log(2 * Math.PI * sd * sd);
    }

    @Override
    public Box box() {
      Box box = new Box(modes[0][0], modes[0][0], modes[0][1], modes[0][1]);
      for (double[] mode : modes) {
        box = new Box(
            Math.min(box.xMin(), mode[0]),
            Math.max(box.xMax(), mode[0]),
            Math.min(box.yMin(), mode[1]),
            Math.max(box.yMax(), mode[1]));
      }
      return box.grown(4 * sd);
    }
  }
}
