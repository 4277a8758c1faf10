package org.ebm.energy;

import org.ebm.script.TorchClass;

/**
 * An energy as a module of a program. Its methods:
 * <ul>
 *   <li>{@code prepare(p) -> w}: casts and lays out the parameters, once per call;
 *   <li>{@code energy(x, w, c)}: U, float32 (n), differentiable in x and p when made in float32;
 *   <li>{@code energy_gradient(x, w, c)}: U, float32 (n), and dU/dx, float32 (n, ...), in one pass;
 *   <li>{@code gradient(x, w, c)}: dU/dx alone.
 * </ul>
 * {@code c} holds the energy's conditions in its order.
 *
 * @param prepared how many arrays {@code w} has, which need not be as many as {@code p}
 */
public record EnergyModule(TorchClass script, int prepared) {
  public static final String PREPARE = "prepare(p: List[Tensor]) -> List[Tensor]";
  public static final String ENERGY =
      "energy(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";
  public static final String ENERGY_GRADIENT =
      "energy_gradient(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tuple[Tensor, Tensor]";
  public static final String GRADIENT =
      "gradient(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";
}
