package org.ebm.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Tells the layers after it at which noise level sigma the energy is asked for: a learned linear function of cosines and sines of log sigma is added to
 * its input, one number for each unit or channel. Only in an energy with noise levels.
 * <p>Source: Vaswani et al. (2017), NeurIPS, section 3.5, with log sigma for the position.
 */
@Kind("noise_level_embedding")
public record NoiseLevelEmbedding(
    @Key(
        value = "cosines and sines of log sigma, half of them each",
        range = ">= 2",
        byDefault = "32")
    int features)
    implements Layer {
  /** Radians for a factor e in sigma, from the slowest to the fastest wave: a ladder spans some 5 such factors in steps of a half. */
  private static final double SLOWEST = 0.25;

  private static final double FASTEST = 4;

  public NoiseLevelEmbedding {
    if (features % 2 != 0) {
      throw new ConfigException("features", "must be even, got " + features);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1 && !input.isImage()) {
      throw new ConfigException(
          "", "noise_level_embedding needs a flat input or an image, got " + input);
    }
    return input;
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    Shape weight = Shape.of(input.size(0), features);
    return List.of(
        Parameter.ofFanIn("weight", weight, features),
        Parameter.ofFanIn("bias", Shape.of(input.size(0)), features));
  }

  @Override
  public Set<String> reads() {
    return Set.of(Condition.NOISE_LEVEL);
  }

  @Override
  public String forward(Lines lines) {
    String units = lines.input().isImage() ? "[-1, %d, 1, 1]" : "[-1, %d]";
    return lines.of(
        """
        {phase} = torch.mul(torch.reshape(torch.log({noise_level}), [-1, 1]), torch.tensor([%s], dtype=6, device={in}.device))
        {wave} = torch.to(torch.cat([torch.cos({phase}), torch.sin({phase})], 1), {in}.dtype)
        {out} = torch.add({in}, torch.reshape(torch.linear({wave}, {weight}, {bias}), %s))""", frequencies(), String.format(Locale.ROOT, units, lines.input().size(0)));
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = {gradOut}"));
  }

  private String frequencies() {
    int waves = features / 2;
    double ratio = waves == 1 ? 1 : Math.pow(FASTEST / SLOWEST, 1.0 / (waves - 1));
    return IntStream.range(0, waves)
        .mapToObj(k -> String.valueOf(SLOWEST * Math.pow(ratio, k)))
        .collect(Collectors.joining(", "));
  }
}
