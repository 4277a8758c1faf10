package org.ebm.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.sampler.Compute;
import org.ebm.sampler.ReverseDiffusion;

/**
 * Denoising score matching: with y = x + sigma z, J = E[|z - sigma dU/dy|^2 / 2], which is sigma^2 times the mean squared distance between the model's score and
 * that of the noised data, up to a constant. Its optimum is the energy of data with noise sigma. First derivatives of U only, so any network will do. Each z is taken with -z: what it
 * adds to the gradient by chance grows as sigma falls, and nearly cancels between the two.
 * <p>An energy with noise levels learns all of them at once, one drawn at random for each example. Source: Vincent (2011), Neural Computation 23(7), equation 11;
 * Song and Ermon (2019), NeurIPS, equation 6.
 */
@Kind("denoising_score_matching")
public record DenoisingScoreMatching(
    @Key(
        value = "sigma, sd of the noise, data units; none: the energy's noise_levels",
        range = "> 0",
        byDefault = "none")
    Optional<Double> noise,

    @Key(
        value =
            "true: of the energy's noise_levels any between the largest and the smallest, their logarithm uniform, and not their count of steps alone: for reverse_diffusion",
        byDefault = "false")
    boolean continuous)
    implements Objective {
  private static final ReverseDiffusion SHOWN =
      new ReverseDiffusion(ReverseDiffusion.Path.STOCHASTIC, 100);

  /** At one level, or at those that the energy counts. */
  public DenoisingScoreMatching(Optional<Double> noise) {
    this(noise, false);
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    boolean hasLevels = energy.condition(Condition.NOISE_LEVEL).isPresent();
    if (noise.isEmpty() && !hasLevels) {
      throw new ConfigException(
          "noise", "not given, and energy.network has no noise_levels; give one or the other");
    }
    if (noise.isPresent() && hasLevels) {
      throw new ConfigException(
          "noise", "energy.network has noise_levels, which are learned together; leave noise out");
    }
    if (continuous && !hasLevels) {
      throw new ConfigException(
          "continuous", "energy.network has no noise_levels to lie between; leave it out");
    }
    requireAbilities(energy);
  }

  @Override
  public Set<Ability> needs() {
    return Set.of();
  }

  @Override
  public int evaluations(Shape example) {
    return 2;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    Potential energy = players.energy();
    MeanLoss loss = new MeanLoss(energy, List.of(), loss(energy.conditions()), compute);
    // what learns a density is shown by it
    boolean shown = energy.condition(Condition.NOISE_LEVEL).isPresent()
        && !energy.abilities().contains(Ability.ENERGY)
        && !energy.mustBeTold();
    return shown ? new ShownByDescent(loss, energy, SHOWN, compute) : loss;
  }

  /** @param conditions of the energy; the noise level among them is drawn here */
  Loss loss(List<Condition> conditions) {
    Optional<List<Double>> levels = conditions.stream()
        .filter(condition -> condition.name().equals(Condition.NOISE_LEVEL))
        .map(Condition::values)
        .findFirst();
    String level = levels
        .map(
            ladder -> continuous ? between(ladder) : String.format(Locale.ROOT, """
                index = torch.to(torch.mul(torch.rand([rows], generator=generator, dtype=6, device=x.device), %d), 4)
                level = torch.index_select(self.levels, 0, torch.narrow(index, 0, 0, n))
                """, ladder.size()))
        .orElseGet(() ->
            "level = torch.full([n], " + noise.orElseThrow() + ", dtype=6, device=x.device)\n");
    String body =
        "n = torch.size(x, 0)\n" + level + String.format(Locale.ROOT, """
        sigma = torch.reshape(level, torch.add([n], torch.mul([1], torch.sub(torch.dim(x), 1))))
        z = self.noise(x, rows, generator)
        step = torch.mul(sigma, z)
        y = torch.requires_grad_(torch.cat([torch.add(x, step), torch.sub(x, step)]), True)
        slope = torch.mul(torch.cat([sigma, sigma]), (self.energy).gradient(y, w, %s))
        rest = torch.sub(torch.cat([z, torch.neg(z)]), slope)
        losses = torch.mul(torch.sum(torch.pow(torch.flatten(rest, 1), 2), [1]), 0.5)
        return torch.unsqueeze(torch.mean(torch.reshape(losses, [2, -1]), [0]), 1)""", told(conditions));
    Map<String, FloatArray> arrays = levels
        .filter(ladder -> !continuous)
        .map(ladder -> Map.of("levels", FloatArray.of(floats(ladder))))
        .orElse(Map.of());
    return new Loss(
        List.of(Metric.LOSS), List.of(Loss.body(body)), arrays, Map.of(), Graph.RECORDED);
  }

  private static String between(List<Double> ladder) {
    double lowest = Math.log(ladder.get(ladder.size() - 1));
    return String.format(Locale.ROOT, """
        share = torch.rand([rows], generator=generator, dtype=6, device=x.device)
        level = torch.narrow(torch.exp(torch.add(torch.mul(share, %s), %s)), 0, 0, n)
        """, Math.log(ladder.get(0)) - lowest, lowest);
  }

  /** What the energy is told of x + step and x - step: a list expression. */
  private static String told(List<Condition> conditions) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      String one =
          conditions.get(i).name().equals(Condition.NOISE_LEVEL) ? "level" : "c[" + i + "]";
      all.add("torch.cat([" + one + ", " + one + "])");
    }
    return "annotate(List[Tensor], " + all + ")";
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
