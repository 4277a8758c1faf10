package org.ebm.evaluate;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** The energy of Gibbs sweeps at a temperature, at any states. */
record TemperedField(EnergyInputs inputs, Program program) implements AutoCloseable {
  static TemperedField open(Potential energy, Torch torch) {
    Method energies = Method.of(
        "energies(p: List[Tensor], c: List[Tensor], x: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        "return [(self.energy).tempered(x, (self.energy).prepare(p), c, float(arg[0].item()))]");
    TorchClass script = energy.module(Precision.FLOAT32, Graph.FAST).script();
    Program program =
        energy.program(TorchClass.over("energy", script, "Field", List.of(energies)), torch);
    return new TemperedField(energy.inputs(List.of()), program);
  }

  /** At a few hundred states (n, ...). */
  double[] energies(FloatArray position, double beta) {
    float[] values = program
        .call(
            "energies",
            inputs.parameters(),
            inputs.conditions(),
            List.of(position, FloatArray.of((float) beta)),
            0)
        .get(0)
        .values();
    double[] energies = new double[values.length];
    for (int i = 0; i < energies.length; i++) {
      energies[i] = values[i];
    }
    return energies;
  }

  @Override
  public void close() {
    program.close();
  }
}
