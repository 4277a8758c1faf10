package org.ebm.evaluate;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Rbm;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.Kernel;

/**
 * Machines between independent visible bits, as often 1 as in data, and a machine of bits: weights beta W, hidden biases beta c, visible biases (1 - beta) a + beta b. Source: Salakhutdinov and Murray (2008), ICML,
 * section 4.1.
 *
 * @param a log odds of the bits at beta 0
 * @param parameters W, b and c
 */
record BaseRatePath(Rbm machine, double[] a, List<FloatArray> parameters, Kernel kernel)
    implements DrawPath {
  /** @param examples of the data, (n, ...); one 0 and one 1 of each bit is counted beside them, so that no odds are infinite */
  static BaseRatePath open(
      Rbm machine, List<FloatArray> parameters, FloatArray examples, int sweeps, Compute compute) {
    int units = machine.shape().elements();
    double[] ones = new double[units];
    for (int i = 0; i < examples.values().length; i++) {
      ones[i % units] += examples.values()[i];
    }
    double[] a = new double[units];
    for (int i = 0; i < units; i++) {
      a[i] = Math.log((ones[i] + 1) / (examples.rows() - ones[i] + 1));
    }
    Kernel kernel = Kernel.open(machine, new Gibbs(sweeps, Gibbs.Order.SYSTEMATIC, 1), compute);
    return new BaseRatePath(machine, a, parameters, kernel);
  }

  private List<FloatArray> between(double beta) {
    float[] bias = new float[a.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) ((1 - beta) * a[i] + beta * parameters.get(1).values()[i]);
    }
    return List.of(
        times(parameters.get(0), beta), FloatArray.of(bias), times(parameters.get(2), beta));
  }

  private static FloatArray times(FloatArray array, double beta) {
    float[] values = array.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (beta * values[i]);
    }
    return new FloatArray(array.shape(), values);
  }

  @Override
  public double logReference() {
    double sum = machine.hidden() * Math.log(2);
    for (double odds : a) {
      sum += Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
    }
    return sum;
  }

  @Override
  public FloatArray reference(int n, RandomKey key) {
    UniformRandomProvider generator = key.fold("base rates").generator();
    FloatArray draws = FloatArray.zeros(machine.shape(), n);
    for (int i = 0; i < draws.values().length; i++) {
      double odds = a[i % a.length];
      draws.values()[i] = generator.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
    }
    return draws;
  }

  @Override
  public double[] energies(FloatArray position, double beta) {
    float[] values = kernel.init(between(beta), position).energy().values();
    double[] energies = new double[values.length];
    for (int i = 0; i < energies.length; i++) {
      energies[i] = values[i];
    }
    return energies;
  }

  @Override
  public FloatArray moved(FloatArray position, double beta, RandomKey key) {
    FloatArray unused = new FloatArray(new int[] {position.rows()}, new float[position.rows()]);
    return kernel
        .run(between(beta), ChainState.withoutGradient(position, unused), 1, key)
        .state()
        .position();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
