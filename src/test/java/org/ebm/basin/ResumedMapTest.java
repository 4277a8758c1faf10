package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map that is stopped again and again ends as one that never was. */
class ResumedMapTest {
  private static final String WELLS = """
      energy: {double_well: {}}
      seed: 3
      search: {minima: {states: 12, box: [-2, 2, -2, 2]}}
      sampler: {random_walk: {step_size: 0.1, temperature: 0.1}}
      force: 2
      resolution: 0.2
      at_once: 4
      barriers: {factor: 1.5, trials: 1}
      """;

  @TempDir
  Path folder;

  @Test
  void stoppedAfterEveryOtherResult_endsAsIfNever() {
    MapBasinsConfig config = ConfigTree.parse(WELLS, "test.yaml").bind(MapBasinsConfig.class);
    try (Torch torch = Torch.open("cpu", 1)) {
      MapBasins maps =
          new MapBasins(config, config.energy().open(), config.openData(), torch, Progress.none());
      BasinMap whole = maps.map(folder.resolve("whole"), () -> false).orElseThrow();
      int stops = 0;
      Optional<BasinMap> resumed = Optional.empty();
      while (resumed.isEmpty()) {
        AtomicInteger asked = new AtomicInteger();
        resumed = maps.map(folder.resolve("stopped"), () -> asked.incrementAndGet() > 2);
        stops += resumed.isEmpty() ? 1 : 0;
      }
      assertThat(stops).isGreaterThan(3);
      assertThat(BasinFiles.record(resumed.get(), List.of()))
          .isEqualTo(BasinFiles.record(whole, List.of()));
      assertThat(folder.resolve("stopped")).hasSameBinaryContentAs(folder.resolve("whole"));
    }
  }
}
