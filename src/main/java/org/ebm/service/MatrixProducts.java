package org.ebm.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ebm.base.FloatArray;
import org.ebm.energy.Precision;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.ScalarType;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** Products of square matrices, to see what the processor can do. */
record MatrixProducts(Torch torch, Program program) implements AutoCloseable {
  private static final int SIZE = 512;
  private static final int PRODUCTS = 20;
  private static final int ROUNDS = 3;
  /** Seconds for the products of a round. */
  private static final double PATIENCE = 0.3;

  static MatrixProducts open(Torch torch, Precision precision) {
    ScalarType type = switch (precision) {
      case FLOAT32 -> ScalarType.FLOAT32;
      case BFLOAT16 -> ScalarType.BFLOAT16;
    };
    Method multiply = Method.of(
        "multiply(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        String.format(Locale.ROOT, """
        a = torch.to(x, %d)
        y = a
        for product in range(int(control[0].item())):
          y = torch.mm(a, y)
        return [torch.to(torch.sum(y), 6)]""", type.code()));
    return new MatrixProducts(
        torch, Program.load(Archive.write(new TorchClass("Products", List.of(multiply))), torch));
  }

  /** 1e9 operations per second with so many workers at once: the best of some rounds, which are short where products are slow. */
  double gigaflops(int workers) {
    // rows that sum to 1: products stay as they are
    FloatArray matrix = new FloatArray(new int[] {SIZE, SIZE}, new float[SIZE * SIZE]);
    Arrays.fill(matrix.values(), 1f / SIZE);
    double single = seconds(workers, matrix, 1);
    int products = (int) Math.max(1, Math.min(PRODUCTS, PATIENCE / single));
    double best = products * single;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, seconds(workers, matrix, products));
    }
    return 2.0 * SIZE * SIZE * SIZE * products * workers / best / 1e9;
  }

  private double seconds(int workers, FloatArray matrix, int products) {
    long begun = System.nanoTime();
    torch.parallel(workers, i -> program.call("multiply", List.of(), List.of(matrix), products));
    return (System.nanoTime() - begun) / 1e9;
  }

  @Override
  public void close() {
    program.close();
  }
}
