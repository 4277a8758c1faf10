package org.ebm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/**
 * Non-local block: every pixel looks at a pooled version of all pixels, and the result is added to the input. theta, phi and g are 1x1 convolutions to
 * half the channels; phi and g are max-pooled by 2; A = softmax over keys of theta^T phi, without scaling; out = x + W (A g). W starts at exact zero, so
 * the block starts as the identity.
 * <p>Source: Wang, Girshick, Gupta and He (2018), CVPR, as used by Nijkamp et al. (2020) for convergent learning.
 */
@Kind("non_local")
public record NonLocal() implements Layer {
  private static final List<String> PROJECTIONS = List.of("theta", "phi", "g");

  @Override
  public Shape outputShape(Shape input) {
    if (!input.isImage() || input.size(1) < 2 || input.size(2) < 2) {
      throw new ConfigException(
          "", "non_local needs an image of at least 2x2 pixels, got " + input);
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = input.size(0);
    int inner = inner(input);
    List<Parameter> parameters = new ArrayList<>();
    for (String projection : PROJECTIONS) {
      parameters.addAll(Attention.projection(projection, inner, channels));
    }
    parameters.add(new Parameter("out_weight", Shape.of(channels, inner, 1, 1), 0));
    parameters.add(new Parameter("out_bias", Shape.of(channels), 0));
    return parameters;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  @Override
  public boolean isPiecewiseLinear() {
    return false;
  }

  @Override
  public String forward(Lines lines) {
    String pooled = lines.of("""
        ({phi_pooled}, {phi_indices}) = torch.max_pool2d_with_indices({phi_image}, [2, 2], [2, 2], [0, 0], [1, 1], False)
        ({g_pooled}, {g_indices}) = torch.max_pool2d_with_indices({g_image}, [2, 2], [2, 2], [0, 0], [1, 1], False)
        {theta} = torch.flatten({theta_image}, 2)
        {phi} = torch.flatten({phi_pooled}, 2)
        {g} = torch.flatten({g_pooled}, 2)""");
    String sum =
        lines.of("{out} = torch.add({in}, torch.conv2d({attended}, {out_weight}, {out_bias}))");
    return String.join(
        "\n", Attention.images(lines), pooled, Attention.forward(lines, inner(lines.input())), sum);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    String attention = Attention.gradient(lines, Attention.projected(lines, "gradOut", "out"));
    return Optional.of(String.join(
        "\n", attention, unpooled(lines, "phi"), unpooled(lines, "g"), Attention.sum(lines)));
  }

  private static String unpooled(Lines lines, String name) {
    return lines.of(
        ("{grad_NAME_image} = torch.max_pool2d_with_indices_backward(torch.reshape({grad_NAME}, torch.size({NAME_pooled})), "
                + "{NAME_image}, [2, 2], [2, 2], [0, 0], [1, 1], False, {NAME_indices})")
            .replace("NAME", name));
  }

  private static int inner(Shape input) {
    return Math.max(1, input.size(0) / 2);
  }
}
