package org.ebm.energy;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.ebm.base.FloatArray;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * A machine of hidden bits h and real visible units x = sd z: E(z, h) = |z - b|^2 / 2 - c'h - z'Wh, so z given h is normal around b + W h with sd 1. U is the free energy
 * |z - b|^2 / 2 - sum_j softplus(c_j + (z'W)_j). Source: Welling, Rosen-Zvi and Hinton (2004), NeurIPS; Hinton (2010), section 13.2.
 */
record GaussianUnits(int visible, int hidden, double sd) {
  /** Always float32: {@code w} is W, b, c and W transposed. */
  EnergyModule module() {
    String z = "torch.mul(torch.reshape(x, [torch.size(x, 0), -1]), " + 1 / sd + ")";
    String apart = "apart = torch.sub(z, w[1])\ninputs = torch.addmm(w[2], z, w[0])\n";
    String free =
        "torch.sub(torch.mul(torch.sum(torch.mul(apart, apart), [1]), 0.5), torch.sum(torch.softplus(inputs), [1]))";
    String slope =
        "torch.reshape(torch.mul(torch.sub(apart, torch.matmul(torch.sigmoid(inputs), w[3])), "
            + 1 / sd + "), torch.size(x))";
    List<Method> methods = List.of(
        Method.of(
            EnergyModule.PREPARE, "return [p[0], p[1], p[2], torch.contiguous(torch.t(p[0]))]"),
        Method.of(EnergyModule.ENERGY, "z = " + z + "\n" + apart + "return " + free),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            "z = " + z + "\n" + apart + "return (" + free + ", " + slope + ")"),
        Method.of(EnergyModule.GRADIENT, "z = " + z + "\n" + apart + "return " + slope),
        Method.of(EnergyModule.TEMPERED, "z = " + z + "\n" + apart + """
            bowl = torch.mul(torch.sum(torch.mul(apart, apart), [1]), 0.5 * beta)
            return torch.sub(bowl, torch.sum(torch.softplus(torch.mul(inputs, beta)), [1]))"""),
        sweeps());
    return new EnergyModule(new TorchClass("GaussianRbm", methods), 4);
  }

  private Method sweeps() {
    return Method.of(
        EnergyModule.SWEEPS, String.format(Locale.ROOT, """
        n = torch.size(x, 0)
        z = torch.zeros([rows, %1$d], dtype=6, device=x.device)
        torch.copy_(torch.narrow(z, 0, 0, n), torch.mul(torch.reshape(x, [n, -1]), %3$s))
        for sweep in range(count):
          odds = torch.div(torch.addmm(w[2], z, w[0]), temperature)
          u = torch.rand([rows, %2$d], generator=generator, dtype=6, device=x.device)
          h = torch.to(torch.lt(u, torch.sigmoid(odds)), 6)
          noise = torch.randn([rows, %1$d], generator=generator, dtype=6, device=x.device)
          z = torch.add(torch.addmm(w[1], h, w[3]), torch.mul(noise, temperature ** 0.5))
        return torch.reshape(torch.mul(torch.narrow(z, 0, 0, n), %4$s), torch.size(x))""", visible, hidden, 1 / sd, sd));
  }

  /**
   * The sum over all hidden states, each of which leaves a normal law: log Z = d / 2 log(2 pi) + d log sd + log sum_h exp(c'h + (|b + W h|^2 - |b|^2) / 2).
   *
   * @param parameters W, b and c
   */
  ExactLaw exactLaw(List<FloatArray> parameters) {
    float[] weight = parameters.get(0).values();
    float[] b = parameters.get(1).values();
    float[] c = parameters.get(2).values();
    double[] middle = new double[visible];
    double[] terms = new double[1 << hidden];
    for (int state = 0; state < terms.length; state++) {
      for (int i = 0; i < visible; i++) {
        middle[i] = b[i];
        terms[state] -= (double) b[i] * b[i] / 2;
      }
      for (int j = 0; j < hidden; j++) {
        if ((state >> j & 1) == 1) {
          terms[state] += c[j];
          for (int i = 0; i < visible; i++) {
            middle[i] += weight[i * hidden + j];
          }
        }
      }
      for (double m : middle) {
        terms[state] += m * m / 2;
      }
    }
    double log =
        org.ebm.base.LogSum.of(terms) + visible * (Math.log(2 * Math.PI) / 2 + Math.log(sd));
    return new ExactLaw(log, OptionalDouble.empty(), "all states of the hidden units");
  }
}
