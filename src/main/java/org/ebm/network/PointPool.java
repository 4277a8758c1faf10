package org.ebm.network;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * One number for each channel from all points of a set, whatever their order: (points, channels) to (channels). Layers that are the same at each point, and this one after them, give an energy of sets.
 * Source: Qi, Su, Mo and Guibas (2017), CVPR; with the mean, Xie, Xu, Zheng, Zhu and Wu (2021), CVPR.
 */
@Kind("point_pool")
public record PointPool(
    @Key(
        value = "mean, sum or max over the points; with max only the outermost points feel a force",
        byDefault = "mean")
    Over of)
    implements Layer {
  /** What is taken of all points. */
  public enum Over {
    MEAN,
    SUM,
    MAX
  }

  /**
   * Points of a set.
   *
   * @throws ConfigException for what is none
   */
  static int points(String layer, Shape input) {
    if (input.rank() != 2) {
      throw new ConfigException(
          "", layer + " needs a set of points (points, coordinates), got " + input);
    }
    return input.size(0);
  }

  @Override
  public Shape outputShape(Shape input) {
    points("point_pool", input);
    return Shape.of(input.size(1));
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** All points may share one gradient in memory. */
  @Override
  public boolean givesNewGradient(Shape input) {
    return of == Over.MAX;
  }

  @Override
  public String forward(Lines lines) {
    return switch (of) {
      case MEAN -> lines.of("{out} = torch.mean({in}, [1])");
      case SUM -> lines.of("{out} = torch.sum({in}, [1])");
      case MAX -> lines.of("({out}, {farthest}) = torch.max({in}, 1, False)");
    };
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    String share =
        of == Over.MEAN ? "torch.div({gradOut}, " + lines.input().size(0) + ")" : "{gradOut}";
    return Optional.of(
        of == Over.MAX
            ? lines.of(
                "{gradIn} = torch.scatter(torch.zeros_like({in}), 1, torch.unsqueeze({farthest}, 1), torch.unsqueeze({gradOut}, 1))")
            : lines.of(
                "{gradIn} = torch.expand(torch.unsqueeze(" + share + ", 1), torch.size({in}))"));
  }
}
