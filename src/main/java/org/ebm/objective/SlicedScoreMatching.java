package org.ebm.objective;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Graph;
import org.ebm.sampler.Compute;
import org.ebm.script.Method;

/**
 * Sliced score matching: J = E_q E_v[(v . dU/dx)^2 / 2 - v . (d^2U/dx^2) v] over random directions v, one Hessian-vector product each. With E[v v'] = I, as all
 * directions here have, the first term's mean is |dU/dx|^2 / 2 and can be put in its place: the variance-reduced form.
 * <p>Source: Song, Garg, Shi and Ermon (2019), UAI, equations 7 and 8.
 */
@Kind("sliced_score_matching")
public record SlicedScoreMatching(
    @Key(value = "law of the directions v", byDefault = "rademacher")
    Projection projection,

    @Key(value = "directions for each example", range = ">= 1", byDefault = "1")
    int projections,

    @Key(value = "true: |dU/dx|^2 itself in place of its mean over directions", byDefault = "true")
    boolean varianceReduced)
    implements Objective {
  /** Laws with E[v v'] = I. */
  public enum Projection {
    /** Every element 1 or -1: of all such laws that with the least variance of the curvature. */
    RADEMACHER("torch.sub(torch.mul(torch.to(torch.gt(z, 0.), 6), 2.), 1.)"),
    /** Standard normal. */
    GAUSSIAN("z"),
    /** Uniform on the sphere of radius sqrt(d). */
    SPHERE(
        "torch.reshape(torch.div(flat, torch.sqrt(torch.mean(torch.pow(flat, 2), [1], True))), torch.size(z))");

    private final String ofNormal;

    Projection(String ofNormal) {
      this.ofNormal = ofNormal;
    }
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.CURVATURE);
  }

  /** The slope, and a curvature for each direction. */
  @Override
  public int evaluations(Shape example) {
    return projections + 1;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new MeanLoss(players.energy(), List.of(), loss(), compute);
  }

  Loss loss() {
    Method direction = Method.of(
        "direction(x: Tensor, rows: int, generator: Generator) -> Tensor",
        """
        z = self.noise(x, rows, generator)
        flat = torch.flatten(z, 1)
        return\s""" + projection.ofNormal);
    String square = varianceReduced
        ? "torch.sum(torch.pow(torch.flatten(slope, 1), 2), [1])"
        : "torch.pow(along, 2)";
    Method body = Loss.body(String.format(Locale.ROOT, """
        x = torch.requires_grad_(torch.detach(x), True)
        slope = (self.energy).gradient(x, w, c)
        loss = torch.zeros([torch.size(x, 0)], dtype=6, device=x.device)
        for i in range(%d):
          v = self.direction(x, rows, generator)
          along = torch.sum(torch.flatten(torch.mul(slope, v), 1), [1])
          product = torch.autograd.grad([torch.sum(along)], [x], create_graph=True)[0]
          curvature = torch.sum(torch.flatten(torch.mul(unchecked_cast(Tensor, product), v), 1), [1])
          loss = torch.add(loss, torch.sub(torch.mul(%s, 0.5), curvature))
        return torch.unsqueeze(torch.div(loss, %d), 1)""", projections, square, projections));
    return new Loss(
        List.of(Metric.LOSS), List.of(direction, body), Map.of(), Map.of(), Graph.RECORDED);
  }
}
