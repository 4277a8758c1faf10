package org.ebm.network;

import java.util.List;
import org.ebm.base.Shape;

/** Lines that layers of attention share: theta are queries, phi keys and g values, (n, channels, positions) each. */
final class Attention {
  private Attention() {}

  /** Weight and bias of a 1x1 convolution of the input. */
  static List<Parameter> projection(String name, int outputs, int channels) {
    return List.of(
        Parameter.ofFanIn(name + "_weight", Shape.of(outputs, channels, 1, 1), channels),
        Parameter.ofFanIn(name + "_bias", Shape.of(outputs), channels));
  }

  /** Lines that assign {@code {theta_image}}, {@code {phi_image}} and {@code {g_image}} from the input. */
  static String images(Lines lines) {
    return lines.of("""
        {theta_image} = torch.conv2d({in}, {theta_weight}, {theta_bias})
        {phi_image} = torch.conv2d({in}, {phi_weight}, {phi_bias})
        {g_image} = torch.conv2d({in}, {g_weight}, {g_bias})""");
  }

  /** The line that assigns the gradient at the input: that of the identity and those through the three images. */
  static String sum(Lines lines) {
    return lines.of(
        "{gradIn} = torch.add(torch.add(torch.add({gradOut}, %s), %s), %s)",
        projected(lines, "grad_theta_image", "theta"),
        projected(lines, "grad_phi_image", "phi"),
        projected(lines, "grad_g_image", "g"));
  }

  /**
   * Lines that assign {@code {attended}}, an image of what each position of the input takes from the values: A = softmax over keys of theta^T phi, without scaling, and A g.
   *
   * @param channels of the values
   */
  static String forward(Lines lines, int channels) {
    return lines.of("""
        {attention} = torch.softmax(torch.bmm(torch.transpose({theta}, 1, 2), {phi}), -1)
        {attended} = torch.reshape(torch.bmm({g}, torch.transpose({attention}, 1, 2)), [-1, %d, %d, %d])""", channels, lines.input().size(1), lines.input().size(2));
  }

  /**
   * Lines that assign {@code {grad_theta_image}}, {@code {grad_phi}} and {@code {grad_g}}.
   *
   * @param attended expression of the gradient at the image {@code {attended}}
   */
  static String gradient(Lines lines, String attended) {
    return lines.of("""
        {grad_attended} = torch.flatten(%s, 2)
        {grad_attention} = torch.bmm(torch.transpose({grad_attended}, 1, 2), {g})
        {grad_g} = torch.bmm({grad_attended}, {attention})
        {grad_scores} = torch.mul({attention}, torch.sub({grad_attention}, torch.sum(torch.mul({grad_attention}, {attention}), [-1], True)))
        {grad_theta} = torch.bmm({phi}, torch.transpose({grad_scores}, 1, 2))
        {grad_phi} = torch.bmm({theta}, {grad_scores})
        {grad_theta_image} = torch.reshape({grad_theta}, torch.size({theta_image}))""", attended);
  }

  /** Gradient at the input of a 1x1 convolution: a convolution with the transposed kernel. */
  static String projected(Lines lines, String gradient, String name) {
    return lines.of(
        "torch.conv2d({" + gradient + "}, torch.transpose({" + name + "_weight}, 0, 1))");
  }
}
