package org.ebm.energy;

import org.ebm.script.Method;

/** The gradient of an energy that knows only U. */
final class Autograd {
  private Autograd() {}

  /** {@code energy_gradient_with}, from {@code energy_with}. */
  static Method energyGradient() {
    return Method.of(
        "energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]", """
        x = torch.requires_grad_(torch.detach(x), True)
        energy = self.energy_with(x, w)
        gradient = torch.autograd.grad([torch.sum(energy)], [x])[0]
        if gradient is None:
          result = torch.zeros_like(x)
        else:
          result = unchecked_cast(Tensor, gradient)
        return (torch.detach(energy), result)""");
  }

  /** {@code gradient_with}, from {@code energy_gradient_with}. */
  static Method gradient() {
    return Method.of(
        "gradient_with(x: Tensor, w: List[Tensor]) -> Tensor",
        "return self.energy_gradient_with(x, w)[1]");
  }
}
