package org.ebm.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run calls programs millions of times: what a call takes from the native heap it must give back. */
class ProgramMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int BLOCK = 50;
  private static final int FLOATS = 65_536;

  private static final TorchClass SUM = new TorchClass(
      "Sum",
      List.of(Method.of("add(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
          y = torch.add(x, p[0])
          return [torch.sum(y), y]""")));

  /** A call handles three arrays of 256 KiB. Losing one of them would cost 500 * 256 KiB = 128 MB; measured growth is below 9 MB. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void residentMemoryIsFlat_overHundredsOfCalls(boolean inference) throws IOException {
    assumeTrue(Files.isReadable(STATUS), "no /proc here");
    FloatArray x = FloatArray.of(new float[FLOATS]);
    try (Torch torch = Torch.open("cpu", 2);
        Program loaded = Program.load(Archive.write(SUM), torch)) {
      Program program = inference ? loaded.inference() : loaded;
      call(torch, program, x, 100);
      long before = residentKib();
      call(torch, program, x, 500);
      assertThat(residentKib() - before).isLessThan(40_000);
    }
  }

  private static void call(Torch torch, Program program, FloatArray x, int calls) {
    for (int block = 0; block < calls / BLOCK; block++) {
      torch.parallel(BLOCK, i -> program.call("add", List.of(x), List.of(x), i).size());
      // arguments travel in buffers that only a collection frees
      System.gc();
    }
  }

  private static long residentKib() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
