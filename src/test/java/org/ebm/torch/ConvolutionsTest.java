package org.ebm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's convolutions against themselves in float64, which oneDNN does not compute: it was wrong on a machine whose processor hides its caches, where nothing else in the tests would have said so. */
class ConvolutionsTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  /** float32 in another order: 1e-5 of the largest number; what was wrong was off by .2 to 1. */
  private static final double CLOSE = 1e-4;

  @AfterAll
  static void close() {
    TORCH.close();
  }

  @ParameterizedTest(name = "{0} axes, {1} to {2} channels, size {3}, kernel {4}, stride {5}")
  @CsvSource({
    "2, 64, 1, 4, 4, 1", "2, 24, 2, 12, 3, 1", "2, 20, 20, 9, 3, 2", "2, 48, 32, 9, 4, 2",
    "2, 1, 8, 9, 5, 1", "2, 3, 100, 8, 5, 2", "2, 17, 48, 6, 2, 3", "2, 40, 3, 7, 1, 1",
    "3, 1, 5, 7, 3, 2", "3, 20, 12, 5, 2, 1", "3, 48, 16, 5, 3, 2", "3, 9, 64, 4, 4, 1"
  })
  void ofFloat32_areThoseOfFloat64(
      int axes, int inputs, int outputs, int size, int kernel, int stride) {
    int positions = (size - kernel) / stride + 1;
    FloatArray x = numbers(axes, 5, inputs, size);
    FloatArray weight = numbers(axes, outputs, inputs, kernel);
    FloatArray after = numbers(axes, 5, outputs, positions);
    try (Program program = Program.load(Archive.write(script(axes, stride)), TORCH)) {
      List<FloatArray> errors =
          program.call("run", List.of(weight, after), List.of(), List.of(x), 0);
      assertThat(errors.get(0).values())
          .as("output, gradient of x, gradient of weights, transposed")
          .hasSize(4)
          .satisfies(found -> {
            for (float error : found) {
              assertThat((double) error).isLessThan(CLOSE);
            }
          });
    }
  }

  private static FloatArray numbers(int axes, int rows, int channels, int side) {
    int[] shape = IntStream.concat(
            IntStream.of(rows, channels), IntStream.generate(() -> side).limit(axes))
        .toArray();
    float[] values = new float[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(1 + 12.9898 * i % 78.233);
    }
    return new FloatArray(shape, values);
  }

  private static TorchClass script(int axes, int stride) {
    String each = ofAll(axes, stride);
    String none = ofAll(axes, 0);
    String once = ofAll(axes, 1);
    String options = "None, " + each + ", " + none + ", " + once;
    Method both =
        Method.of("all(x: Tensor, weight: Tensor, after: Tensor) -> List[Tensor]", """
        y = torch.convolution(x, weight, %1$s, False, %2$s, 1)
        (dx, dw, none) = torch.convolution_backward(after, x, weight, %1$s, False, %2$s, 1, [True, True, False])
        return [y, dx, dw, torch.convolution(after, weight, %1$s, True, %2$s, 1)]""".formatted(
                options, none));
    Method run = Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        """
        single = self.all(x, p[0], p[1])
        double = self.all(torch.to(x, 7), torch.to(p[0], 7), torch.to(p[1], 7))
        errors = [%s]
        return [torch.to(torch.stack(errors), 6)]""".formatted(IntStream.range(0, 4)
            .mapToObj(i -> "torch.div(torch.max(torch.abs(torch.sub(torch.to(single[" + i
                + "], 7), double[" + i + "]))), torch.max(torch.abs(double[" + i + "])))")
            .collect(Collectors.joining(", "))));
    return new TorchClass("Convolutions", List.of(both, run));
  }

  private static String ofAll(int axes, int number) {
    return IntStream.generate(() -> number).limit(axes).boxed().toList().toString();
  }
}
