package org.ebm.network;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * An image on a torus: as many pixels added on each side as the other side has there. A convolution without padding after it is a circular one, so that shifting x by the total stride shifts all features and leaves
 * their sum as it is.
 */
@Kind("wrap")
public record Wrap(
    @Key(value = "pixels added on each side, from the other side", range = ">= 1")
    int pixels) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    if (!input.isImage()) {
      throw new ConfigException("", "wrap needs an image (channels, height, width), got " + input);
    }
    if (pixels > Math.min(input.size(1), input.size(2))) {
      throw new ConfigException(
          "pixels",
          "must be at most the image's height and width, got " + pixels + " for " + input);
    }
    return Shape.of(
        input.size(0),
        Math.addExact(input.size(1), 2 * pixels),
        Math.addExact(input.size(2), 2 * pixels));
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** By cat, which keeps channels last in memory; the engine's own circular padding does not. */
  @Override
  public String forward(Lines lines) {
    return lines.of(
        """
        {tall} = torch.cat([torch.narrow({in}, 2, %d, %d), {in}, torch.narrow({in}, 2, 0, %d)], 2)
        {out} = torch.cat([torch.narrow({tall}, 3, %d, %d), {tall}, torch.narrow({tall}, 3, 0, %d)], 3)""",
        lines.input().size(1) - pixels,
        pixels,
        pixels,
        lines.input().size(2) - pixels,
        pixels,
        pixels);
  }

  /** What flows into a copy flows into its original. */
  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(folded(lines, "gradOut", "narrow", 3, lines.input().size(2)) + "\n"
        + folded(lines, "narrow", "gradIn", 2, lines.input().size(1)));
  }

  private String folded(Lines lines, String from, String to, int axis, int size) {
    return lines.of(
        ("{TO} = torch.clone(torch.narrow({FROM}, %d, %d, %d))\n"
                + "{TO_end} = torch.add_(torch.narrow({TO}, %d, %d, %d), torch.narrow({FROM}, %d, 0, %d))\n"
                + "{TO_begin} = torch.add_(torch.narrow({TO}, %d, 0, %d), torch.narrow({FROM}, %d, %d, %d))")
            .replace("FROM", from)
            .replace("TO", to),
        axis,
        pixels,
        size,
        axis,
        size - pixels,
        pixels,
        axis,
        pixels,
        axis,
        pixels,
        axis,
        size + pixels,
        pixels);
  }
}
