package org.ebm.objective;

import java.util.List;
import java.util.Locale;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Graph;
import org.ebm.sampler.Compute;

/**
 * Energy discrepancy: an example's energy against the energies of its M contrastive ones, which lie around one noisy copy of it, y_j = x + s z + s z_j: J = E log(w / M + mean_j exp(U(x) - U(y_j))). No chains and no
 * score. With small s it is score matching, with large s maximum likelihood, as far as M points can tell; w keeps the logarithm from being ruled by one of them.
 * <p>Source: Schroeder, Ou, Lim, Li, Vollmer and Duncan (2023), NeurIPS, equation 6 with Gaussian noise of variance s^2.
 */
@Kind("energy_discrepancy")
public record EnergyDiscrepancy(
    @Key(value = "s, sd of each of the two steps of noise, data units", range = "> 0")
    double noise,

    @Key(value = "M, contrastive examples of each one", range = ">= 1", byDefault = "16")
    int copies,

    @Key(value = "w, that steadies the logarithm", range = ">= 0", byDefault = "1.0")
    double stabilizer)
    implements Objective {
  @Override
  public int evaluations(Shape example) {
    return copies + 1;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new MeanLoss(players.energy(), List.of(), loss(), compute);
  }

  Loss loss() {
    return Loss.of(
        List.of(Metric.LOSS, Metric.other("accuracy")),
        Graph.FAST,
        String.format(Locale.ROOT, """
        noisy = torch.add(x, self.noise(x, rows, generator), alpha=%2$s)
        around = torch.repeat_interleave(noisy, %1$d, 0)
        y = torch.add(around, self.noise(around, torch.mul(rows, %1$d), generator), alpha=%2$s)
        energy = torch.repeat_interleave((self.energy).energy(x, w, c), %1$d, 0)
        copied = [torch.repeat_interleave(each, %1$d, 0) for each in c]
        fall = torch.reshape(torch.sub(energy, (self.energy).energy(y, w, copied)), [-1, %1$d])
        steady = torch.full_like(torch.narrow(fall, 1, 0, 1), %3$s)
        loss = torch.sub(torch.logsumexp(torch.cat([steady, fall], 1), [1]), %4$s)
        accuracy = torch.mean(torch.to(torch.lt(fall, 0.), 6), [1])
        return torch.stack([loss, accuracy], 1)""", copies, noise, logOfStabilizer(), Math.log(copies)));
  }

  /** Of zero a number whose exponential is nothing in float32. */
  private double logOfStabilizer() {
    return stabilizer == 0 ? -1e30 : Math.log(stabilizer);
  }
}
