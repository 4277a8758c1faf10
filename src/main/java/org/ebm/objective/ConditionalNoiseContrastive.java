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
 * Conditional noise contrast: each example x is told from copies y = x + eps z of itself, J = 2 E[softplus(U(x) - U(y))]. Neither log Z nor the density of the noise is
 * needed, since the noise leads from x to y as it leads from y to x. J is 2 log 2 where nothing can be told, as with too small an eps, and tends to 0 where all can, as
 * with too large a one: about log 2 is good.
 * <p>Source: Ceylan and Gutmann (2018), ICML, equations 9 to 13.
 */
@Kind("conditional_noise_contrastive")
public record ConditionalNoiseContrastive(
    @Key(value = "eps, sd of the noise, data units", range = "> 0")
    double noise,

    @Key(value = "noisy copies of each example", range = ">= 1", byDefault = "10")
    int copies)
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
        data = torch.repeat_interleave(x, %1$d, 0)
        y = torch.add(data, self.noise(data, torch.mul(rows, %1$d), generator), alpha=%2$s)
        energy = torch.repeat_interleave((self.energy).energy(x, w, c), %1$d, 0)
        copied = [torch.repeat_interleave(each, %1$d, 0) for each in c]
        rise = torch.reshape(torch.sub((self.energy).energy(y, w, copied), energy), [-1, %1$d])
        loss = torch.mul(torch.mean(torch.softplus(torch.neg(rise), 1, 20), [1]), 2.)
        accuracy = torch.mean(torch.to(torch.gt(rise, 0.), 6), [1])
        return torch.stack([loss, accuracy], 1)""", copies, noise));
  }
}
