package org.ebm.energy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * The known end of an annealing path or a ladder, p_0 = N(mean, diag sd^2): U_0(x) = sum_i (x_i - mean_i)^2 / (2 sd_i^2).
 *
 * @param mean one per element of an example
 * @param sd one per element, > 0
 */
public record Reference(Shape shape, double[] mean, double[] sd) implements Potential {
  /** With the moments of examples (n, shape...); refused where an element does not vary. */
  public static Reference of(Shape shape, FloatArray examples) {
    Reference found = measured(shape, examples);
    for (int k = 0; k < found.sd.length; k++) {
      if (!(found.sd[k] > 0 && Double.isFinite(found.sd[k]))) {
        throw new ConfigException(
            "data",
            "element " + k + " of " + examples.rows() + " examples has standard deviation "
                + found.sd[k]
                + ", so no normal law can start the annealing; add data noise, or give its sd (ais.reference_sd, replica_exchange.reference.gaussian.sd)");
      }
    }
    return found;
  }

  /** With the moments of examples to which normal noise is added. */
  public static Reference noisy(Shape shape, FloatArray examples, double noise) {
    Reference clear = measured(shape, examples);
    double[] sd = Arrays.stream(clear.sd).map(own -> Math.hypot(own, noise)).toArray();
    return new Reference(shape, clear.mean, sd);
  }

  private static Reference measured(Shape shape, FloatArray examples) {
    int d = shape.elements();
    double[] mean = new double[d];
    double[] squares = new double[d];
    float[] values = examples.values();
    for (int i = 0; i < values.length; i++) {
      mean[i % d] += values[i] / (double) examples.rows();
    }
    for (int i = 0; i < values.length; i++) {
      squares[i % d] += (values[i] - mean[i % d]) * (values[i] - mean[i % d]);
    }
    double[] sd = Arrays.stream(squares)
        .map(sum -> Math.sqrt(sum / (examples.rows() - 1)))
        .toArray();
    return new Reference(shape, mean, sd);
  }

  /** N(0, sd^2 I). */
  public static Reference isotropic(Shape shape, double sd) {
    double[] all = new double[shape.elements()];
    Arrays.fill(all, sd);
    return new Reference(shape, new double[all.length], all);
  }

  /** n exact draws, (n, shape...). */
  public FloatArray draw(int n, RandomKey key) {
    var normal = ZigguratSampler.NormalizedGaussian.of(key.fold("reference").generator());
    FloatArray draws = FloatArray.zeros(shape, n);
    for (int i = 0; i < draws.values().length; i++) {
      int k = i % mean.length;
      draws.values()[i] = (float) (mean[k] + sd[k] * normal.sample());
    }
    return draws;
  }

  /** log Z_0 = d/2 log(2 pi) + sum_i log sd_i. */
  public double logPartition() {
    return mean.length / 2.0 * Math.log(2 * Math.PI)
        + Arrays.stream(sd).map(Math::log).sum();
  }

  /** U_0 of each position (n, shape...). */
  public double[] energies(FloatArray position) {
    double[] energies = new double[position.rows()];
    for (int i = 0; i < position.values().length; i++) {
      int k = i % mean.length;
      double z = (position.values()[i] - mean[k]) / sd[k];
      energies[i / mean.length] += z * z / 2;
    }
    return energies;
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    List<Method> methods = List.of(
        Method.of(EnergyModule.PREPARE, "return annotate(List[Tensor], [])"),
        Method.of("half_sum(z: Tensor) -> Tensor", """
            return torch.mul(torch.sum(torch.reshape(z, [torch.size(z, 0), -1]), [1]), 0.5)"""),
        Method.of(EnergyModule.ENERGY, """
            z = torch.sub(x, self.mean)
            return self.half_sum(torch.mul(z, torch.mul(z, self.precision)))"""),
        Method.of(EnergyModule.ENERGY_GRADIENT, """
            z = torch.sub(x, self.mean)
            pull = torch.mul(z, self.precision)
            return (self.half_sum(torch.mul(z, pull)), pull)"""),
        Method.of(EnergyModule.GRADIENT, """
            return torch.mul(torch.sub(x, self.mean), self.precision)"""));
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("mean", means());
    arrays.put("precision", precisions());
    return new EnergyModule(new TorchClass("Normal", methods).fixing(arrays), 0);
  }

  /** The smallest sd. */
  public double narrowest() {
    return Arrays.stream(sd).min().orElseThrow();
  }

  /** The means, (shape...). */
  public FloatArray means() {
    return array(mean);
  }

  /** 1 / sd^2, (shape...). */
  public FloatArray precisions() {
    return array(Arrays.stream(sd).map(s -> 1 / (s * s)).toArray());
  }

  private FloatArray array(double[] values) {
    FloatArray array = FloatArray.zeros(shape, 1);
    for (int k = 0; k < values.length; k++) {
      array.values()[k] = (float) values[k];
    }
    return array;
  }
}
