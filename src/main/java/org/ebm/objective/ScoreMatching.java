package org.ebm.objective;

import java.util.List;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;

/**
 * Exact score matching: J = E_q[|dU/dx|^2 / 2 - tr d^2U/dx^2], the mean squared distance between the scores of model and data up to a constant. One
 * Hessian-vector product for each dimension. Sees shapes at once and the weights of separate modes last: where there are no data there is no loss.
 * <p>Source: Hyvarinen (2005), JMLR 6, theorem 1; Kingma and LeCun (2010), NIPS, equation 7, for the regularizer.
 */
@Kind("score_matching")
public record ScoreMatching(
    @Key(
        value =
            "lambda of lambda sum_i (d^2U/dx_i^2)^2, which keeps U from curving sharply at the data: as noise of variance 2 lambda would, to first order",
        range = ">= 0",
        byDefault = "0.0")
    double regularizer)
    implements Objective {
  /** Without a regularizer. */
  public ScoreMatching() {
    this(0);
  }

  private static final int MOST_DIMENSIONS = 64;

  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    int dimensions = energy.shape().elements();
    if (dimensions > MOST_DIMENSIONS) {
      throw new ConfigException(
          "",
          "takes a Hessian-vector product for each of " + dimensions + " dimensions, more than "
              + MOST_DIMENSIONS + "; choose sliced_score_matching or denoising_score_matching");
    }
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.CURVATURE);
  }

  /** The slope, and a row of curvature for each dimension. */
  @Override
  public int evaluations(Shape example) {
    return example.elements() + 1;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new MeanLoss(players.energy(), List.of(), loss(), compute);
  }

  Loss loss() {
    String sharp = regularizer == 0
        ? ""
        : "  loss = torch.add(loss, torch.mul(curvature, curvature), alpha=" + regularizer + ")\n";
    return Loss.of(
        List.of(Metric.LOSS), Graph.RECORDED, """
        x = torch.requires_grad_(torch.detach(x), True)
        slope = (self.energy).gradient(x, w, c)
        flat = torch.flatten(slope, 1)
        loss = torch.mul(torch.sum(torch.mul(flat, flat), [1]), 0.5)
        for i in range(torch.size(flat, 1)):
          row = torch.autograd.grad([torch.sum(torch.select(flat, 1, i))], [x], create_graph=True)[0]
          curvature = torch.select(torch.flatten(unchecked_cast(Tensor, row), 1), 1, i)
          loss = torch.sub(loss, curvature)
        """ + sharp + "return torch.unsqueeze(loss, 1)");
  }
}
