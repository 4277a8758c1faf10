package org.ebm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/**
 * Self-attention over the positions of an image: out = x + gain (A g), with A = softmax over all positions of theta^T phi, without scaling. theta and phi are 1x1 convolutions to an eighth of the channels (at least
 * one), g is one to all of them, and the gain is one learned number that starts at 0, so the layer starts as the identity. Its cost grows with the square of the number of pixels; {@link NonLocal} pools keys and values first.
 * <p>Source: Zhang, Goodfellow, Metaxas and Odena (2019), ICML, section 3; as used by Du, Li, Tenenbaum and Mordatch (2021), ICML.
 */
@Kind("self_attention")
public record SelfAttention() implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    if (!input.isImage() || input.size(1) * input.size(2) < 2) {
      throw new ConfigException(
          "", "self_attention needs an image of at least two pixels, got " + input);
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = input.size(0);
    int inner = Math.max(1, channels / 8);
    List<Parameter> parameters = new ArrayList<>();
    parameters.addAll(Attention.projection("theta", inner, channels));
    parameters.addAll(Attention.projection("phi", inner, channels));
    parameters.addAll(Attention.projection("g", channels, channels));
    parameters.add(new Parameter("gain", Shape.of(1), 0));
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
    String flat = lines.of("""
        {theta} = torch.flatten({theta_image}, 2)
        {phi} = torch.flatten({phi_image}, 2)
        {g} = torch.flatten({g_image}, 2)""");
    return String.join(
        "\n",
        Attention.images(lines),
        flat,
        Attention.forward(lines, lines.input().size(0)),
        lines.of("{out} = torch.add({in}, torch.mul({attended}, {gain}))"));
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    String images = lines.of("""
        {grad_phi_image} = torch.reshape({grad_phi}, torch.size({phi_image}))
        {grad_g_image} = torch.reshape({grad_g}, torch.size({g_image}))""");
    return Optional.of(String.join(
        "\n",
        Attention.gradient(lines, lines.of("torch.mul({gradOut}, {gain})")),
        images,
        Attention.sum(lines)));
  }
}
