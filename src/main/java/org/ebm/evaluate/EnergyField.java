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

/** U at any positions, without gradients, in float32. */
final class EnergyField implements AutoCloseable {
  /** Values that one worker takes in one call: a few thousand points in the plane, tens of images. */
  private static final int ELEMENTS = 1 << 13;

  private final Torch torch;
  private final EnergyInputs inputs;
  private final Program program;

  private EnergyField(Torch torch, EnergyInputs inputs, Program program) {
    this.torch = torch;
    this.inputs = inputs;
    this.program = program;
  }

  static EnergyField open(Potential energy, Torch torch) {
    Method energies = Method.of(
        "energies(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        "return [(self.energy).energy(x, (self.energy).prepare(p), c)]");
    TorchClass script = energy.module(Precision.FLOAT32, Graph.FAST).script();
    Program program =
        energy.program(TorchClass.over("energy", script, "Field", List.of(energies)), torch);
    return new EnergyField(torch, energy.inputs(List.of()), program);
  }

  /** U of each position (n, ...). */
  double[] energies(FloatArray position) {
    int size = Math.max(1, ELEMENTS / position.rowElements());
    int blocks = (position.rows() + size - 1) / size;
    List<FloatArray> parts = torch.parallel(blocks, block -> {
      int to = Math.min(position.rows(), (block + 1) * size);
      EnergyInputs own = inputs.rows(block * size, to);
      List<FloatArray> part = List.of(position.slice(block * size, to));
      return program
          .call("energies", own.parameters(), own.conditions(), part, 0)
          .get(0);
    });
    double[] energies = new double[position.rows()];
    float[] values = FloatArray.concat(parts).values();
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
