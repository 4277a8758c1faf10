package org.ebm.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Graph;
import org.ebm.network.Parameter;
import org.ebm.sampler.Compute;
import org.ebm.script.Method;

/**
 * Noise contrast: logistic regression that tells data from draws of a known law p_n, nu of them for each example. With h(x) = -U(x) - c - log p_n(x),
 * J = E_q[softplus(log nu - h)] + nu E_n[softplus(h - log nu)]. At its optimum exp(-U - c) is the density of the data, so c = log Z: a number of its own that is learned too.
 * <p>Source: Gutmann and Hyvarinen (2012), JMLR 13, equations 5 to 8.
 */
@Kind("noise_contrastive")
public record NoiseContrastive(
    @Key(value = "the law that data are told from", byDefault = "gaussian")
    Noise noise,

    @Key(value = "nu, draws of noise for each example", range = ">= 1", byDefault = "5")
    int ratio,

    @Key(
        value =
            "learning rate of c = log Z as a multiple of the energy's; 0: c stays 0, and the network itself must become normalized",
        range = ">= 0",
        byDefault = "10.0")
    double logNormalizerRate)
    implements Objective {
  @Override
  public List<Player> players() {
    return List.of(new Player(
        "normalizer", List.of(new Parameter("log_normalizer", Shape.of(1), 0)), logNormalizerRate));
  }

  @Override
  public int evaluations(Shape example) {
    return ratio + 1;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new MeanLoss(
        players.energy(), players(), loss(noise.fit(data, key.fold("noise"))), compute);
  }

  Loss loss(NormalMixture law) {
    List<Method> methods = new ArrayList<>(NormalMixture.methods());
    methods.add(Method.of(
        "log_odds(x: Tensor, w: List[Tensor], c: List[Tensor], q: List[Tensor]) -> Tensor",
        String.format(Locale.ROOT, """
        energy = torch.add((self.energy).energy(x, w, c), q[0])
        density = self.log_density(torch.flatten(x, 1))
        return torch.sub(torch.neg(torch.add(energy, density)), %s)""", Math.log(ratio))));
    methods.add(Loss.body(String.format(Locale.ROOT, """
        noise = self.draw(torch.mul(rows, %1$d), generator)
        noise = torch.narrow(noise, 0, 0, torch.mul(torch.size(x, 0), %1$d))
        size = torch.size(x)
        size[0] = -1
        data_odds = self.log_odds(x, w, c, q)
        copied = [torch.repeat_interleave(each, %1$d, 0) for each in c]
        noise_odds = torch.reshape(self.log_odds(torch.reshape(noise, size), w, copied, q), [-1, %1$d])
        missed = torch.softplus(torch.neg(data_odds), 1, 20)
        loss = torch.add(missed, torch.sum(torch.softplus(noise_odds, 1, 20), [1]))
        right = torch.add(torch.to(torch.gt(data_odds, 0.), 6), torch.sum(torch.to(torch.lt(noise_odds, 0.), 6), [1]))
        return torch.stack([loss, torch.expand_as(q[0], loss), torch.div(right, %2$d)], 1)""", ratio, ratio + 1)));
    List<Metric> columns =
        List.of(Metric.LOSS, Metric.other("log_normalizer"), Metric.other("accuracy"));
    return new Loss(columns, methods, law.arrays(), Graph.FAST);
  }
}
