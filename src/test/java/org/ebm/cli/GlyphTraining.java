package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.run.Checkpoints;

/**
 * Training of a small ConvNet on glyphs in processes of their own, and what its runs must agree in.
 *
 * @param config its file
 */
record GlyphTraining(Path config, int updates) {
  static GlyphTraining of(int updates, Path folder) throws IOException {
    return of(
        updates,
        folder,
        Configs.images("glyphs: { count: 200, noise: 0.06 }", "1, 16, 16")
            .replace("steps: 4,", "steps: " + updates + ", pictures_every: 50,"));
  }

  static GlyphTraining of(int updates, Path folder, String yaml) throws IOException {
    return new GlyphTraining(Files.writeString(folder.resolve("training.yaml"), yaml), updates);
  }

  List<String> fresh(Path run) {
    return List.of("train", "--config", config.toString(), "--run-dir", run.toString());
  }

  static List<String> resume(Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--resume", "--run-dir", run.toString()));
    words.addAll(List.of(more));
    return words;
  }

  /** A run that was never stopped. */
  Path whole(Path run) throws Exception {
    EbmProcess.answer(fresh(run)).endsWith(0);
    return run;
  }

  /** A run that was killed once it had the checkpoint of an update. */
  Path killedAt(int update, Path run) throws Exception {
    try (EbmProcess training = EbmProcess.start(fresh(run))) {
      training.awaitCheckpoint(run, update);
      training.kill();
    }
    return run;
  }

  static Path checkpoint(Path run, long update) {
    return run.resolve("checkpoints/step-%06d".formatted(update));
  }

  /** The update of the newest checkpoint, of which every checkpoint must be intact. */
  static long newest(Path run) {
    List<String> warnings = new ArrayList<>();
    long step = new Checkpoints(run.resolve("checkpoints"), 3)
        .newest(warnings::add)
        .map(loaded -> loaded.checkpoint().step())
        .orElse(0L);
    assertThat(warnings).isEmpty();
    return step;
  }

  /** All that a run determines, byte for byte; of the checkpoints the last. */
  void assertSame(Path whole, Path run) throws IOException {
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.filter(Files::isRegularFile).map(whole::relativize).toList()) {
        boolean determined =
            file.toString().matches(".*\\.(csv|safetensors|npz|pt)") && !file.endsWith("times.csv");
        boolean newest = !file.startsWith("checkpoints")
            || whole.resolve(file).startsWith(checkpoint(whole, updates));
        if (determined && newest) {
          assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
      }
    }
  }
}
