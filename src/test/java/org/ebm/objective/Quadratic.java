package org.ebm.objective;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/** U(x) = x' A x / 2 + b' x with parameters A (d, d) and b (d): a Gaussian, for which every objective's optimum is known. Only the symmetric part of A counts. */
record Quadratic(int d) implements Potential {
  @Override
  public Shape shape() {
    return Shape.of(d);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("a", Shape.of(d, d), 1), new Parameter("b", Shape.of(d), 1));
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    List<Method> methods = List.of(
        Method.of(EnergyModule.PREPARE, "return p"),
        Method.of(EnergyModule.ENERGY, """
            square = torch.mul(torch.sum(torch.mul(torch.mm(x, w[0]), x), [1]), 0.5)
            return torch.add(square, torch.mv(x, w[1]))"""),
        Method.of(EnergyModule.GRADIENT, """
            symmetric = torch.mul(torch.add(w[0], torch.t(w[0])), 0.5)
            return torch.add(torch.mm(x, symmetric), w[1])"""),
        Method.of(
            EnergyModule.ENERGY_GRADIENT, "return (self.energy(x, w, c), self.gradient(x, w, c))"));
    return new EnergyModule(new TorchClass("Quadratic", methods), 2);
  }

  List<FloatArray> parameters(double[] theta) {
    float[] a = new float[d * d];
    float[] b = new float[d];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) theta[i];
    }
    for (int i = 0; i < d; i++) {
      b[i] = (float) theta[d * d + i];
    }
    return List.of(new FloatArray(new int[] {d, d}, a), FloatArray.of(b));
  }
}
