package org.ebm.evaluate;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.UniformStart;

/** The model at temperature 1 / beta, from the uniform law on. */
record HeatedPath(Potential model, EnergyInputs inputs, Kernel kernel, TemperedField field)
    implements DrawPath {
  static HeatedPath open(Potential model, int sweeps, Compute compute) {
    return new HeatedPath(
        model,
        model.inputs(List.of()),
        Kernel.open(model, new Gibbs(sweeps, Gibbs.Order.SYSTEMATIC, 1), compute),
        TemperedField.open(model, compute.torch()));
  }

  @Override
  public double logReference() {
    int elements = model.shape().elements();
    double energy = energies(reference(1, RandomKey.ofSeed(0)), 0)[0];
    return elements * Math.log(model.space().support().numbers().length) - energy;
  }

  @Override
  public FloatArray reference(int n, RandomKey key) {
    return new UniformStart(1).noise(model.space(), n, key);
  }

  @Override
  public double[] energies(FloatArray position, double beta) {
    return field.energies(position, beta);
  }

  @Override
  public FloatArray moved(FloatArray position, double beta, RandomKey key) {
    Gibbs sweeps = ((Gibbs) kernel.sampler()).withTemperature(1 / beta);
    // the energies of a state are no part of a Gibbs sweep
    FloatArray unused = new FloatArray(new int[] {position.rows()}, new float[position.rows()]);
    return kernel
        .with(sweeps)
        .run(inputs, ChainState.withoutGradient(position, unused), 1, key)
        .state()
        .position();
  }

  @Override
  public void close() {
    field.close();
    kernel.close();
  }
}
