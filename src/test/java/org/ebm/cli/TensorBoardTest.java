package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.ebm.Configs;
import org.ebm.files.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logging: {tensorboard: true}}: event files, byte by byte and by TensorBoard's own reader. */
class TensorBoardTest {
  @TempDir
  Path folder;

  private Path run;

  @BeforeEach
  void train() throws IOException {
    run = folder.resolve("run");
    String yaml = Configs.PLANE.replace("batch: 60,", "batch: 60, log_every: 1,")
        + "logging: { tensorboard: true }\n";
    Path config = Files.writeString(folder.resolve("toy.yaml"), yaml);
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
  }

  /** Source: tensorflow/core/lib/io/record_writer.cc. */
  @Test
  void everyRecord_isWholeByItsChecksums() throws IOException {
    Path file = Folders.list(run.resolve("tensorboard")).get(0);
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int records = 0;
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] message =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(message);
      assertThat(in.getInt()).isEqualTo(masked(message));
      records++;
    }
    // the version, four updates, and the density at the last
    assertThat(records).isEqualTo(6);
  }

  private static int masked(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    long crc = sum.getValue();
    return (int) (((crc >>> 15 | crc << 17) + 0xa282ead8L) & 0xFFFFFFFFL);
  }

  @Test
  void itsOwnReader_findsTheNumbersOfMetricsCsv_alsoAfterAResumption() throws Exception {
    EbmReadTest.assumePython("tensorboard");
    Answer.of("train", "--resume", "--run-dir", run, "--steps", 6, "-q").endsWith(0);
    assertThat(Folders.list(run.resolve("tensorboard"))).hasSize(2);
    String said = EbmReadTest.python(
        "src/test/python/check_tensorboard.py",
        run.resolve("tensorboard").toString(),
        run.resolve("metrics.csv").toString());
    assertThat(said).endsWith("ok\n");
  }

  @Test
  void whetherThereAreEventFiles_mayChangeWhenARunGoesOn() {
    Answer.of(
            "train",
            "--resume",
            "--run-dir",
            run,
            "--steps=6",
            "-q",
            "--set",
            "logging.tensorboard=false")
        .endsWith(0);
    assertThat(Folders.list(run.resolve("tensorboard"))).hasSize(1);
  }
}
