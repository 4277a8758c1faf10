package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.Configs;
import org.ebm.files.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links planted in a run's folder, at somebody else's files: nothing is written through them. */
@Tag("faults")
class PlantedLinkTest {
  @TempDir
  Path folder;

  private Path scene;
  private Path run;
  private Path theirs;

  /** A stranger's run to steal from, and one with the links. */
  @BeforeEach
  void train() throws IOException {
    scene = folder.resolve("scene");
    run = scene.resolve("run");
    theirs = folder.resolve("theirs");
    Path config = Files.writeString(folder.resolve("plane.yaml"), Configs.PLANE);
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
    Folders.copy(run, theirs);
  }

  /** Puts a link in the place of what the run has of that name. */
  private void plant(String name) throws IOException {
    Path link = run.resolve(name);
    Folders.delete(link);
    Folders.create(link.resolveSibling(""));
    Files.createSymbolicLink(link, theirs.resolve(Path.of(name).getFileName()));
  }

  private void untouchedBy(int status, Object... words) throws IOException {
    Surroundings before = Surroundings.of(folder, scene);
    Answer answer = Answer.of(words).failsWith(status);
    assertThat(answer.err()).contains("is a link");
    assertThat(Surroundings.of(folder, scene)).as(answer.toString()).isEqualTo(before);
  }

  @Test
  void whatARunWrites_isNotWrittenThroughALink() throws IOException {
    Path good = folder.resolve("good");
    Folders.copy(run, good);
    for (String name : new String[] {
      "checkpoints",
      "metrics.csv",
      "density.csv",
      "times.csv",
      "log.txt",
      "model",
      "samples",
      "plots",
      ".lock"
    }) {
      Folders.delete(run);
      Folders.copy(good, run);
      plant(name);
      untouchedBy(65, "train", "--resume", "--run-dir", run, "--steps", 6, "-q");
    }
  }

  /** The target of such a link would be emptied by the run that is made there. */
  @Test
  void foldersOfPartsOfARun_areNotMadeThroughALink() throws IOException {
    for (String name : new String[] {"diagnosis", "basins", "export"}) {
      Folders.delete(run.resolve(name));
      Files.createSymbolicLink(run.resolve(name), theirs);
    }
    untouchedBy(65, "diagnose", run, "--steps", 1000, "--chains", 10, "--set=exact=false", "-q");
    untouchedBy(65, "map-basins", run, "-q");
    untouchedBy(65, "export", "--model", run);
    untouchedBy(65, "report", run);
  }

  @Test
  void pictures_areNotDrawnThroughALink() throws IOException {
    plant("plots");
    untouchedBy(65, "report", run);
  }

  /** A lock in a folder that is otherwise empty. */
  @Test
  void aNewRun_doesNotLockSomebodyElsesFile() throws IOException {
    Path fresh = Files.createDirectory(scene.resolve("fresh"));
    Path target = folder.resolve("not-there");
    Files.createSymbolicLink(fresh.resolve(".lock"), target);
    untouchedBy(65, "train", "--config", folder.resolve("plane.yaml"), "--run-dir", fresh, "-q");
    assertThat(target).doesNotExist();
  }

  @Test
  void force_removesALink_andNotWhatItPointsAt() throws IOException {
    plant("checkpoints");
    plant("metrics.csv");
    Surroundings before = Surroundings.of(folder, scene);
    Answer.of("train", "--config", folder.resolve("plane.yaml"), "--run-dir", run, "--force", "-q")
        .endsWith(0);
    assertThat(Surroundings.of(folder, scene)).isEqualTo(before);
    assertThat(run.resolve("checkpoints")).isDirectory();
    assertThat(Files.isSymbolicLink(run.resolve("checkpoints"))).isFalse();
  }

  /** A run on a large disk is no attack. */
  @Test
  void theRunsFolderItself_mayBeALink() throws IOException {
    Path link = Files.createSymbolicLink(scene.resolve("link"), run);
    Answer.of("train", "--resume", "--run-dir", link, "--steps", 6, "-q").endsWith(0);
  }
}
