package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private static final int RECORD = 3073;

  @TempDir
  Path folder;

  @Test
  void allTrainingBatchesThatAreThere_areReadInOrder() throws IOException {
    write("data_batch_2.bin", record(7, 255));
    write("data_batch_1.bin", record(3, 0));
    write("test_batch.bin", record(9, 51));
    Examples train = cifar(Split.TRAIN, 32).open();
    FloatArray images = train.first(5);
    assertThat(images.shape()).containsExactly(2, 3, 32, 32);
    assertThat(images.slice(0, 1).values()).containsOnly(-1);
    assertThat(images.slice(1, 2).values()).containsOnly(1);
    assertThat(train.draw(50, RandomKey.ofSeed(0)).labels().orElseThrow()).containsOnly(3, 7);
    // 2 * 51 / 255 - 1
    assertThat(cifar(Split.TEST, 32).open().first(1).values()).containsOnly(-0.6f);
  }

  @Test
  void heldOutData_areTheOtherSplitIfItIsThere() throws IOException {
    write("data_batch_1.bin", record(3, 0));
    assertThat(cifar(Split.TRAIN, 32).heldOut()).isEmpty();
    write("test_batch.bin", record(1, 51));
    assertThat(cifar(Split.TRAIN, 32).heldOut()).contains(cifar(Split.TEST, 32));
  }

  @Test
  void channelsStayApartWhenResized() throws IOException {
    byte[] record = record(0, 0);
    Arrays.fill(record, 1 + 1024, 1 + 2048, (byte) 255);
    write("data_batch_1.bin", record);
    FloatArray image = cifar(Split.TRAIN, 16).open().first(1);
    assertThat(image.shape()).containsExactly(1, 3, 16, 16);
    assertThat(Arrays.copyOfRange(image.values(), 0, 256)).containsOnly(-1);
    assertThat(Arrays.copyOfRange(image.values(), 256, 512)).containsOnly(1);
    assertThat(Arrays.copyOfRange(image.values(), 512, 768)).containsOnly(-1);
  }

  @Test
  void folderWithoutBatches_saysWhatToDo() {
    assertThatThrownBy(cifar(Split.TRAIN, 32)::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("has no data_batch_*.bin; fetch it with scripts/fetch-data cifar10");
  }

  @Test
  void emptyBatch_isDamaged() throws IOException {
    write("data_batch_1.bin", new byte[0]);
    assertDamaged(
        "is empty, got 0 images; delete it and fetch it again: scripts/fetch-data cifar10");
  }

  @Test
  void cutOffBatch_isDamaged() throws IOException {
    write("data_batch_1.bin", Arrays.copyOf(record(1, 0), RECORD + 100));
    assertDamaged(
        "image 2 is cut off after 100 of 3073 bytes; delete it and fetch it again: scripts/fetch-data cifar10");
  }

  @Test
  void impossibleLabel_isDamaged() throws IOException {
    write("data_batch_1.bin", record(200, 0));
    assertDamaged(
        "image 1 must have a label from 0 to 9, got 200; delete it and fetch it again: scripts/fetch-data cifar10");
  }

  @Test
  void realBatch_isRead() {
    Path real = RealData.folder("cifar-10-batches-bin");
    Examples test = new Cifar10(real, Split.TEST, 32, 0, Optional.empty(), false).open();
    assertThat(test.shape())
        .isEqualTo(new Cifar10(real, Split.TEST, 32, 0, Optional.empty(), false).shape());
    assertThat(test.size().orElseThrow()).isPositive();
    assertThat(test.first(100).isFinite()).isTrue();
  }

  private Cifar10 cifar(Split split, int size) {
    return new Cifar10(folder, split, size, 0, Optional.empty(), false);
  }

  private void assertDamaged(String problem) {
    assertThatThrownBy(cifar(Split.TRAIN, 32)::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessage(folder.resolve("data_batch_1.bin") + ": " + problem);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private static byte[] record(int label, int pixel) {
    byte[] record = new byte[RECORD];
    Arrays.fill(record, (byte) pixel);
    record[0] = (byte) label;
    return record;
  }
}
