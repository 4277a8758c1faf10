package org.ebm.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;
import org.ebm.run.Checkpoint;
import org.ebm.run.Checkpoints;
import org.ebm.run.Events;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.train.LearnedModel;
import org.ebm.train.TrainConfig;

/**
 * A checkpoint of a training run as a model: {@code RUN/checkpoints/step-000400} can be named wherever a run can. The run as it was then, its configuration, model and this one
 * checkpoint, is laid down in {@code RUN/of-checkpoints/step-000400}, so that what is found out about it stays apart from what is known of the run, and outlives the checkpoint.
 */
final class CheckpointModel {
  /** Of the folder in a run. */
  static final String FOLDER = "of-checkpoints";

  private static final String SUMS = "SHA256SUMS";

  private CheckpointModel() {}

  /** The folder with the run as it was at a checkpoint; empty if the path is none. */
  static Optional<Path> runAt(Path path) {
    Path checkpoint = path.toAbsolutePath().normalize();
    Path checkpoints = checkpoint.getParent();
    if (checkpoints == null
        || !"checkpoints".equals(String.valueOf(checkpoints.getFileName()))
        || !Files.isRegularFile(checkpoint.resolve(SUMS))
        || !RunConfig.isIn(checkpoints.resolveSibling(""))) {
      return Optional.empty();
    }
    String name = String.valueOf(path.getFileName());
    Path run = path.resolve("..").resolve("..").normalize();
    return Optional.of(laidDown(run, path, run.resolve(FOLDER).resolve(name)));
  }

  private static Path laidDown(Path run, Path checkpoint, Path target) {
    Path copied = target.resolve("checkpoints").resolve(String.valueOf(checkpoint.getFileName()));
    // the list of sums is copied last: where it is the same, all is there
    if (Arrays.equals(bytes(checkpoint.resolve(SUMS)), bytes(copied.resolve(SUMS)))) {
      return target;
    }
    Folders.delete(target);
    TrainConfig config = RunConfig.read(run).bind(TrainConfig.class);
    LearnedModel.write(target.resolve("model"), config, checkpoint, arrays(checkpoint));
    for (Path file :
        List.of(RunConfig.file(run), run.resolve(Provenance.FILE), run.resolve(Events.FILE))) {
      if (Files.isRegularFile(file)) {
        AtomicFile.write(target.resolve(file.getFileName()), bytes(file));
      }
    }
    for (Path file : Folders.list(checkpoint)) {
      if (!file.endsWith(SUMS)) {
        Folders.create(copied);
        Folders.copy(file, copied.resolve(file.getFileName()));
      }
    }
    AtomicFile.write(copied.resolve(SUMS), bytes(checkpoint.resolve(SUMS)));
    return target;
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      return new byte[0];
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static Map<String, Map<String, FloatArray>> arrays(Path checkpoint) {
    String name = String.valueOf(checkpoint.getFileName());
    long step = Long.parseLong(name.substring(name.indexOf('-') + 1));
    return new Checkpoints(checkpoint.resolveSibling(""), Integer.MAX_VALUE)
        .at(step)
        .map(Checkpoint::arrays)
        .orElseThrow();
  }
}
