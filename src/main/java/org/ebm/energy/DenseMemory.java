package org.ebm.energy;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * U(s) = -beta sum_k (x_k s)^power / N^(power - 1) of patterns x_k of N spins. Source: Krotov and Hopfield (2016), Dense associative memory for pattern recognition, NeurIPS.
 *
 * @param patterns (n, shape...)
 */
record DenseMemory(
    Space space, FloatArray patterns, int power, double beta, Map<String, String> fingerprints)
    implements Potential {
  @Override
  public Shape shape() {
    return space.shape();
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS, Ability.SLOPES);
  }

  @Override
  public long numbersPerExample() {
    return shape().elements() + (long) patterns.rows();
  }

  /** Always float32: {@code w} is the patterns as columns, (N, n). */
  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    double scale = beta * Math.pow(shape().elements(), 1.0 - power);
    List<Method> methods = List.of(
        Method.of(
            EnergyModule.PREPARE,
            "return [torch.contiguous(torch.t(torch.flatten(self.patterns, 1)))]"),
        Method.of(EnergyModule.ENERGY, String.format(Locale.ROOT, """
            overlaps = torch.matmul(torch.reshape(x, [torch.size(x, 0), -1]), w[0])
            return torch.mul(torch.sum(torch.pow(overlaps, %d), [1]), %s)""", power, -scale)),
        EnergyModule.timesBeta(),
        Method.of(
            "odds(without: Tensor, own: Tensor) -> Tensor",
            String.format(Locale.ROOT, """
            more = torch.sub(torch.pow(torch.add(without, own), %1$d), torch.pow(torch.sub(without, own), %1$d))
            return torch.mul(torch.sum(more, [1]), %2$s)""", power, scale)),
        Method.of(EnergyModule.LOG_ODDS, """
            s = torch.reshape(x, [torch.size(x, 0), -1])
            own = torch.index_select(w[0], 0, site)
            spin = torch.gather(s, 1, torch.unsqueeze(site, 1))
            return self.odds(torch.sub(torch.matmul(s, w[0]), torch.mul(own, spin)), own)"""),
        EnergyModule.eachLogOdds(shape().elements()),
        Method.of(EnergyModule.SWEEPS, """
            n = torch.size(x, 0)
            units = torch.size(w[0], 0)
            s = torch.full([rows, units], -1., dtype=6, device=x.device)
            torch.copy_(torch.narrow(s, 0, 0, n), torch.reshape(x, [n, -1]))
            overlaps = torch.matmul(s, w[0])
            for sweep in range(count):
              u = torch.rand([units, rows], generator=generator, dtype=6, device=x.device)
              least = torch.mul(torch.logit(u), temperature)
              for site in range(units):
                own = torch.narrow(w[0], 0, site, 1)
                spin = torch.narrow(s, 1, site, 1)
                without = torch.sub(overlaps, torch.mul(spin, own))
                up = torch.gt(self.odds(without, own), torch.select(least, 0, site))
                torch.copy_(spin, torch.unsqueeze(torch.sub(torch.mul(torch.to(up, 6), 2.), 1.), 1))
                overlaps = torch.add(without, torch.mul(spin, own))
            return torch.reshape(torch.narrow(s, 0, 0, n), torch.size(x))"""));
    return new EnergyModule(
        new TorchClass("DenseMemory", methods).fixing(Map.of("patterns", patterns)), 1);
  }
}
