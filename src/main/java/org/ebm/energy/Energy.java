package org.ebm.energy;

import java.util.List;
import org.ebm.base.Shape;
import org.ebm.network.Parameter;
import org.ebm.script.Method;

/** An energy U(x) with p(x) proportional to exp(-U(x)); low U is likely. The temperature is already inside. */
public sealed interface Energy permits Gaussian, Network {
  /** Shape of one example. */
  Shape shape();

  /** Learned arrays, in the order of the program's list argument. Empty for energies that are not learned. */
  List<Parameter> parameters();

  /**
   * The TorchScript methods of the energy:
   * <ul>
   *   <li>{@code prepare(p) -> w}: casts and lays out the parameters, once per call;
   *   <li>{@code energy_with(x, w)}: U, float32 (n), differentiable in x and p when prepared in float32;
   *   <li>{@code energy_gradient_with(x, w)}: U, float32 (n), and dU/dx, float32 (n, ...), in one pass;
   *   <li>{@code gradient_with(x, w)}: dU/dx alone.
   * </ul>
   */
  List<Method> methods(Precision precision);
}
