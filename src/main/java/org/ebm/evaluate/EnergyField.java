package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** U at any positions, without gradients, in float32. */
final class EnergyField implements AutoCloseable {
  /** Values that one worker takes in one call: a few thousand points in the plane, tens of images. */
  private static final int ELEMENTS = 1 << 13;

  private final Torch torch;
  private final List<FloatArray> parameters;
  private final Program program;

  private EnergyField(Torch torch, List<FloatArray> parameters, Program program) {
    this.torch = torch;
    this.parameters = parameters;
    this.program = program;
  }

  static EnergyField open(Potential energy, Torch torch) {
    List<Method> methods = new ArrayList<>(energy.methods(Precision.FLOAT32));
    methods.add(
        Method.of("energies(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
        return [self.energy_with(x, self.prepare(p))]"""));
    Program program = energy.program(new ScriptClass("Kernel", methods), torch);
    return new EnergyField(torch, energy.values(), program);
  }

  /** U of each position (n, ...). */
  double[] energies(FloatArray position) {
    int size = Math.max(1, ELEMENTS / position.rowElements());
    int blocks = (position.rows() + size - 1) / size;
    List<FloatArray> parts = torch.parallel(blocks, block -> {
      FloatArray part = position.slice(block * size, Math.min(position.rows(), (block + 1) * size));
      return program.call("energies", parameters, List.of(part), 0).get(0);
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
