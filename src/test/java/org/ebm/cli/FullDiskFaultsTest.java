package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or cannot be written: the run ends with 74 and says why, what was saved is intact, and it goes on when there is room. */
@Tag("faults")
class FullDiskFaultsTest {
  private static final int UPDATES = 60;
  /** Enough for a run's small files, too little for a checkpoint of 84 KiB. */
  private static final int TOO_LITTLE = 64;

  @TempDir(factory = QuickDisk.class)
  Path folder;

  @Test
  void aDiskFullInACheckpoint_endsTheRun_andWithRoomItGoesOnToTheSameBytes() throws Exception {
    GlyphTraining training = GlyphTraining.of(UPDATES, folder);
    try (SmallDisk disk = SmallDisk.of(8192, folder.resolve("disk"))) {
      Path run = killed(training, disk);
      Path seen = disk.seen(run);
      long saved = GlyphTraining.newest(seen);
      Path filler = disk.fill(TOO_LITTLE);
      Answer answer =
          EbmProcess.answer(disk.launch(), GlyphTraining.resume(run)).failsWith(74);
      assertThat(answer.err()).contains(run + "/checkpoints/").contains("disk full");
      assertThat(GlyphTraining.newest(seen)).isEqualTo(saved);
      assertThat(Folders.list(seen.resolve("checkpoints"))).noneMatch(AtomicFile::isTemporary);
      assertThat(seen.resolve("run.json")).content().contains("\"failed\"", "disk full");
      Files.delete(filler);
      EbmProcess.answer(disk.launch(), GlyphTraining.resume(run)).endsWith(0);
      training.assertSame(training.whole(folder.resolve("whole")), seen);
    }
  }

  @Test
  void chainsThatFillTheDisk_goOnWithTheSameBytes_whenThereIsRoom() throws Exception {
    Path whole = folder.resolve("whole");
    EbmProcess.answer(chains(whole)).endsWith(0);
    try (SmallDisk disk = SmallDisk.of(512, folder.resolve("disk"))) {
      Path run = disk.path().resolve("run");
      Answer answer = EbmProcess.answer(disk.launch(), chains(run)).failsWith(74);
      assertThat(answer.err()).contains(run.toString()).contains("disk full");
      disk.resize(65536);
      List<String> resume = List.of("sample", "--resume", "--run-dir", run.toString());
      EbmProcess.answer(disk.launch(), resume).endsWith(0);
      for (String file : List.of("trace.csv", "energies.npy", "states.npy", "samples.npz")) {
        assertThat(disk.seen(run).resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
      }
    }
  }

  @Test
  void aDiskThatCannotBeWritten_isNamed_andNothingChanges() throws Exception {
    GlyphTraining training = GlyphTraining.of(UPDATES, folder);
    try (SmallDisk disk = SmallDisk.of(8192, folder.resolve("disk"))) {
      Path run = killed(training, disk);
      Path metrics = disk.seen(run).resolve("metrics.csv");
      byte[] before = Files.readAllBytes(metrics);
      disk.setWritable(false);
      for (List<String> command :
          List.of(GlyphTraining.resume(run), training.fresh(disk.path().resolve("other")))) {
        Answer answer = EbmProcess.answer(disk.launch(), command).failsWith(74);
        assertThat(answer.err()).contains(disk.path().toString()).contains("cannot be written");
      }
      List<String> status = List.of("status", run.toString());
      assertThat(EbmProcess.answer(disk.launch(), status).endsWith(0).err()).contains("killed");
      assertThat(metrics).hasBinaryContent(before);
      disk.setWritable(true);
      EbmProcess.answer(disk.launch(), GlyphTraining.resume(run)).endsWith(0);
      training.assertSame(training.whole(folder.resolve("whole")), disk.seen(run));
    }
  }

  @Test
  void aRunInAFolderThatCannotBeWritten_needsNoLinkToTheLatestThere() throws Exception {
    GlyphTraining training = GlyphTraining.of(4, folder);
    try (SmallDisk disk = SmallDisk.of(64, folder.resolve("disk"))) {
      Path run = disk.mountAt("run", 8192);
      disk.setWritable(false);
      EbmProcess.answer(disk.launch(), training.fresh(run)).endsWith(0);
      assertThat(disk.seen(run).resolve("log.txt")).content().contains("latest: cannot be written");
    }
  }

  private static Path killed(GlyphTraining training, SmallDisk disk) throws Exception {
    Path run = disk.path().resolve("run");
    try (EbmProcess process = EbmProcess.start(disk.launch(), training.fresh(run))) {
      process.awaitCheckpoint(disk.seen(run), 20);
      process.kill();
    }
    return run;
  }

  private static List<String> chains(Path run) {
    return List.of(
        ("sample --set energy.gaussian.sd=[1,0.5] --sampler langevin --step-size 0.3 --steps 20000"
                + " --keep 100 --seed 5 --set checkpoint_every=2000 --run-dir " + run)
            .split(" "));
  }
}
