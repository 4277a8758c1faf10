package org.ebm.objective;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;

/**
 * Pseudo-likelihood of spins or bits: J = -E_q[sum_i log p(x_i | all others)], which needs neither chains nor log Z and has its optimum where the likelihood has, for data of the model's own law.
 * <p>Source: Besag (1975), The Statistician 24(3).
 */
@Kind("pseudo_likelihood")
public record PseudoLikelihood() implements Objective {
  @Override
  public boolean learnsDiscrete() {
    return true;
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.CONDITIONALS);
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    if (!energy.space().support().isBinary()) {
      throw new ConfigException(
          "",
          "learns energies of spins and bits from the law of each given the others, and the x of this energy are "
              + energy.space().support().words()
              + "; choose maximum_likelihood, score_matching or denoising_score_matching");
    }
  }

  /** All units given the others, and back. */
  @Override
  public int evaluations(Shape example) {
    return 2;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new MeanLoss(
        players.energy(), List.of(), loss(players.energy().space().support().high()), compute);
  }

  static Loss loss(double high) {
    return Loss.of(List.of(Metric.LOSS), Graph.FAST, String.format(Locale.ROOT, """
        odds = (self.energy).all_log_odds(x, w, c)
        against = torch.where(torch.eq(torch.flatten(x, 1), %s), torch.neg(odds), odds)
        return torch.sum(torch.softplus(against), [1], True)""", high));
  }
}
