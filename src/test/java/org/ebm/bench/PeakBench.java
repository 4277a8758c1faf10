package org.ebm.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ebm.base.FloatArray;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.ScalarType;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** How fast one core multiplies square matrices in our libtorch: the most of some sizes and repeats, in GFLOP per CPU second, as one line of JSON. */
public final class PeakBench {
  private static final List<Integer> SIZES = List.of(512, 1024, 2048);
  private static final int REPEATS = 5;
  private static final TorchClass PRODUCTS = new TorchClass(
      "Products",
      List.of(
          Method.of("products(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
          a = torch.to(x, int(control[0].item()))
          c = torch.mm(a, a)
          for product in range(int(control[1].item())):
            c = torch.mm(a, a, out=c)
          return [torch.to(torch.narrow(c, 0, 0, 1), 6)]""")));

  private PeakBench() {}

  /** @param arguments operations in a call, such as 5e10 (half a second at 100 GFLOP/s), and the precisions to measure: float32, bfloat16 */
  public static void main(String[] arguments) {
    double flopsPerCall = Double.parseDouble(arguments[0]);
    StringBuilder line = new StringBuilder("{");
    try (Torch torch = Torch.open("cpu", 1);
        Program program = Program.load(Archive.write(PRODUCTS), torch)) {
      for (String name : List.of(arguments).subList(1, arguments.length)) {
        ScalarType type = ScalarType.valueOf(name.toUpperCase(Locale.ROOT));
        line.append(
            String.format(Locale.ROOT, "\"%s\": %.1f, ", name, peak(program, type, flopsPerCall)));
      }
    }
    System.out.println(
        line.append("\"engine\": \"libtorch ").append(Torch.version()).append("\"}"));
  }

  private static double peak(Program program, ScalarType type, double flopsPerCall) {
    double highest = 0;
    for (int size : SIZES) {
      float[] values = new float[size * size];
      Arrays.fill(values, 1f / size);
      FloatArray matrix = new FloatArray(new int[] {size, size}, values);
      double flops = 2.0 * size * size * size;
      long products = (long) (flopsPerCall / flops);
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        long begin = StepBench.cpuNanos();
        program.call("products", List.of(), List.of(matrix), type.code(), products);
        // one more than asked: the first makes the result's array
        highest = Math.max(highest, (products + 1) * flops / (StepBench.cpuNanos() - begin));
      }
    }
    return highest;
  }
}
