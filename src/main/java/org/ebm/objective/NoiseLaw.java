package org.ebm.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.TorchModule;

/**
 * A law of noise as a part of a loss.
 *
 * @param methods among them {@code log_density(x, q) -> (n)} and {@code draw(n, q, generator) -> (n, d)}, of flat states; q: what the noise learns
 * @param arrays fixed arrays that they find as {@code self.NAME}
 * @param modules that they call
 */
record NoiseLaw(
    List<Method> methods, Map<String, FloatArray> arrays, Map<String, TorchModule> modules) {
  static final String LOG_DENSITY = "log_density(x: Tensor, q: List[Tensor]) -> Tensor";
  static final String DRAW = "draw(n: int, q: List[Tensor], generator: Generator) -> Tensor";

  static NoiseLaw of(NormalMixture fitted) {
    return new NoiseLaw(NormalMixture.methods(""), fitted.arrays(), Map.of());
  }

  /** Of an energy that is a density; its weights, if it has any to learn, are q. */
  static NoiseLaw of(Potential density) {
    return new NoiseLaw(
        List.of(
            Method.of(LOG_DENSITY, logDensity(density, 0)),
            Method.of(DRAW, "return (self.law).draw(n, (self.law).prepare(q), generator)")),
        Map.of(),
        Map.of("law", module(density)));
  }

  /**
   * This law but for a share of another's.
   *
   * @param share in (0, 1)
   */
  NoiseLaw with(NormalMixture other, double share) {
    List<Method> all = new ArrayList<>(NormalMixture.methods("broad_"));
    for (Method method : methods) {
      all.add(new Method("own_" + method.signature(), method.body()));
    }
    all.add(Method.of(
        LOG_DENSITY, String.format(Locale.ROOT, """
        own = torch.add(self.own_log_density(x, q), %s)
        return torch.logaddexp(own, torch.add(self.broad_log_density(x, q), %s))""", Math.log(1 - share), Math.log(share))));
    all.add(Method.of(DRAW, String.format(Locale.ROOT, """
        own = self.own_draw(n, q, generator)
        broad = self.broad_draw(n, q, generator)
        u = torch.rand([n, 1], generator=generator, dtype=6, device=own.device)
        return torch.where(torch.lt(u, %s), broad, own)""", share)));
    Map<String, FloatArray> fixed = new LinkedHashMap<>(arrays);
    fixed.putAll(other.arrays());
    return new NoiseLaw(all, fixed, modules);
  }

  /**
   * Of any energy, and draws of it.
   *
   * @param logPartition log Z
   * @param draws (n, d)
   */
  static NoiseLaw of(Potential energy, double logPartition, FloatArray draws) {
    return new NoiseLaw(
        List.of(Method.of(LOG_DENSITY, logDensity(energy, logPartition)), Method.of(DRAW, """
            chosen = torch.randint(torch.size(self.noise_draws, 0), [n], generator=generator, dtype=4, device=self.noise_draws.device)
            return torch.index_select(self.noise_draws, 0, chosen)""")),
        Map.of("noise_draws", draws),
        Map.of("law", module(energy)));
  }

  private static TorchModule module(Potential energy) {
    return energy.module(Precision.FLOAT32, Graph.FAST).script();
  }

  private static String logDensity(Potential energy, double logPartition) {
    String sizes = energy.shape().sizes().toString().replace("[", "[-1, ");
    return String.format(Locale.ROOT, """
        energy = (self.law).energy(torch.reshape(x, %s), (self.law).prepare(q), annotate(List[Tensor], []))
        return torch.neg(torch.add(energy, %s))""", sizes, logPartition);
  }
}
