package org.ebm.sampler;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.energy.EnergyInputs;
import org.ebm.torch.Program;

/** A program that moves chains of rungs in blocks: what it is told of each, and how arrays are cut and joined. */
record RungProgram(Program program, EnergyInputs inputs, Compute compute) {
  List<FloatArray> call(
      String method, int chains, int block, List<FloatArray> arrays, long... control) {
    int from = block * compute.chainsPerBlock();
    EnergyInputs own = inputs.rows(from, Math.min(chains, from + compute.chainsPerBlock()));
    return program.call(method, own.parameters(), own.conditions(), arrays, control);
  }

  int blocks(int chains) {
    return ChainRange.blocks(chains, compute.chainsPerBlock());
  }

  FloatArray cut(FloatArray array, int block) {
    int from = block * compute.chainsPerBlock();
    return array.slice(from, Math.min(array.rows(), from + compute.chainsPerBlock()));
  }

  /** What {@code init} says of all blocks of given positions. */
  List<List<FloatArray>> init(FloatArray position) {
    return compute
        .torch()
        .parallel(
            blocks(position.rows()),
            block -> call("init", position.rows(), block, List.of(cut(position, block)), 0));
  }

  static FloatArray joined(List<List<FloatArray>> blocks, int index) {
    return FloatArray.concat(blocks.stream().map(arrays -> arrays.get(index)).toList());
  }
}
