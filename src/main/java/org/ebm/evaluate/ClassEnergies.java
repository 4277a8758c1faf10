package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** p(k | x) = exp(-U_k(x)) / sum exp(-U(x)) of an energy that is a classifier too, compiled. */
final class ClassEnergies implements AutoCloseable {
  private static final int BLOCK = 200;

  private final EnergyInputs inputs;
  private final Program program;

  private ClassEnergies(EnergyInputs inputs, Program program) {
    this.inputs = inputs;
    this.program = program;
  }

  /** @param energy with {@link Potential#classes} */
  static ClassEnergies open(Potential energy, Torch torch) {
    Method shares = Method.of(
        "shares(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        "u = (self.energy)." + EnergyModule.CLASS_ENERGIES_NAME
            + "(x, (self.energy).prepare(p), c)\n"
            + "return [torch.softmax(torch.neg(u), 1)]");
    TorchClass script = energy.module(Precision.FLOAT32, Graph.FAST).script();
    return new ClassEnergies(
        energy.inputs(List.of()),
        energy.program(TorchClass.over("energy", script, "Classes", List.of(shares)), torch));
  }

  /** p(k | x) of each example, (n, K). */
  FloatArray shares(FloatArray x) {
    List<FloatArray> parts = new ArrayList<>();
    for (int from = 0; from < x.rows(); from += BLOCK) {
      FloatArray block = x.slice(from, Math.min(x.rows(), from + BLOCK));
      parts.addAll(
          program.call("shares", inputs.parameters(), inputs.conditions(), List.of(block)));
    }
    return FloatArray.concat(parts);
  }

  /** Of each example the largest, the energy's own word for how sure it is. */
  double[] confidences(FloatArray x) {
    FloatArray shares = shares(x);
    double[] largest = new double[shares.rows()];
    for (int i = 0; i < largest.length; i++) {
      largest[i] = shares.values()[i * shares.rowElements() + best(shares, i)];
    }
    return largest;
  }

  /** The class of the largest. */
  static int best(FloatArray shares, int row) {
    int width = shares.rowElements();
    int best = 0;
    for (int k = 1; k < width; k++) {
      if (shares.values()[row * width + k] > shares.values()[row * width + best]) {
        best = k;
      }
    }
    return best;
  }

  @Override
  public void close() {
    program.close();
  }
}
