package org.ebm.sampler;

import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.torch.Program;

/** A program that moves chains of rungs in blocks: what it is told of each, and how arrays are cut and joined. */
record RungProgram(Program program, EnergyInputs inputs, Compute compute) {
  RungProgram told(EnergyInputs others) {
    return new RungProgram(program, others, compute);
  }

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

  /** What is done with one block of the chains of one rung. */
  @FunctionalInterface
  interface OnBlock {
    List<FloatArray> of(int rung, int block, RandomKey key);
  }

  /** All blocks of all rungs, dealt to the workers together; results by rung, then by block. */
  List<List<List<FloatArray>>> onRungs(int rungs, int chains, RandomKey key, OnBlock each) {
    int blocks = blocks(chains);
    List<List<FloatArray>> all = compute.torch().parallel(rungs * blocks, task -> {
      int rung = task / blocks;
      int block = task % blocks;
      return each.of(rung, block, key.fold(rung).fold(block));
    });
    return IntStream.range(0, rungs)
        .mapToObj(rung -> all.subList(rung * blocks, (rung + 1) * blocks))
        .toList();
  }

  static FloatArray joined(List<List<FloatArray>> blocks, int index) {
    return FloatArray.concat(blocks.stream().map(arrays -> arrays.get(index)).toList());
  }
}
