package org.ebm.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.junit.jupiter.api.Test;

class TorchTest {
  private static final TorchClass TWICE = new TorchClass(
      "Twice",
      List.of(
          Method.of("twice(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
          return [torch.mul(x, 2)]""")));

  @Test
  void tasksAreDealtToTheDevicesInTurn_eachWithItsOwnWorkers() {
    try (Torch torch = Torch.open("cpu,cpu,cpu", 7);
        Program program = Program.load(Archive.write(TWICE), torch)) {
      assertThat(torch.deviceName()).isEqualTo("cpu,cpu,cpu");
      // 7 / 3 each
      assertThat(torch.workers()).isEqualTo(6);
      assertThat(torch.parallel(5, task -> torch.here())).containsExactly(0, 1, 2, 0, 1);
      assertThat(torch.parallel(
              5,
              task -> program
                  .call("twice", List.of(), List.of(FloatArray.of(task)), 0)
                  .get(0)
                  .values()[0]))
          .containsExactly(0f, 2f, 4f, 6f, 8f);
    }
  }

  /** One operator of each family that steps are made of. Chains may not depend on whether their program differentiates. */
  private static final TorchClass STEP = new TorchClass(
      "Step",
      List.of(Method.of("step(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
          image = torch.reshape(x, [1, 1, 8, 8])
          kernel = torch.reshape(x, [4, 1, 4, 4])
          generator = torch.Generator(device=x.device)
          generator.manual_seed(int(control[0].item()))
          y = torch.conv2d(image, kernel, None, [2, 2], [1, 1])
          (g, none1, none2) = torch.convolution_backward(y, image, kernel, None, [2, 2], [1, 1], [1, 1], False, [0, 0], 1, [True, False, False])
          z = torch.leaky_relu_(torch.addmm(torch.reshape(g, [8, 8]), torch.reshape(x, [8, 8]), torch.reshape(x, [8, 8])), 0.05)
          return [torch.add_(z, torch.randn([8, 8], generator=generator))]""")));

  @Test
  void inference_givesTheSameBytes() {
    float[] values = new float[64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    try (Torch torch = Torch.open("cpu", 1);
        Program followed = Program.load(Archive.write(STEP), torch)) {
      Program inference = followed.inference();
      List<FloatArray> x = List.of(FloatArray.of(values));
      float[] expected = followed.call("step", List.of(), x, 3).get(0).values();
      assertThat(inference.call("step", List.of(), x, 3).get(0).values()).isEqualTo(expected);
      // nor does one call change how the next computes
      assertThat(followed.call("step", List.of(), x, 3).get(0).values()).isEqualTo(expected);
    }
  }

  @Test
  void memoryThatRunsOutOnAWorker_isNoBug() {
    try (Torch torch = Torch.open("cpu", 2)) {
      assertThatThrownBy(() -> torch.parallel(3, task -> {
            throw new OutOfMemoryError("of task " + task);
          }))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("of task 0");
    }
  }

  @Test
  void everyDeviceHasAWorker() {
    try (Torch torch = Torch.open("cpu,cpu", 1)) {
      assertThat(torch.workers()).isEqualTo(2);
      assertThat(torch.here()).isZero();
    }
  }

  @Test
  void aDeviceThatIsNotThere_isNamed() {
    assertThatThrownBy(() -> Torch.open("cpu,cuda:77", 2))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("runtime.device: cuda:77: libtorch finds no CUDA device");
  }
}
