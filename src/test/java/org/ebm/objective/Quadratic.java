package org.ebm.objective;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;

/** U(x) = x' A x / 2 + b' x with parameters A (d, d) and b (d): a Gaussian, for which every objective's optimum is known. Only the symmetric part of A counts. */
record Quadratic(int d) implements Potential {
  @Override
  public Shape shape() {
    return Shape.of(d);
  }

  @Override
  public List<Method> methods(Precision precision) {
    return List.of(
        Method.of("prepare(p: List[Tensor]) -> List[Tensor]", "return p"),
        Method.of("energy_with(x: Tensor, w: List[Tensor]) -> Tensor", """
            square = torch.mul(torch.sum(torch.mul(torch.mm(x, w[0]), x), [1]), 0.5)
            return torch.add(square, torch.mv(x, w[1]))"""),
        Method.of(
            "energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]",
            "return (self.energy_with(x, w), self.gradient_with(x, w))"),
        Method.of("gradient_with(x: Tensor, w: List[Tensor]) -> Tensor", """
            symmetric = torch.mul(torch.add(w[0], torch.t(w[0])), 0.5)
            return torch.add(torch.mm(x, symmetric), w[1])"""));
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
