package org.ebm.energy;

import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** What chains move on: U(x), with p(x) proportional to exp(-U(x)), as TorchScript. The temperature is already inside. */
public interface Potential {
  /** Shape of one example. */
  Shape shape();

  /**
   * The TorchScript methods of the energy:
   * <ul>
   *   <li>{@code prepare(p) -> w}: casts and lays out the parameters, once per call; with noise levels, sigma is the last of w;
   *   <li>{@code energy_with(x, w)}: U, float32 (n), differentiable in x and p when prepared in float32;
   *   <li>{@code energy_gradient_with(x, w)}: U, float32 (n), and dU/dx, float32 (n, ...), in one pass;
   *   <li>{@code gradient_with(x, w)}: dU/dx alone.
   * </ul>
   */
  List<Method> methods(Precision precision);

  /**
   * Levels of noise at which the energy is known. A program is told one, sigma, (1) or one for each state (n), by an array after the parameters in its list argument;
   * without it, it is the energy at the smallest.
   */
  default Optional<NoiseLevels> noiseLevels() {
    return Optional.empty();
  }

  /** At least so many numbers are held at once for each example while U and dU/dx are computed. */
  default long numbersPerExample() {
    return shape().elements();
  }

  /** The program's list argument {@code p}; empty for an energy without parameters, and for a network, whose weights are kept elsewhere. */
  default List<FloatArray> values() {
    return List.of();
  }

  /** The archive of a class that holds {@link #methods} among its own. */
  default byte[] archive(ScriptClass script) {
    return Archive.write(script);
  }

  /**
   * Compiles a class that holds {@link #methods} among its own.
   *
   * @throws org.ebm.base.EbmException damaged (exit 65) if the energy is a file of the user's whose code does not fit
   */
  default Program program(ScriptClass script, Torch torch) {
    Program program = Program.load(archive(script), torch);
    return script.differentiates() ? program : program.inference();
  }
}
