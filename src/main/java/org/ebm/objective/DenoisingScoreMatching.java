package org.ebm.objective;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.data.Examples;
import org.ebm.energy.Network;
import org.ebm.energy.NoiseLevels;
import org.ebm.sampler.Compute;

/**
 * Denoising score matching: with y = x + sigma z, J = E[|z - sigma dU/dy|^2 / 2], which is sigma^2 times the mean squared distance between the model's score and
 * that of the noised data, up to a constant. Its optimum is the energy of data with noise sigma. First derivatives of U only, so any network will do. Each z is taken with -z: what it
 * adds to the gradient by chance grows as sigma falls, and nearly cancels between the two.
 * <p>An energy with noise levels learns all of them at once, one drawn at random for each example. Source: Vincent (2011), Neural Computation 23(7), equation 11;
 * Song and Ermon (2019), NeurIPS, equation 6.
 */
public record DenoisingScoreMatching(
    @Key(
        value = "sigma, sd of the noise, data units; none: the energy's noise_levels",
        range = "> 0",
        byDefault = "none")
    Optional<Double> noise)
    implements Objective {
  @Override
  public void requireLearnable(Network energy, int batch) {
    if (noise.isEmpty() && energy.noiseLevels().isEmpty()) {
      throw new ConfigException(
          "noise", "not given, and energy.network has no noise_levels; give one or the other");
    }
    if (noise.isPresent() && energy.noiseLevels().isPresent()) {
      throw new ConfigException(
          "noise", "energy.network has noise_levels, which are learned together; leave noise out");
    }
  }

  @Override
  public int evaluations(Network energy) {
    return 2;
  }

  @Override
  public GradientEstimator open(Network energy, Examples data, Compute compute, RandomKey key) {
    return new MeanLoss(energy, loss(energy.noiseLevels()), compute);
  }

  Loss loss(Optional<NoiseLevels> levels) {
    String level = levels
        .map(ladder -> String.format(Locale.ROOT, """
                index = torch.to(torch.mul(torch.rand([rows], generator=generator, dtype=6, device=x.device), %d), 4)
                level = torch.index_select(c[0], 0, torch.narrow(index, 0, 0, n))
                w[torch.sub(torch.len(w), 1)] = torch.cat([level, level])
                """, ladder.count()))
        .orElseGet(() ->
            "level = torch.full([n], " + noise.orElseThrow() + ", dtype=6, device=x.device)\n");
    String body = "n = torch.size(x, 0)\n" + level + """
        sigma = torch.reshape(level, torch.add([n], torch.mul([1], torch.sub(torch.dim(x), 1))))
        z = self.noise(x, rows, generator)
        step = torch.mul(sigma, z)
        y = torch.requires_grad_(torch.cat([torch.add(x, step), torch.sub(x, step)]), True)
        slope = torch.mul(torch.cat([sigma, sigma]), self.slope(y, w))
        rest = torch.sub(torch.cat([z, torch.neg(z)]), slope)
        losses = torch.mul(torch.sum(torch.pow(torch.flatten(rest, 1), 2), [1]), 0.5)
        return torch.unsqueeze(torch.mean(torch.reshape(losses, [2, -1]), [0]), 1)""";
    List<FloatArray> constants =
        levels.map(ladder -> List.of(FloatArray.of(floats(ladder.sigmas())))).orElseGet(List::of);
    return new Loss(List.of("loss"), List.of(Loss.body(body)), constants);
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
