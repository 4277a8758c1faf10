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
        .hasMessageContaining("runtime.device: cuda:77 is not there");
  }
}
