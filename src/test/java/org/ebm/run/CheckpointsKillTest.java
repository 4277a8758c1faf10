package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that saves checkpoints, at any moment, again and again in one folder. */
class CheckpointsKillTest {
  private static final int KILLS = 4;
  private static final int LONGEST_LIFE_MS = 120;

  /** Goes on after the newest checkpoint and says of each when it is saved. */
  static final class Writer {
    public static void main(String[] arguments) {
      Checkpoints checkpoints = new Checkpoints(Path.of(arguments[0]), 2);
      long step = checkpoints
          .newest(System.err::println)
          .map(loaded -> loaded.checkpoint().step())
          .orElse(0L);
      // Ends by itself, too, should the test's own process be gone.
      while (!System.out.checkError()) {
        checkpoints.write(CheckpointsTest.checkpoint(++step));
        System.out.println(step);
      }
    }
  }

  @Test
  void killedAtAnyMoment_theNewestCheckpointIsGood_andNotOlderThanTheLastReported(@TempDir Path run)
      throws Exception {
    Path folder = run.resolve("checkpoints");
    UniformRandomProvider random = RandomKey.ofSeed(1).fold("kill").generator();
    List<String> warnings = new ArrayList<>();
    long last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (Child writer = Child.start(Writer.class, folder.toString())) {
        long reported = Long.parseLong(writer.output().readLine());
        assertThat(reported).isGreaterThan(last);
        Thread.sleep(random.nextInt(LONGEST_LIFE_MS));
        writer.kill();
        // A last line cut by the kill is the beginning of a number, which is never greater.
        last = writer.output().lines().mapToLong(Long::parseLong).max().orElse(reported);
      }
      Checkpoint newest =
          new Checkpoints(folder, 2).newest(warnings::add).orElseThrow().checkpoint();
      assertThat(newest.step()).isBetween(last, last + 1);
      assertThat(newest).isEqualTo(CheckpointsTest.checkpoint(newest.step()));
      assertThat(warnings).isEmpty();
    }
  }
}
